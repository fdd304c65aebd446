"""Collects the keys of the window from its commands themselves: no list is kept by hand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """A menu's title, and what its commands are called, each with its keys."""

    title: str
    rows: tuple[tuple[str, str], ...]


def key_groups(window: QMainWindow, others: str) -> list[KeyGroup]:
    """Return the keys of ``window`` by menu; ``others`` is the title of those in no menu."""
    seen: set[QAction] = set()
    groups = []
    for action in window.menuBar().actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            rows = _rows(_of_menu(menu), seen)
            if rows:
                groups.append(KeyGroup(_plain(menu.title()), rows))
    rows = _rows(window.actions(), seen)
    return [*groups, KeyGroup(others, rows)] if rows else groups


def _of_menu(menu: QMenu) -> list[QAction]:
    """Return the actions of a menu and of the menus within it."""
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        found += _of_menu(inner) if isinstance(inner, QMenu) else [action]
    return found


def _rows(actions: list[QAction], seen: set[QAction]) -> tuple[tuple[str, str], ...]:
    rows = []
    for action in actions:
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
        if keys and action.text() and action not in seen:
            seen.add(action)
            named = dict.fromkeys(keys)  # some languages call Return and Enter the same
            rows.append((_plain(action.text()), ", ".join(named)))
    return tuple(rows)


def _plain(text: str) -> str:
    """Return ``text`` without the mark of the letter that Alt chooses."""
    start = text.find("(&")
    if start >= 0 and text[start + 3 : start + 4] == ")":  # as Chinese menus have it
        text = text[:start] + text[start + 4 :]
    return text.replace("&", "")
