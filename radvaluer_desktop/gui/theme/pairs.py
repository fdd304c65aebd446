"""Which colours meet on the screen, and the contrast that they owe; a test computes every one."""

from __future__ import annotations

TEXT, SIGN = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11

_SURFACES = ("background", "panel", "field")
_SPOKEN = ("text", "quiet", "warning", "error", "good")

# (in front, behind, least contrast)
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((front, behind, TEXT) for front in _SPOKEN for behind in _SURFACES),
    ("placeholder", "field", TEXT),
    ("selected", "selection", TEXT),
    *(("text", behind, TEXT) for behind in ("current", "grounds", "main")),
    # A control is found by its edge, what has the keyboard by its ring.
    *((edge, behind, SIGN) for edge in ("control", "accent") for behind in _SURFACES),
    ("main_edge", "background", SIGN),
    ("accent", "main", SIGN),
    # Lines under words, and signs in front of issues, on what may lie behind them.
    *((sign, "current", SIGN) for sign in ("quiet", "warning", "error")),
    *((sign, "grounds", SIGN) for sign in ("quiet", "warning", "error")),
    # Inactive controls owe nothing (1.4.3); they are read all the same.
    *(("disabled", behind, SIGN) for behind in _SURFACES),
)
DECORATION = ("line",)  # owes nothing: it parts what is parted by space too
