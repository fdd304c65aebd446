"""The window's language: English in the source, Chinese through Qt Linguist."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from radvaluer_desktop.assets import resource

LANGUAGES = {"en": "English", "zh": "简体中文"}
_CHINESE = "zh_CN"


def resolve_language(setting: str) -> str:
    """Return ``en`` or ``zh`` for the setting; ``auto`` follows the system."""
    if setting in LANGUAGES:
        return setting
    return "zh" if QLocale.system().language() is QLocale.Language.Chinese else "en"


class Translation:
    """Installs the translators of a language into the application and takes them out again."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []
        self.language = "en"

    def use(self, language: str) -> None:
        """Switch to ``en`` or ``zh``; every widget gets a LanguageChange event."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []
        self.language = language
        if language == "zh":
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{_CHINESE}", qt_folder)  # Qt's own menus and dialogs
            self._install(_CHINESE, str(resource("translations")))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._application)
        if translator.load(name, folder):
            self._application.installTranslator(translator)
            self._installed.append(translator)
