"""Figures about texts: pure functions, no input or output."""
