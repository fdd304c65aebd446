"""RadValuer Desktop: drafts radiology impressions from findings, on the reading station itself.

The rooms and the direction of their imports are described in ``docs/architecture.md``.
"""

__version__ = "0.1.0"
