"""Nothing that a person wrote is found where it was not asked for; see docs/data-protection.md."""
