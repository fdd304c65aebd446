#!/usr/bin/env bash
# Collects the program's texts into resources/translations/LANGUAGE.ts and compiles that to .qm.
#     installers/translations.sh [LANGUAGE]      (zh_CN where none is given)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
language=${1:-zh_CN}
qt() { .venv/bin/python -c 'import sys; from PySide6.scripts import pyside_tool; getattr(pyside_tool, sys.argv.pop(1))()' "$@"; }
sources=()
while IFS= read -r file; do sources+=("$file"); done < <(find radvaluer_desktop -name '*.py' | LC_ALL=C sort)
ts=resources/translations/$language.ts
qt lupdate -no-obsolete -locations relative "${sources[@]}" -ts "$ts"
qt lrelease "$ts" -qm "resources/translations/$language.qm"
