"""A whole working day at the window, with real keys; ``make day``."""
