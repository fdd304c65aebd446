"""Reading one study: findings, exam header, impression, drafting, keeping."""
