"""What a theme must name. A widget asks for the meaning, never for a colour of its own.

Contrasts are those of WCAG 2.2 (W3C, 2023), criteria 1.4.3 and 1.4.11: text 4.5:1, controls, focus
and signs 3:1. A test computes them for every pair in ``pairs``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours, each ``#rrggbb``."""

    background: str  # of windows and dialogs
    panel: str  # menus, buttons, the status bar
    field: str  # where text is typed or listed
    line: str  # parts what belongs together; nothing depends on seeing it
    control: str  # the edge by which a control is found
    text: str
    quiet: str  # said beside, not instead
    placeholder: str
    disabled: str  # what cannot be used just now
    accent: str  # the ring around what has the keyboard; progress
    warning: str
    error: str
    good: str
    selection: str  # behind chosen text
    selected: str  # chosen text
    current: str  # behind the words of the issue that the person looks at
    grounds: str  # behind the sentence on which a line rests most
    main: str  # the button that goes on
    main_edge: str


# Sizes in parts of the system's own font, so that they grow with it and with the text zoom.
READING_SIZE = 1.2  # the two editors: read for hours, at arm's length
KEY_SIZE = 1.6  # a recovery key that is copied by hand
TITLE_WEIGHT = 600

# Distances in em; the two that are drawn rather than spaced in pixels, which the screen scales.
TIGHT = "0.2em"
NEAR = "0.4em"
APART = "0.9em"
RING = "2px"  # around what has the keyboard
EDGE = "1px"
ROUND = "4px"
