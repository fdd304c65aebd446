"""Long runs that try to break the program; ``make soak``. Not part of ``make test``."""
