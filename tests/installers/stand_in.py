"""A stand-in for a frozen tree of Windows: its folders and names, with small contents."""

from __future__ import annotations

from pathlib import Path

FILES = (
    "radvaluer.exe",
    "radvaluer-window.exe",
    "THIRD-PARTY-NOTICES.txt",
    "_internal/base_library.zip",
    "_internal/python311.dll",
    "_internal/PySide6/Qt6Core.dll",
    "_internal/PySide6/plugins/platforms/qwindows.dll",
    "_internal/PySide6/translations/qtbase_zh_CN.qm",
    "_internal/llama_cpp/lib/ggml-base.dll",
    "_internal/llama_cpp/lib/ggml-cpu-haswell.dll",
    "_internal/click-8.5.1.dist-info/METADATA",
    "_internal/importlib_metadata-10.2.0.dist-info/METADATA",
    "_internal/radvaluer_desktop/resources/models/chatradio-demo.gguf",
    "_internal/radvaluer_desktop/resources/prompts/report.toml",
    "_internal/sqlcipher3/_sqlite3.cp311-win_amd64.pyd",
)


def make_tree(folder: Path) -> Path:
    """Write the tree into ``folder``; every file's content is its own path."""
    for name in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return folder
