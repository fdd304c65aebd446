"""The licences that something in a package may have, and what else a package must then hold."""

from __future__ import annotations

from functools import cache
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

# Permissive, or weak copyleft on libraries that stay files of their own and can be replaced.
ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSD-3-Clause-Open-MPI",
        "CC0-1.0",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "HPND",
        "IJG",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LicenseRef-Microsoft-Visual-C-Runtime",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "PSF-2.0",
        "Python-2.0",
        "Unicode-3.0",
        "Unicode-DFS-2016",
        "Zlib",
        "blessing",
        "libpng-2.0",
        "libtiff",
    }
)


class LicenceNotAllowed(Exception):
    """The licence is none that a package may hold, or no SPDX expression at all."""


def check_licence(expression: str) -> None:
    """Raise LicenceNotAllowed unless some choice that ``expression`` leaves is allowed."""
    licensing = _licensing()
    # What SPDX has no name for is no symbol of its list either.
    known = [text for text in ALLOWED if text.startswith("LicenseRef-")]
    if expression in known:
        return
    try:
        parsed = licensing.parse(expression, validate=True, strict=True)
    except ExpressionError as error:
        raise LicenceNotAllowed(f"'{expression}' is no SPDX expression") from error
    if parsed is None or not _is_allowed(parsed):
        raise LicenceNotAllowed(f"'{expression}' is not in the list of allowed licences")


@cache
def _licensing() -> Any:  # noqa: ANN401 - of a library without types
    return get_spdx_licensing()


def _is_allowed(parsed: Any) -> bool:  # noqa: ANN401 - of a library without types
    operator = getattr(parsed, "operator", "").strip()
    if operator == "OR":
        return any(map(_is_allowed, parsed.args))
    if operator == "AND":
        return all(map(_is_allowed, parsed.args))
    return parsed.render("{symbol.key}") in ALLOWED
