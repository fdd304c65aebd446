"""Decisions to keep: synthetic texts in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from radvaluer_desktop.feedback.records import (
    CheckNote,
    CheckOutcome,
    CommunicationRecord,
    CommunicationWay,
    Decision,
    DismissalReason,
    Verdict,
)
from radvaluer_desktop.inference.messages import Sampling, Timings
from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex, Side, StudyHeader
from radvaluer_desktop.safety.result import IssueKind, IssueSeverity

FINDINGS = (
    "右肺上叶见磨玻璃结节，大小约8mm，边界清楚。Left costophrenic angle is blunted, effusion small."
)
DRAFT = "右肺上叶磨玻璃结节，建议随访观察。Small left pleural effusion."
FINAL = "右肺上叶磨玻璃结节，建议三个月后复查CT。Small left pleural effusion, stable."
HEADER = StudyHeader(
    order="CT chest",
    modality=Modality.CT,
    body_system=BodySystem.CHEST,
    side=Side.RIGHT,
    sex=Sex.FEMALE,
    age=57,
    indication="咳嗽两周 persistent cough",
    prior=None,
    pseudonym="S-0123456789ABCDEF0123",
)

CHECKS = (
    CheckNote(
        kind=IssueKind.SIDE,
        severity=IssueSeverity.SEVERE,
        template="side",
        outcome=CheckOutcome.OVERRIDDEN,
        findings_span=(0, 1),
        impression_span=(0, 1),
    ),
    CheckNote(
        kind=IssueKind.LEFT_OUT,
        severity=IssueSeverity.NOTE,
        template="left_out",
        outcome=CheckOutcome.DISMISSED,
        reason=DismissalReason.OTHER,
        comment="陈旧性 known since May",
        findings_span=(4, 9),
    ),
    CheckNote(
        kind=IssueKind.CRITICAL,
        severity=IssueSeverity.NOTE,
        template="critical",
        outcome=CheckOutcome.SHOWN,
    ),
)
COMMUNICATION = CommunicationRecord(
    told="急诊科值班医生 the ward",
    told_by="r-17",
    told_at=datetime(2026, 3, 1, 8, 20, tzinfo=UTC),
    way=CommunicationWay.PHONE,
    read_back=True,
)


def decision(**changes: Any) -> Decision:
    """Return an edited draft, but for ``changes``."""
    values: dict[str, Any] = {
        "header": HEADER,
        "language": Language.CHINESE,
        "findings": FINDINGS,
        "draft": DRAFT,
        "final": FINAL,
        "verdict": Verdict.EDITED,
        "edits": 7,
        "edit_fraction": 0.25,
        "model_id": "synthetic-4m",
        "model_sha256": "ab" * 32,
        "prompt_version": "2",
        "sampling": Sampling(seed=3, stop_texts=("\n\n", "<end>")),
        "timings": Timings(120, 34, 450.5, 480.25, 21.5),
        "seconds_to_decide": 12.5,
        "station_id": "ct-2",
        "radiologist_id": "r-17",
        "app_version": "0.1.0",
        "decided_at": datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
    }
    return Decision(**values | changes)
