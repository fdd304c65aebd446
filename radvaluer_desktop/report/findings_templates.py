"""Templates of findings: ``resources/findings/*.toml``, and a folder of the site's own.

One file a template, in one language or more. A site's template of the same id takes the place of
one that comes with the program. The format is described in ``resources/findings/README.md``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.report.cleaning import clean_text
from radvaluer_desktop.report.study import BodySystem, Language, Modality, StudyHeader

_LARGEST = 100_000  # bytes: a page of text is 3,000


class TemplateUnreadable(InputError):
    """A file of findings templates cannot be read, or does not hold one."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The findings template {path} is left out: {reason}. The others are there."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Correct the file, or ask whoever keeps the templates of this site."
    )


@dataclass(frozen=True, slots=True)
class FindingsTemplate:
    """A template in one language. None of ``system`` and ``modality``: for all."""

    id: str
    language: Language
    name: str
    text: str
    system: BodySystem | None = None
    modality: Modality | None = None

    def fits(self, header: StudyHeader) -> int:
        """Return how well it fits: 2 for a modality and a system that are the header's, less else.

        Negative where one of them is another than the header's.
        """
        told = ((self.system, header.body_system), (self.modality, header.modality))
        known = [(own, given) for own, given in told if own is not None and given is not None]
        if any(own != given for own, given in known):
            return -1
        return len(known)


def load_templates(
    folders: Iterable[Path],
) -> tuple[tuple[FindingsTemplate, ...], tuple[TemplateUnreadable, ...]]:
    """Return the templates of ``folders``, a later one's in place of an earlier one's, and faults.

    In the order of body systems and names.
    """
    found: dict[tuple[str, Language], FindingsTemplate] = {}
    faults: list[TemplateUnreadable] = []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            try:
                found |= {(each.id, each.language): each for each in _read(path)}
            except TemplateUnreadable as fault:
                faults.append(fault)
    order = [None, *BodySystem]
    ordered = sorted(found.values(), key=lambda each: (order.index(each.system), each.name))
    return tuple(ordered), tuple(faults)


def ordered(
    templates: Iterable[FindingsTemplate], header: StudyHeader, language: Language, words: str = ""
) -> tuple[FindingsTemplate, ...]:
    """Return those whose name holds all of ``words``, those that fit the study best first."""
    asked = words.lower().split()
    wanted = [each for each in templates if all(word in each.name.lower() for word in asked)]
    return tuple(
        sorted(wanted, key=lambda each: (each.language is not language, -each.fits(header)))
    )


def _read(path: Path) -> list[FindingsTemplate]:
    """Return the languages of one file. Raises TemplateUnreadable."""
    try:
        if path.stat().st_size > _LARGEST:
            raise TemplateUnreadable(path=path, reason="it is larger than 100 kB")
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        names, texts = _texts(data, "name"), _texts(data, "text")
        system, modality = data.get("system"), data.get("modality")
        return [
            FindingsTemplate(
                id=str(data["id"]),
                language=language,
                name=names[language],
                text=clean_text(texts[language]).strip(),
                system=BodySystem(system) if system else None,
                modality=Modality(modality) if modality else None,
            )
            for language in texts
        ]
    except OSError as error:
        raise TemplateUnreadable(path=path, reason=error.strerror) from error
    except KeyError as error:
        raise TemplateUnreadable(path=path, reason=f"{error} is missing") from error
    except (ValueError, RecursionError) as error:  # of TOML, UTF-8, a system, a modality
        raise TemplateUnreadable(path=path, reason=str(error)) from error


def _texts(data: Mapping[str, object], key: str) -> dict[Language, str]:
    """Return the table ``key`` by language. Raises KeyError or ValueError."""
    table = data[key]
    if not isinstance(table, Mapping) or not table:
        raise ValueError(f"'{key}' is not a table of languages")
    if not all(isinstance(text, str) and text.strip() for text in table.values()):
        raise ValueError(f"'{key}' holds something other than text")
    return {Language(language): text for language, text in table.items()}
