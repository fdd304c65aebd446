"""The window: the only imports of PySide6. Widgets lay out, show and emit; they decide nothing."""
