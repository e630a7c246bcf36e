"""The JSON of accounts: as a form names them, how a look at one goes, and what may be shown of one that is kept."""

from typing import Annotated, Literal

from pydantic import Field

from holdfast_ui.api.shapes.ground import Id, Request, Shape

AccountKind = Literal["cloudinary", "s3", "smugmug", "folder"]
Named = Annotated[str, Field(max_length=64)]
Value = Annotated[str, Field(max_length=8192)]


class CheckRequest(Request):
    """An account as the form names it; or one that is kept, with what is to change about it."""

    kind: AccountKind | None = None
    source: Id | None = None
    fields: dict[Named, Value] = Field(default_factory=dict, max_length=32, repr=False)


class SignInBegun(Request):
    """The key of the person's own that SmugMug lets programs in by."""

    api_key: Value = Field(repr=False)
    api_secret: Value = Field(repr=False)
    endpoint_url: Value = ""
    """A stand-in on this computer; empty: SmugMug."""


class SignInPage(Shape):
    sign_in: str
    """As `sign_in` in an account's fields, once the digits are handed in."""
    address: str
    """The page to be opened in a browser; it shows six digits, and is good for five minutes."""


class SignInCode(Request):
    sign_in: Named
    code: Named


class SignInDone(Shape):
    account: str


class CheckTrouble(Shape):
    """Why it went no further."""

    code: str
    message: str
    action: str
    field: str | None
    """What of the form it is about."""
    certificate: str | None
    """Of a server that nobody vouches for; `certificate` in the fields says that it is the right one."""


class LeftOut(Shape):
    """Photos that would not be copied, and why."""

    reason: str
    photos: int


class AccountCheck(Shape):
    """How far the look at an account is. Nothing is copied, and nothing is kept."""

    id: int
    state: Literal["asking", "counting", "done", "refused", "cancelled"]
    title: str
    photos: int
    bytes: int
    unsized: int
    """Photos whose size the cloud does not tell."""
    left_out: list[LeftOut]
    complete: bool
    """False: there may be more."""
    problem: CheckTrouble | None


class NewSource(Request):
    kind: AccountKind
    name: str = Field(max_length=200)
    fields: dict[Named, Value] = Field(max_length=32, repr=False)


class SourceChange(Request):
    """What is named changes. A key is asked whether it works before it is kept."""

    name: str | None = Field(default=None, max_length=200)
    fields: dict[Named, Value] = Field(default_factory=dict, max_length=32, repr=False)


class Account(Shape):
    """What may be shown of a source's account: never its key."""

    id: int
    name: str
    kind: str
    folder: str
    """Where in the library its photos lie."""
    title: str
    place: dict[str, str]
    has_key: bool
    key_hint: str
    """The last letters of the key's public part, for telling it from another one."""
    copied: bool
    """Photos of it are in the library."""


class Accounts(Shape):
    accounts: list[Account]


class Pointed(Shape):
    """The folder that a person chose; null: the dialog was closed."""

    path: str | None


class Added(Shape):
    id: int
    title: str
