"""Synthetic reports on the knowledge base; resources/corpus/README.md tells the data.

``facts`` draws what a report is about, ``wording`` puts it into words, ``findings`` and
``impression`` write the two texts in an institution's style, ``splits`` keeps the parts apart.
"""

from radvaluer_desktop.training.corpus.reports import SyntheticReport, make_reports

__all__ = ["SyntheticReport", "make_reports"]
