"""What the checks say of a study, shown and answered."""
