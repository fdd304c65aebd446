"""The steps of ``installers/build.py``."""
