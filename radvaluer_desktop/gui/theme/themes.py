"""The themes, one table each; ``system`` is one of them, as the desktop wishes."""

from __future__ import annotations

from radvaluer_desktop.gui.theme.tokens import Colours

DARK = Colours(
    background="#14171b",
    panel="#1a1e23",
    field="#101316",
    line="#2c333b",
    control="#66727f",
    text="#d5dae0",
    quiet="#8f9aa6",
    placeholder="#7f8b97",
    disabled="#6b7580",
    accent="#5aa7d6",
    warning="#d8a657",
    error="#e08a80",
    good="#7fb58a",
    selection="#2f5f80",
    selected="#ffffff",
    current="#39424d",
    grounds="#1d5349",
    main="#21465f",
    main_edge="#5590b5",
)

LIGHT = Colours(
    background="#f2f4f6",
    panel="#e7ebee",
    field="#ffffff",
    line="#cdd4da",
    control="#707a84",
    text="#1b2127",
    quiet="#505b66",
    placeholder="#5f6973",
    disabled="#7c858e",
    accent="#0b63a5",
    warning="#7d4e00",
    error="#b3261e",
    good="#1f6b35",
    selection="#b9d7ef",
    selected="#11161b",
    current="#dfe5ea",
    grounds="#bfe6da",
    main="#cfe3f3",
    main_edge="#2f6f9f",
)

HIGH_CONTRAST = Colours(
    background="#000000",
    panel="#000000",
    field="#000000",
    line="#ffffff",
    control="#ffffff",
    text="#ffffff",
    quiet="#e6e6e6",
    placeholder="#d0d0d0",
    disabled="#a0a0a0",
    accent="#ffff00",
    warning="#ffd24a",
    error="#ff9d94",
    good="#8cff9b",
    selection="#ffff00",
    selected="#000000",
    current="#1f3f8f",
    grounds="#005a4c",
    main="#003a70",
    main_edge="#7fc4ff",
)

THEMES = {"dark": DARK, "light": LIGHT, "high_contrast": HIGH_CONTRAST}
SYSTEM = "system"
