"""Which study is drafted ahead: the next that waits, once the one on the screen needs no engine."""

from __future__ import annotations

from collections.abc import Mapping

from radvaluer_desktop.gui.reading.drafting_ahead import DraftingAhead, Wanted
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.gui.reading.laid_aside import LaidAside
from radvaluer_desktop.gui.reading.study import Study
from radvaluer_desktop.gui.worklist.study_list import StudyList
from radvaluer_desktop.report.worklist import ListedStudy, StudyState, next_open

_STANDS = (DraftState.COMPLETE, DraftState.STOPPED, DraftState.ACCEPTED, DraftState.REJECTED)


class Planning:
    """Tells ``ahead`` what to draft; a study into which somebody has typed is left alone."""

    def __init__(
        self,
        study: Study,
        ahead: DraftingAhead,
        listed: StudyList,
        aside: Mapping[str, LaidAside],
    ) -> None:
        self._study, self._ahead, self._list, self._aside = study, ahead, listed, aside

    def plan(self, current: str | None) -> None:
        """Choose anew; ``current`` is the listed study on the screen."""
        ahead = self._ahead
        on_screen = self._list.study(current)
        coming = on_screen is not None and current in (ahead.running, ahead.held)
        if coming and on_screen is not None and not self._touched(on_screen):
            return  # its draft is on the way, or about to be shown
        needs_engine = on_screen is not None and self._study.state not in _STANDS
        following = None if needs_engine else self._next_untouched(current)
        ahead.want(
            Wanted(following.id, following.header, following.findings) if following else None
        )

    def _touched(self, study: ListedStudy) -> bool:
        as_listed = (study.header, study.findings)
        return self._study.state is not DraftState.EMPTY or self._study.typed() != as_listed

    def _next_untouched(self, current: str | None) -> ListedStudy | None:
        """Return the study that is opened next, where it stands as it was listed."""
        study = next_open(self._list.studies, current)
        if study is None or study.state is not StudyState.NEW:
            return None
        aside = self._aside.get(study.id)
        return study if aside is None or aside.is_untouched else None
