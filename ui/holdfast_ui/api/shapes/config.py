"""The JSON of the settings, of the S3 account among them, and of signing in."""

from pydantic import Field, RootModel, StrictInt

from holdfast_ui.api.shapes.ground import Request, Shape


class Setting(Shape):
    """One setting with its bounds and its sentence."""

    name: str
    value: int
    default: int
    low: int
    high: int
    sentence: str


class Config(Shape):
    """Every setting; and the S3 account added last, with its secrets hidden."""

    settings: list[Setting]
    backblaze_endpoint: str
    backblaze_bucket: str
    backblaze_access_key: str
    """Its last four characters, or nothing."""
    backblaze_secret_key: str
    """`********` when there is one; never any of it."""
    thumbnail_max_age_days: int
    sync_interval_hours: int


class Changes(RootModel[dict[str, StrictInt]]):
    """New values by the name of the setting."""


class ConfigChange(Request):
    """What is named changes. A secret that is sent back as it was shown stays what it is."""

    settings: dict[str, StrictInt] = Field(default_factory=dict)
    backblaze_endpoint: str | None = Field(default=None, max_length=2048)
    backblaze_bucket: str | None = Field(default=None, max_length=255)
    backblaze_access_key: str | None = Field(default=None, max_length=255)
    backblaze_secret_key: str | None = Field(default=None, max_length=1024, repr=False)
    thumbnail_max_age_days: int | None = None
    sync_interval_hours: int | None = None


class Bandwidth(Request):
    """Bytes per second by the hour of the day, from midnight on; null: no limit."""

    hours: list[StrictInt | None] = Field(min_length=24, max_length=24)


class SignIn(Request):
    code: str = Field(min_length=1, max_length=256)


class Token(Shape):
    token: str
