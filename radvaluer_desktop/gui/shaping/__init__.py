"""What a radiologist makes of a draft beside typing: alternatives, instructions, style, templates."""
