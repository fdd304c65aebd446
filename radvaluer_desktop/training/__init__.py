"""Makes the embedded demo model, and teaches models a department's own reports.

The only place that imports ``torch`` and ``tokenizers``; they come with the ``train`` extra.
"""
