"""Words for the full-text index inside the store, and the question that finds them.

FTS5's own tokenizers find no Chinese word inside a run of characters, or only from three on. So
each run is written as its overlapping pairs (磨玻璃 as 磨玻 玻璃), ended by its last character: a
word of two characters is one token, a longer one a phrase, a single one the beginning of a token.
Letters and digits are left to FTS5's ``unicode61`` (SQLite FTS5 Extension, section 4.3).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


# What of a decision is searched: its columns, the header's own texts among them.
INDEXED = ("findings", "draft", "final", "header", "reject_reason")
_HEADER_TEXTS = ("order", "indication", "prior", "pseudonym")

# Unified ideographs with extension A, compatibility ideographs, planes 2 and 3, and kana.
_RUN = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")
_WORD = re.compile(r"\w+")


def indexed(text: str) -> str:
    """Return ``text`` as it goes into the index."""
    return " ".join(_pairs(part) if _RUN.fullmatch(part) else part for part in _RUN.split(text))


def question(text: str) -> str | None:
    """Return the FTS5 query for every word of ``text``, in any order; None where there is none.

    Words are found whole, in lower or upper case; Chinese ones also inside others. Whatever
    FTS5's own query language holds is text here.
    """
    asked = [_asked(part) for part in _RUN.split(text)]
    return " AND ".join(part for part in asked if part) or None


def index_decision(database: Database, serial: int, row: Mapping[str, str | None]) -> None:
    """Put the texts of a row of table ``decisions`` into the index, in the open transaction."""
    header = json.loads(row["header"] or "{}")
    about = [header.get(name) for name in _HEADER_TEXTS] + [row["reject_reason"]]
    impression = [row["final"]] if row["draft"] == row["final"] else [row["final"], row["draft"]]
    texts = [row["findings"] or "", _joined(impression), _joined(about)]
    database.execute(
        "INSERT INTO decision_search (rowid, findings, impression, header) VALUES (?, ?, ?, ?)",
        [serial, *map(indexed, texts)],
    )


def _joined(texts: Sequence[str | None]) -> str:
    return "\n".join(text for text in texts if text)


def _pairs(run: str) -> str:
    return " ".join([*(run[at : at + 2] for at in range(len(run) - 1)), run[-1]])


def _asked(part: str) -> str:
    if not _RUN.fullmatch(part):
        return " AND ".join(f'"{word}"' for word in _WORD.findall(part))
    if len(part) == 1:
        return f'"{part}" *'
    return '"' + " ".join(part[at : at + 2] for at in range(len(part) - 1)) + '"'
