"""Measures drafts against the impressions that radiologists wrote, beside floors and a ceiling."""
