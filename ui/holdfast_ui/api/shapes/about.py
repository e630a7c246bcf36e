"""The JSON of the recovery code's health, of what runs here, and of the diagnostics bundle."""

from typing import Literal

from pydantic import Field

from holdfast_ui.api.shapes.ground import Query, Request, Shape, Time


class Security(Shape):
    """How the way back into the catalog is."""

    key_file: str | None
    """None: the key is in the keyring of this computer."""
    tested_at: Time
    """When the recovery code was typed back last."""
    copies: int
    newest_copy: Time


class TypedCode(Request):
    code: str = Field(min_length=1, max_length=1000, repr=False)


class About(Shape):
    """What runs here, and where it keeps its own files."""

    version: str
    home: str
    log: str
    library: str


class Taste(Request):
    """How a person likes the page; what is not named stays."""

    language: Literal["auto", "en", "de"] | None = None
    theme: Literal["auto", "light", "dark"] | None = None
    letters: Literal["on", "alt", "off"] | None = None


class Showing(Request):
    """Which of Holdfast's folders; a page names no path."""

    place: Literal["library", "home", "log"]


class Shown(Shape):
    path: str


class MadeOf(Shape):
    """One part that Holdfast is made of, and its licence."""

    name: str
    version: str
    licence: str
    text: str


class Licences(Shape):
    parts: list[MadeOf]


class BundleQuery(Query):
    names: bool = False
    """Name the photos that failed."""


class BundleRequest(Request):
    names: bool = False


class BundlePart(Shape):
    """One file of the bundle, with its whole text."""

    name: str
    sentence: str
    text: str
    bytes: int


class Bundle(Shape):
    parts: list[BundlePart]
