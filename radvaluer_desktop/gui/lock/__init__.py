"""The lock of the window, and what unlocks it."""
