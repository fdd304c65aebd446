"""Charts of what became of drafts: one description, from which every picture and table is made."""
