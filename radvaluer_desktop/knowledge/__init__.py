"""What the program knows of radiology: one loader for ``resources/knowledge/``."""
