"""The assistant for the first start."""
