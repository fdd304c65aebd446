"""The Windows package: WiX sources, and what compiles them over a frozen tree."""
