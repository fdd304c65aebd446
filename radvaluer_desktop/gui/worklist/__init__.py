"""The worklist: its pane, the way from study to study, and where studies are opened from."""
