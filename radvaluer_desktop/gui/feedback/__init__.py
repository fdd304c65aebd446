"""What the department's lead looks at: decisions one by one, charts of all, files of stations."""
