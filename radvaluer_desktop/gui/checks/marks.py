"""The marks of the checks in the two editors: lines under words, light behind the grounds.

Shapes tell the marks apart, colour only says it again: a wave is severe, dashes a warning or a line
without support, dots a note or a finding that is left out.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QTextEdit

from radvaluer_desktop.gui.reading.plain_editor import PlainEditor
from radvaluer_desktop.gui.reading.positions import cursor_over, place_of, scroll_to
from radvaluer_desktop.gui.theme.colours import colours, mixed
from radvaluer_desktop.safety.result import Issue, IssueKind, IssueSeverity, Span, Statement
from radvaluer_desktop.session.review import CheckedTexts

_Selection = QTextEdit.ExtraSelection
_Line = QTextCharFormat.UnderlineStyle
_LINES = {
    IssueSeverity.SEVERE: _Line.WaveUnderline,
    IssueSeverity.WARNING: _Line.DashUnderline,
    IssueSeverity.NOTE: _Line.DotLine,
}
_FAINTEST = 0.35  # grounds of no strength are seen all the same
# Of these the findings are what is to be read, and the impression is where it is put right.
READ_IN_FINDINGS = (IssueKind.LEFT_OUT, IssueKind.CRITICAL)


class Marks(QObject):
    """Shows a result in the editors; follows caret and mouse in the impression."""

    def __init__(self, findings: PlainEditor, impression: PlainEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._findings, self._impression = findings, impression
        self._checked: CheckedTexts | None = None
        self._issues: tuple[Issue, ...] = ()
        self._current: Issue | None = None
        self._pointed_at: int | None = None
        impression.cursorPositionChanged.connect(self._on_caret_moved)
        impression.focus_changed.connect(self._on_caret_moved)
        impression.pointed_at.connect(self._on_pointed_at)
        impression.pointer_left.connect(self._on_pointer_left)
        impression.look_changed.connect(self._paint)

    def show_result(
        self, checked: CheckedTexts | None, issues: tuple[Issue, ...], current: Issue | None
    ) -> None:
        """Mark ``issues``, and the lines that rest on nothing; light up the ``current`` one."""
        self._checked, self._issues, self._current = checked, issues, current
        self._pointed_at = None
        self._paint()

    def point_out(self, issue: Issue | None) -> None:
        """Light up the words of ``issue``."""
        self._current = issue
        self._paint()

    def go_to(self, issue: Issue) -> None:
        """Put the caret on the words that ``issue`` is about and show what it rests on."""
        checked = self._checked
        if checked is None:
            return
        said = issue.impression_span
        found = checked.in_window(issue.findings_span)
        if said is not None:
            self._put_caret(self._impression, checked.texts.impression, said)
        if found is not None:
            if said is None and issue.kind not in READ_IN_FINDINGS:
                self._put_caret(self._findings, checked.texts.findings, found)
            scroll_to(self._findings, cursor_over(self._findings, checked.texts.findings, found))

    def look_at(self, issue: Issue) -> None:
        """Bring both places of ``issue`` into view; the caret stays where it is."""
        checked = self._checked
        if checked is None:
            return
        for editor, text, span in (
            (self._impression, checked.texts.impression, issue.impression_span),
            (self._findings, checked.texts.findings, checked.in_window(issue.findings_span)),
        ):
            if span is not None:
                scroll_to(editor, cursor_over(editor, text, span))

    def show_grounds(self) -> None:
        """Bring the strongest of the grounds of the caret's line into view."""
        grounds = self._grounds(self._impression.textCursor().position())
        spans = sorted(grounds, key=lambda span: -grounds[span])
        if spans and self._checked is not None:
            text = self._checked.texts.findings
            scroll_to(self._findings, cursor_over(self._findings, text, spans[0]))
        self._pointed_at = None
        self._paint()

    # --- what caret and mouse point at -----------------------------------------------------------

    def _on_caret_moved(self) -> None:
        self._pointed_at = None
        self._paint_findings()

    def _on_pointed_at(self, position: int) -> None:
        if position != self._pointed_at:
            self._pointed_at = position
            self._paint_findings()

    def _on_pointer_left(self) -> None:
        self._pointed_at = None
        self._paint_findings()

    def _grounds(self, position: int) -> dict[Span, float]:
        """Return where the findings hold what the line at ``position`` rests on, with strengths."""
        checked = self._checked
        if checked is None:
            return {}
        found: dict[Span, float] = {}
        for statement in self._statements(place_of(checked.texts.impression, position)):
            for evidence in statement.evidence:
                span = checked.in_window((evidence.start, evidence.end))
                if span is not None:
                    found[span] = max(found.get(span, 0.0), evidence.strength)
        return found

    def _statements(self, place: int) -> list[Statement]:
        """Return the statement at ``place``; between two, all of the line."""
        if self._checked is None:
            return []
        statements = self._checked.result.statements
        here = [each for each in statements if each.start <= place < each.end]
        if here:
            return here
        text = self._checked.texts.impression
        begin = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        return [each for each in statements if each.start < end and begin < each.end]

    # --- painting --------------------------------------------------------------------------------

    def _paint(self) -> None:
        self._paint_findings()
        self._paint_impression()

    def _paint_findings(self) -> None:
        checked = self._checked
        if checked is None:
            self._findings.setExtraSelections([])
            return
        text, editor = checked.texts.findings, self._findings
        position = self._pointed_at
        if position is None and self._impression.hasFocus():
            position = self._impression.textCursor().position()
        grounds = {} if position is None else self._grounds(position)
        painted = [
            _light(
                editor, text, span, mixed(colours().grounds, _FAINTEST + (1 - _FAINTEST) * strength)
            )
            for span, strength in sorted(grounds.items(), key=lambda each: each[1])
        ]
        current = checked.in_window(self._current.findings_span) if self._current else None
        if current is not None:
            painted.append(_light(editor, text, current, QColor(colours().current)))
        for issue in reversed(self._issues):
            span = checked.in_window(issue.findings_span)
            if span is not None and (issue.impression_span is None or issue == self._current):
                painted.append(_line(editor, text, span, issue.severity))
        editor.setExtraSelections(painted)

    def _paint_impression(self) -> None:
        checked = self._checked
        if checked is None:
            self._impression.setExtraSelections([])
            return
        text, editor = checked.texts.impression, self._impression
        named = [  # a dismissed one too: then the line is no longer marked
            issue.impression_span
            for issue in checked.issues
            if issue.kind is IssueKind.UNSUPPORTED and issue.impression_span is not None
        ]
        painted = [
            _line(editor, text, (each.start, each.end), IssueSeverity.WARNING)
            for each in checked.result.statements
            if not each.supported
            and not any(start < each.end and each.start < end for start, end in named)
        ]
        if self._current and self._current.impression_span:
            painted.append(
                _light(editor, text, self._current.impression_span, QColor(colours().current))
            )
        painted += [
            _line(editor, text, issue.impression_span, issue.severity)
            for issue in reversed(self._issues)
            if issue.impression_span is not None
        ]
        editor.setExtraSelections(painted)

    def _put_caret(self, editor: PlainEditor, text: str, span: Span) -> None:
        cursor = cursor_over(editor, text, span)
        cursor.setPosition(cursor.selectionStart())
        editor.setTextCursor(cursor)
        editor.ensureCursorVisible()
        editor.setFocus()


def _light(editor: PlainEditor, text: str, span: Span, colour: QColor) -> _Selection:
    return _selection(editor, text, span, background=colour)


def _line(editor: PlainEditor, text: str, span: Span, severity: IssueSeverity) -> _Selection:
    return _selection(editor, text, span, line=severity)


def _selection(
    editor: PlainEditor,
    text: str,
    span: Span,
    background: QColor | None = None,
    line: IssueSeverity | None = None,
) -> _Selection:
    selection = _Selection()
    form = QTextCharFormat()
    if background is not None:
        form.setBackground(background)
    if line is not None:
        shown = colours()
        by_weight = {
            IssueSeverity.SEVERE: shown.error,
            IssueSeverity.WARNING: shown.warning,
            IssueSeverity.NOTE: shown.quiet,
        }
        form.setUnderlineStyle(_LINES[line])
        form.setUnderlineColor(QColor(by_weight[line]))
    selection.format = form
    selection.cursor = cursor_over(editor, text, span)
    return selection
