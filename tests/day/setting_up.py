"""The first minutes at a new station, by keys alone: the assistant, from its words to a draft."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.day.window import DayWindow


def set_up(window: DayWindow, show: Callable[[str], None]) -> float:
    """Go through the assistant; return how many seconds it took. ``show`` takes a picture."""
    began = time.monotonic()
    press = window.desktop.key
    window.wait_for_front(lambda state: state.get("page") == "WordsPage")
    show("first-words")
    press("space")
    press("Return")
    window.wait_for_front(lambda state: state.get("page") == "PersonPage")
    window.desktop.type("R-17")
    press("Tab")
    window.desktop.type("CT-2")
    show("first-person")
    press("Return")
    window.wait_for_front(lambda state: state.get("page") == "KeyPage" and state["may_make_key"])
    show("first-key")
    press("alt+m")
    group = window.wait_for_front(lambda state: bool(state["asked_group"]))["asked_group"]
    window.focus_front()
    press("Return")
    window.desktop.type(group)
    press("Return")
    window.wait_for_front(lambda state: not state["asked_group"] and state["has_key"])
    window.focus_front()
    press("Return")
    window.wait_for_front(lambda state: state.get("page") == "ModelPage" and state["model"])
    show("first-model")
    press("Return")
    window.wait_for_front(lambda state: state.get("page") == "DraftPage")
    show("first-draft")
    mark = window.mark()
    press("Return")
    window.wait(lambda event: event["what"] == "drafted", mark)
    return time.monotonic() - began
