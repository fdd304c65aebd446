"""The use case: findings in, impression streamed, decision made. Window, CLI and batch share it."""
