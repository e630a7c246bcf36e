"""The window's menu. Each entry says a word to the page, which does what its own buttons do."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webview import Window
    from webview.menu import Menu

Entry = tuple[str, str] | None
"""What it is called, and the word; None: a line between."""

MENUS: Sequence[tuple[str, Sequence[Entry]]] = (
    ("File", (
        ("Back up now", "do backup"), ("Verify the library", "do verify"), ("Restore and export…", "go restore"), None,
        ("Close the window", "close"),
    )),
    ("View", (
        ("Home", "go "), ("Timeline", "go timeline"), ("Search", "go search"), ("Shoots", "go shoots"),
        ("Collections", "go collections"), ("Safety", "go safety"), ("Settings", "go settings"), None,
        ("Larger\tCtrl++", "zoom 1"), ("Smaller\tCtrl+-", "zoom -1"), ("Normal size\tCtrl+0", "zoom 0"), None,
        ("Light", "theme light"), ("Dark", "theme dark"), ("As the system has it", "theme auto"),
    )),
    ("Help", (("Keyboard shortcuts", "keys"), ("Diagnostics", "go settings/about"))),
)  # fmt: skip

GERMAN: Mapping[str, str] = {
    "File": "Datei", "View": "Ansicht", "Help": "Hilfe",
    "Back up now": "Jetzt sichern", "Verify the library": "Bibliothek prüfen",
    "Restore and export…": "Wiederherstellen und exportieren…", "Close the window": "Fenster schließen",
    "Home": "Start", "Timeline": "Zeitleiste", "Search": "Suche", "Shoots": "Shootings", "Collections": "Sammlungen",
    "Safety": "Sicherheit", "Settings": "Einstellungen",
    "Larger\tCtrl++": "Größer\tCtrl++", "Smaller\tCtrl+-": "Kleiner\tCtrl+-",
    "Normal size\tCtrl+0": "Normale Größe\tCtrl+0",
    "Light": "Hell", "Dark": "Dunkel", "As the system has it": "Wie das System",
    "Keyboard shortcuts": "Tastenkürzel", "Diagnostics": "Diagnose",
}  # fmt: skip


def menus(window: Callable[[], "Window | None"], language: str = "en") -> list["Menu"]:
    """The menu of the window that `window` gives."""
    from webview.menu import Menu, MenuAction, MenuSeparator

    def entry(one: Entry) -> MenuAction | MenuSeparator:
        return MenuSeparator() if one is None else MenuAction(called(one[0], language), lambda: say(window(), one[1]))

    return [Menu(called(name, language), [entry(one) for one in entries]) for name, entries in MENUS]


def called(name: str, language: str) -> str:
    """An entry in the language of the window; the page calls its pages and buttons the same (words/de)."""
    return GERMAN.get(name, name) if language == "de" else name


def say(window: "Window | None", word: str) -> None:
    """Tell the page what was chosen."""
    if window is None:
        return
    if word == "close":
        window.destroy()
        return
    window.run_js(f"dispatchEvent(new CustomEvent('holdfast:menu', {{ detail: {json.dumps(word)} }}))")
