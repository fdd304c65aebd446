"""Versioned prompt templates, and how a study and its findings become the segments of a prompt."""
