"""The look of the program: tokens, themes, the style made of them, fonts, icons, text zoom."""
