"""Takes the pictures of the documentation, in both languages: the example report as it is drafted,
and another with an error planted in its impression, as the checks show it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from radvaluer_desktop.app import build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.gui.translation import LANGUAGES, Translation
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import BodySystem, Modality, Sex, StudyHeader
from tests.bench.lead_pictures import take_lead
from tests.unit.feedback.samples import decision

FOLDER = Path(__file__).parents[2] / "docs" / "images"
_WITHIN_S = 60
_HEADERS = {
    "en": StudyHeader(
        pseudonym="EXAMPLE-0001",
        modality=Modality.RADIOGRAPH,
        body_system=BodySystem.CHEST,
        sex=Sex.FEMALE,
        age=58,
    ),
    "zh": StudyHeader(
        pseudonym="示例-0001",
        modality=Modality.CT,
        body_system=BodySystem.CHEST,
        sex=Sex.MALE,
        age=63,
    ),
}


# Findings, and an impression with the wrong side in its first line.
_FINDINGS = {
    "en": "The heart size is normal. There is patchy airspace opacity in the right lower lobe. "
    "There is a small right pleural effusion. There is a 6 mm nodule in the left upper lobe. "
    "There is a fracture of the right seventh rib. No pneumothorax.",
    "zh": "胸廓对称，气管居中。右肺下叶可见斑片状密度增高影，边界模糊。右侧胸腔见少量积液。"
    "左肺上叶见一结节，大小约6mm。右侧第7肋骨折。未见气胸。",
}
_PLANTED = {
    "en": "1. Left lower lobe pneumonia.\n2. Small right pleural effusion.\n3. 6 mm nodule in the "
    "left upper lobe.",
    "zh": "1. 左肺下叶炎症。\n2. 右侧胸腔少量积液。\n3. 左肺上叶6mm结节。",
}


_STUDIES: dict[str, list[dict[str, object]]] = {
    "en": [
        {"accession": "EX-2401", "study": "EXAMPLE-0001", "modality": "DX", "system": "chest",
         "sex": "F", "age": 58, "findings": _FINDINGS["en"]},
        {"accession": "EX-2402", "study": "EXAMPLE-0002", "modality": "CT", "system": "chest",
         "sex": "M", "age": 71, "indication": "Cough for three weeks",
         "findings": "There is an 8 mm nodule in the right upper lobe. There is a small left "
         "pleural effusion. The heart size is normal. No pneumothorax."},
        {"accession": "EX-2403", "study": "EXAMPLE-0003", "modality": "CT", "system": "abdomen",
         "sex": "F", "age": 44, "findings": "There is a 12 mm cyst in the right lobe of the liver. "
         "The gallbladder is normal. No free fluid."},
        {"accession": "EX-2404", "study": "EXAMPLE-0004", "modality": "MR", "system": "head",
         "sex": "M", "age": 63, "findings": "No acute infarct. No mass. Normal ventricles."},
    ],
    "zh": [
        {"accession": "SL-2401", "study": "示例-0001", "modality": "CT", "system": "chest",
         "sex": "F", "age": 58, "findings": _FINDINGS["zh"]},
        {"accession": "SL-2402", "study": "示例-0002", "modality": "CT", "system": "chest",
         "sex": "M", "age": 71, "indication": "咳嗽三周",
         "findings": "胸廓对称，气管居中。右肺上叶见一结节，大小约8mm。左侧胸腔见少量积液。"
         "心影大小正常。未见气胸。"},
        {"accession": "SL-2403", "study": "示例-0003", "modality": "CT", "system": "abdomen",
         "sex": "F", "age": 44, "findings": "肝右叶见一囊肿，大小约12mm。胆囊未见异常。未见腹水。"},
        {"accession": "SL-2404", "study": "示例-0004", "modality": "MR", "system": "head",
         "sex": "M", "age": 63, "findings": "未见急性脑梗死。未见占位。脑室大小正常。"},
    ],
}  # fmt: skip
_NAMED = (
    ("Discussed with Dr. Okafor at 14:30. Okafor agrees. 6 mm nodule in the left upper lobe.",
     "6 mm nodule in the left upper lobe. Follow-up CT in 6 months."),
    ("MRN: 4471902. Compared with 12/03/2024 the effusion is smaller, as seen by Quillhaven.",
     "Smaller right pleural effusion."),
    ("患者姓名：欧阳明远，住院号：20240817。右肺下叶见斑片状密度增高影。", "右肺下叶炎症。"),
    ("与李明华医生讨论。左肺上叶见结节，约6mm。", "左肺上叶结节，建议复查。"),
)  # fmt: skip


def take(language: str, basedir: Path) -> None:
    """Take the pictures of one language."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    Look(qt)
    translation = Translation(qt)
    translation.use(language)
    application = build_application(locations(basedir), LocalEngine())
    application.save_setting("interface_language", language)
    window = MainWindow(application, language)
    window.show()
    window.activateWindow()
    window.start()
    window.header.set_header(_HEADERS[language])
    window.study.show_example(resource(f"examples/{language}.txt").read_text(encoding="utf-8"))
    _draft(window)
    _save(window, f"window-{language}")
    _shape(window, language)
    window.findings.editor.setPlainText(_FINDINGS[language])
    _draft(window)
    window.impression.editor.setPlainText(_PLANTED[language])
    _wait(window, lambda: _checked(window, _PLANTED[language]))
    window.commands.next_issue.trigger()
    _save(window, f"checks-{language}")
    _export(window, language)
    take_lead(window, language, lambda condition: _wait(window, condition), _shoot)
    _worklist(window, language, basedir)
    _beside(window, language)
    window.commands.new_study.trigger()
    window.close()
    translation.use("en")


_EDITS = {"en": "Follow-up CT in 6 months.", "zh": "建议6个月后复查CT。"}


_VARIED = {
    "en": (
        (
            "The heart is mildly enlarged. There is a large left pleural effusion with adjacent "
            "atelectasis in the left lower lobe. There is mild pulmonary edema."
        ),
        (
            "There is emphysema. There is a 12 mm nodule in the right upper lobe. There is mild "
            "cardiomegaly. There is a compression fracture of T8."
        ),
        (
            "Low lung volumes with bibasilar atelectasis or early consolidation. Blunting of both "
            "costophrenic angles. The cardiomediastinal silhouette is borderline enlarged. Mild "
            "pulmonary vascular congestion. Endotracheal tube 2 cm above the carina. Old fracture "
            "of the left eighth rib. Degenerative change of the thoracic spine."
        ),
        (
            "Hyperinflated lungs with flattened diaphragms. Biapical scarring. Calcified nodule in "
            "the left mid lung. Tortuous aorta. Possible hiatal hernia. Old clavicle fracture."
        ),
        (
            "Reticular opacities in both lung bases, perhaps chronic. Removal of the chest "
            "tube. Tiny residual apical pneumothorax cannot be excluded. Moderate cardiomegaly."
        ),
    ),
    "zh": (
        (
            "双肺纹理增多、紊乱，双肺下叶可见条索状及斑片状影，考虑坠积性改变可能。双侧胸腔少量积液。"
            "心影稍大，主动脉壁钙化。左侧第8肋骨陈旧性骨折。胸椎退行性变。纵隔内见小淋巴结。"
        ),
        (
            "双肺透亮度增高，可见多发肺大疱。右肺上叶见钙化灶。左肺下叶磨玻璃结节，直径约8mm，性质待定。"
            "心包少量积液。肝内见低密度影，囊肿可能。"
        ),
    ),
}


def _shape(window: MainWindow, language: str) -> None:
    """Show templates, alternatives, what was changed, an instruction, reasons and the style."""
    window.commands.template.trigger()
    _save(window, f"templates-{language}")
    window.shaping.templating.row.close_row()
    for findings in _VARIED[language]:  # until the model itself is of more than one mind
        window.findings.editor.setPlainText(findings)
        _draft(window)
        draft = window.study.draft
        if draft is not None and draft.alternatives:
            break
    window.commands.alternatives.trigger()
    _save(window, f"alternatives-{language}")
    window.shaping.choosing.close()
    window.impression.editor.appendPlainText(_EDITS[language])
    _wait(window, lambda: _checked(window, window.impression.text()))
    window.commands.changes.trigger()
    _save(window, f"changes-{language}")
    window.commands.changes.trigger()
    window.commands.instruct.trigger()
    _save(window, f"instruct-{language}")
    window.shaping.instructing.row.close_row()
    window.commands.reject.trigger()
    _save(window, f"reject-{language}")
    window.sitting.deciding.reasons.close_row()
    window.commands.style.trigger()
    dialog = window.shaping.styles.dialog
    assert dialog is not None
    _shoot(dialog, f"style-{language}")
    dialog.reject()


def _export(window: MainWindow, language: str) -> None:
    """Review an export of made-up decisions with made-up names."""
    with window._application.feedback.open() as store:
        for findings, final in _NAMED:
            store.keep(decision(findings=findings, draft=final, final=final))
    window.commands.export.trigger()
    dialog = window.exporting.dialog
    assert dialog is not None
    dialog.name.setText("A. Reader")
    dialog.read.click()
    _wait(window, lambda: dialog.pages.currentIndex() == 1)
    _shoot(dialog, f"export-{language}")
    dialog.reject()


def _worklist(window: MainWindow, language: str, basedir: Path) -> None:
    """Accept the first of a list, so that the second stands there as it was drafted ahead."""
    file = basedir / "studies.jsonl"
    lines = (json.dumps(study, ensure_ascii=False) for study in _STUDIES[language])
    file.write_text("\n".join(lines), encoding="utf-8")
    window.commands.new_study.trigger()
    window.worklist.opening.read([file])
    _wait(window, lambda: window.worklist.current is not None)
    _draft(window)
    second = window.worklist.studies[1].id
    _wait(window, lambda: window.drafting.ahead.held == second)
    window.commands.accept.trigger()
    _wait(window, lambda: window.worklist.current == second)
    third = window.worklist.studies[2].id
    _wait(window, lambda: window.drafting.ahead.held == third)
    _save(window, f"worklist-{language}")
    window.commands.next_study.trigger()
    window.commands.previous_study.trigger()


def _beside(window: MainWindow, language: str) -> None:
    """Settings, the assistant's first page, the About box and the lock."""
    beside = window.beside
    window.commands.settings.trigger()
    settings = beside.settings.dialog
    assert settings is not None
    settings.list.setCurrentRow(3)
    _shoot(settings, f"settings-{language}")
    settings.close()
    beside.begin_first_run()
    assistant = beside.first_run.assistant
    assert assistant is not None
    _shoot(assistant, f"first-start-{language}")
    assistant.reject()
    beside.help.show_about()
    _wait(window, lambda: beside.help.dialog is not None)
    about = beside.help.dialog
    assert about is not None
    _shoot(about, f"about-{language}")
    about.close()
    beside.lock.lock()
    _shoot(window, f"locked-{language}")
    beside.lock.screen.go.click()


def _draft(window: MainWindow) -> None:
    window.commands.draft.trigger()
    _wait(
        window,
        lambda: window.impression.state is DraftState.COMPLETE and window.recording.is_open,
    )
    _wait(window, lambda: _checked(window, window.impression.text()))


def _checked(window: MainWindow, impression: str) -> bool:
    checked = window.reviewing.review.checked
    return checked is not None and checked.texts.impression == impression


def _wait(window: MainWindow, condition: Callable[[], bool]) -> None:
    started = time.monotonic()
    while not condition():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        if time.monotonic() - started > _WITHIN_S:
            sys.exit(f"waited {_WITHIN_S} s in vain: {window.notice.text()}")


def _save(window: MainWindow, name: str) -> None:
    _shoot(window, name)


def _shoot(widget: QWidget, name: str) -> None:
    QCoreApplication.processEvents()
    file = FOLDER / f"{name}.png"
    widget.grab().save(str(file))
    Image.open(file).convert("RGB").quantize(256).save(file, optimize=True)  # a third of the size
    print(file)


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for language in LANGUAGES:
            take(language, Path(name) / language)


if __name__ == "__main__":
    main()
