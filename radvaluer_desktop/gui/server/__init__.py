"""A department's server: its dialog, its strip."""
