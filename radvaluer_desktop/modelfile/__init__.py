"""Model files: reads and bound-checks their headers, writes them. The only import of ``gguf``."""
