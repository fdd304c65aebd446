"""The chat template that came inside a model file: what of it is used, and what it may not do."""
