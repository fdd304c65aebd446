"""The settings as pages of one window."""
