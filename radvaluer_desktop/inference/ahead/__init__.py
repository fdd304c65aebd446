"""Writing ahead: tokens are proposed, and the model only has to agree."""
