"""A grid of fields folds where there is less room, and unfolds where there is more."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui.folding_grid import FoldingGrid, rows_of

NAMES = ("one", "two", "three", "four", "five")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Holds the grid: Qt lets no window of its own be narrower than its layout."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def grid(page: QWidget) -> FoldingGrid:
    made = FoldingGrid(page)
    cells = {name: (QLabel(name), QLineEdit()) for name in NAMES}
    made.arrange({**cells}, [rows_of(NAMES, each) for each in (5, 3, 1)])
    page.show()
    return made


def in_a_row(grid: FoldingGrid, width: int) -> int:
    grid.resize(width, grid.height())
    QApplication.processEvents()
    return len(grid.rows[0])


def test_it_folds_and_unfolds_with_its_width(grid: FoldingGrid) -> None:
    whole, least = grid.sizeHint().width(), grid.minimumSizeHint().width()
    assert [in_a_row(grid, width) for width in (whole, whole - 1, least, whole)] == [5, 3, 1, 5]


def test_every_field_is_in_sight_beside_its_label(grid: FoldingGrid) -> None:
    for width in (grid.sizeHint().width(), grid.minimumSizeHint().width()):
        in_a_row(grid, width)
        grid.resize(width, grid.minimumSizeHint().height())
        QApplication.processEvents()
        for label in grid.findChildren(QLabel):
            field = label.buddy()
            assert field is not None
            assert grid.rect().contains(field.geometry())
            assert label.geometry().right() < field.geometry().left()
            assert abs(label.geometry().center().y() - field.geometry().center().y()) < 4


def test_a_longer_label_folds_it(grid: FoldingGrid) -> None:
    assert in_a_row(grid, grid.sizeHint().width()) == 5
    grid.findChildren(QLabel)[0].setText("a label of many more letters than before")
    QApplication.processEvents()
    assert len(grid.rows[0]) < 5


def test_a_field_without_a_label_stands_among_the_fields(qtbot: QtBot) -> None:
    grid = FoldingGrid()
    qtbot.addWidget(grid)
    line, button = QLineEdit(), QPushButton("Clear")
    grid.arrange({"line": (QLabel("Line"), line), "clear": (None, button)}, [(("line", "clear"),)])
    grid.show()
    QApplication.processEvents()
    assert button.geometry().left() > line.geometry().right()
