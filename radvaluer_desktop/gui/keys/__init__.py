"""The keys of the store, their recovery, and the store's upkeep."""
