"""The words of the dashboard's charts in English, marked for translation."""

from __future__ import annotations

from collections.abc import Mapping

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP

NOT_FOR_REVIEW = QT_TRANSLATE_NOOP(
    "charts",
    "These figures are about drafts. They are not for reviewing anybody's performance: case mix, "
    "complexity and duty differ, and none of them is taken into account.",
)
TITLES = {
    "acceptance": QT_TRANSLATE_NOOP("charts", "Accepted as drafted, by week"),
    "edits": QT_TRANSLATE_NOOP("charts", "Size of edits, by week"),
    "system": QT_TRANSLATE_NOOP("charts", "By body system"),
    "language": QT_TRANSLATE_NOOP("charts", "By language"),
    "model": QT_TRANSLATE_NOOP("charts", "By model"),
    "time": QT_TRANSLATE_NOOP("charts", "Time to decide, by week"),
    "overrides": QT_TRANSLATE_NOOP("charts", "Accepted against the checks, by week"),
}
UNITS = {
    "decisions": QT_TRANSLATE_NOOP("charts", "% of decisions"),
    "words": QT_TRANSLATE_NOOP("charts", "% of words, mean of drafts that were kept"),
    "percent": "%",
    "seconds": QT_TRANSLATE_NOOP("charts", "seconds, median"),
}
ACROSS = {
    "week": QT_TRANSLATE_NOOP("charts", "Week"),
    "system": QT_TRANSLATE_NOOP("charts", "Body system"),
    "language": QT_TRANSLATE_NOOP("charts", "Language"),
    "model": QT_TRANSLATE_NOOP("charts", "Model"),
}
NAMES: Mapping[str, str] = {
    "chest": QT_TRANSLATE_NOOP("charts", "Chest"),
    "abdomen": QT_TRANSLATE_NOOP("charts", "Abdomen"),
    "musculoskeletal": QT_TRANSLATE_NOOP("charts", "Musculoskeletal"),
    "head": QT_TRANSLATE_NOOP("charts", "Head"),
    "maxillofacial-neck": QT_TRANSLATE_NOOP("charts", "Maxillofacial and neck"),
    "en": QT_TRANSLATE_NOOP("charts", "English"),
    "zh": QT_TRANSLATE_NOOP("charts", "Chinese"),
    "": QT_TRANSLATE_NOOP("charts", "not said"),
}
ACCEPTED = QT_TRANSLATE_NOOP("charts", "Accepted as drafted")
EDITED = QT_TRANSLATE_NOOP("charts", "Words changed")
TIME = QT_TRANSLATE_NOOP("charts", "Time to decide")
OVERRIDDEN = QT_TRANSLATE_NOOP("charts", "Severe issue overridden")
AVERAGE = QT_TRANSLATE_NOOP("charts", "Moving average")
UPPER = QT_TRANSLATE_NOOP("charts", "Upper limit")
LOWER = QT_TRANSLATE_NOOP("charts", "Lower limit")
BASELINE = QT_TRANSLATE_NOOP("charts", "Baseline")
INTERVAL = QT_TRANSLATE_NOOP("charts", "95 % interval")
FALL = QT_TRANSLATE_NOOP("charts", "acceptance has fallen")
RISE = QT_TRANSLATE_NOOP("charts", "acceptance has risen; are drafts better, or read less?")
OUTSIDE = QT_TRANSLATE_NOOP("charts", "outside the limits")
NO_WARNING = QT_TRANSLATE_NOOP("charts", "No drift since the baseline ({0} to {1}).")
TOO_EARLY = QT_TRANSLATE_NOOP(
    "charts", "Drift is not looked for yet: it needs more than {0} weeks of {1} decisions each."
)
POOLED = QT_TRANSLATE_NOOP("charts", "Weeks of fewer than {0} decisions are joined to the next.")
HIDDEN_WEEKS = QT_TRANSLATE_NOOP("charts", "Weeks not shown, fewer than {1} decisions: {0}.")
HIDDEN_GROUPS = QT_TRANSLATE_NOOP("charts", "Not shown, fewer than {0} decisions: {1}.")
