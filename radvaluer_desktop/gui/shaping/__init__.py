"""What a radiologist does with drafts: alternatives, instructions, style, templates."""
