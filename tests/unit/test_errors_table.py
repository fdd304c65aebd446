"""Every row of docs/errors.md has a test that carries its id, and every such id is a row."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
TABLE = TESTS.parent / "docs" / "errors.md"
_ROW = re.compile(r"^\| `([a-z0-9-]+)` \| \S.* \| \S.* \|$", re.MULTILINE)

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _rows() -> list[str]:
    return _ROW.findall(TABLE.read_text(encoding="utf-8"))


def _marked(source: str) -> set[str]:
    """Return the ids in decorators of tests, on parameters too; those always skipped do not count.

    Read from the source, so that it is the same whichever tests are run.
    """
    return set(_ids_in(ast.parse(source).body))


def _ids_in(statements: list[ast.stmt]) -> Iterator[str]:
    for statement in statements:
        if not isinstance(statement, _Definition) or not _is_collected(statement):
            continue
        for decorator in statement.decorator_list:
            yield from _ids_of(decorator)
        if isinstance(statement, ast.ClassDef):
            yield from _ids_in(statement.body)


def _is_collected(definition: _Definition) -> bool:
    prefix = "Test" if isinstance(definition, ast.ClassDef) else "test"
    marks = {ast.unparse(decorator).split("(")[0] for decorator in definition.decorator_list}
    return definition.name.startswith(prefix) and "pytest.mark.skip" not in marks


def _ids_of(decorator: ast.expr) -> Iterator[str]:
    for node in ast.walk(decorator):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.row":
            for argument in node.args:
                value = argument.value if isinstance(argument, ast.Constant) else None
                assert isinstance(value, str), "write the id itself, as text"
                yield value


def test_rows_and_tests_belong_together() -> None:
    rows = _rows()
    files = sorted(TESTS.rglob("test_*.py"))
    marked = set().union(*(_marked(file.read_text(encoding="utf-8")) for file in files))
    assert len(rows) == len(set(rows)), "an id twice"
    assert marked - set(rows) == set(), "marked, but no row of docs/errors.md"
    assert set(rows) - marked == set(), "rows of docs/errors.md without a test"


def test_every_line_of_the_tables_is_a_row() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rest = {line for line in lines if line.startswith("|") and not _ROW.match(line)}
    assert rest == {"| id | input | answer |", "|---|---|---|"}


_METHOD = "@pytest.mark.row('b')\n    def test_a(self): ..."
_PARAMETER = "pytest.param(1, marks=pytest.mark.row('a'))"


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ("@pytest.mark.row('a')\ndef test_a(): ...", {"a"}),
        (f"@pytest.mark.row('a', 'c')\nclass TestA:\n    {_METHOD}", {"a", "b", "c"}),
        (f"@pytest.mark.parametrize('x', [{_PARAMETER}])\ndef test_a(x): ...", {"a"}),
        ("@pytest.mark.row('a')\ndef check_a(): ...", set()),
        ("@pytest.mark.skip\n@pytest.mark.row('a')\ndef test_a(): ...", set()),
        (f"@pytest.mark.skip(reason='-')\nclass TestA:\n    {_METHOD}", set()),
        ("@pytest.mark.skipif(x, reason='-')\n@pytest.mark.row('a')\ndef test_a(): ...", {"a"}),
        ("# pytest.mark.row('a')\nrows = [pytest.mark.row('b')]", set()),
    ],
)
def test_marks_are_found_where_they_count(source: str, ids: set[str]) -> None:
    assert _marked(source) == ids
