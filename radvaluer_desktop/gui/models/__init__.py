"""The page of models, and the menu of adapters."""
