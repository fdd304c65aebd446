"""``python -m radvaluer_desktop.knowledge``: checks the data and counts its entries."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.knowledge.loading import KnowledgeInvalid, load_knowledge
from radvaluer_desktop.report.study import Language


def main() -> None:
    """Load the folder given, or the program's own, and print what it holds or what is wrong."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else resource("knowledge")
    try:
        knowledge = load_knowledge(folder)
    except KnowledgeInvalid as error:
        sys.exit(str(error))
    kinds = Counter((f.system or "common", f.kind.value) for f in knowledge.findings.values())
    for (system, kind), number in sorted(kinds.items()):
        print(f"{number:5} {system} {kind}")
    for language in Language:
        number = sum(len(f.terms[language]) for f in knowledge.findings.values())
        print(f"{number:5} terms of findings, {language.value}")
    for name in ("normals", "combinations", "sites", "cues"):
        print(f"{len(getattr(knowledge, name)):5} {name}")


if __name__ == "__main__":
    main()
