"""Decisions leave the workstation: the export dialog and its review."""
