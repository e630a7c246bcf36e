"""How a person names a Cloudinary account: one URL, taken apart into settings and credentials."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from holdfast import errors
from holdfast.sources.addresses import Rules, is_loopback, origin_of

DEFAULT_PREFIX = "https://api.cloudinary.com"
HOSTS = (".cloudinary.com",)
FORM = "cloudinary://API_KEY:API_SECRET@CLOUD_NAME"
WHERE = f"Copy it from the Cloudinary console, Settings, API Keys. It looks like {FORM}."
WHERE_PARTS = "Copy it from the Cloudinary console, Settings, API Keys."
_CLOUD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Account:
    """One cloud with the key to it. Key and secret are in no repr."""

    cloud_name: str
    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    upload_prefix: str = DEFAULT_PREFIX
    private: bool = False
    """The person confirmed that the host of `upload_prefix` is in a private network."""

    @property
    def name(self) -> str:
        return f"Cloudinary cloud {self.cloud_name}"

    @property
    def rules(self) -> Rules:
        """Where requests for this account may go."""
        own = None if self.upload_prefix == DEFAULT_PREFIX else origin_of(self.upload_prefix)[0]
        return Rules(self.name, HOSTS, own, self.private)

    def hides(self, text: str) -> str:
        """`text` without the key and the secret, should the cloud repeat them."""
        for secret in (self.api_secret, self.api_key):
            text = text.replace(secret, "***")
        return text


@dataclass(frozen=True, slots=True)
class ParsedUrl:
    """What a URL says, apart: what may be shown, and what may not."""

    settings: dict[str, str]
    credentials: dict[str, str] = field(repr=False)


def parse_url(text: str) -> ParsedUrl:
    """Take `cloudinary://KEY:SECRET@CLOUD?upload_prefix=…` apart. UsageError says what is wrong, never what it held."""
    parts = _split(_unwrapped(text))
    key, secret = unquote(parts.username or ""), unquote(parts.password or "")
    cloud = unquote(parts.hostname or "")
    for value, what in ((cloud, "cloud name"), (key, "API key"), (secret, "API secret")):
        _must_be_there(value, what)
    settings = {"cloud_name": cloud}
    prefix = parse_qs(parts.query).get("upload_prefix", [""])[-1].strip()
    if prefix:
        settings["upload_prefix"] = prefix
    credentials = {"api_key": key, "api_secret": secret}
    checked = account_of(settings, credentials)
    if prefix:
        settings["upload_prefix"] = checked.upload_prefix
    return ParsedUrl(settings, credentials)


def parse_fields(said: Mapping[str, str]) -> ParsedUrl:
    """An account whose parts are named one by one: `cloud_name`, `api_key`, `api_secret`, perhaps `upload_prefix`.
    UsageError names the part that is wrong, never what was in it."""
    names = {"cloud_name": "cloud name", "api_key": "API key", "api_secret": "API secret"}
    given = {name: said.get(name, "").strip() for name in (*names, "upload_prefix")}
    for name, what in names.items():
        if not given[name]:
            raise errors.UsageError(f"The {what} is missing.", action=WHERE_PARTS, field=name)
    checked = account_of(given, given)
    settings = {"cloud_name": given["cloud_name"]}
    if given["upload_prefix"]:
        settings["upload_prefix"] = checked.upload_prefix
    return ParsedUrl(settings, {name: given[name] for name in ("api_key", "api_secret")})


def account_of(settings: Mapping[str, object], credentials: Mapping[str, object]) -> Account:
    """The account that these settings and credentials name. UsageError: they make no sense."""
    cloud, key, secret = (
        str(held.get(name) or "").strip()
        for held, name in ((settings, "cloud_name"), (credentials, "api_key"), (credentials, "api_secret"))
    )
    if not _CLOUD.fullmatch(cloud):
        message = f"{_shown(cloud)} cannot be the name of a Cloudinary cloud."
        raise errors.UsageError(message, action=WHERE, field="cloud_name")
    if not _is_header_text(key) or not _is_header_text(secret) or ":" in key:
        wrong = "api_secret" if _is_header_text(key) and ":" not in key else "api_key"
        message = "The API key or the API secret has characters that it cannot have."
        raise errors.UsageError(message, action=WHERE, field=wrong)
    prefix = _checked_prefix(str(settings.get("upload_prefix") or DEFAULT_PREFIX))
    return Account(cloud, key, secret, prefix, settings.get("private") in (True, "true", "1"))


def _unwrapped(text: str) -> str:
    """The URL as pasted: perhaps as the line of a shell, perhaps in quotes."""
    text = text.strip()
    if text.startswith("export "):
        text = text.removeprefix("export ").lstrip()
    return text.removeprefix("CLOUDINARY_URL=").strip().strip("'\"").strip()


def _split(text: str) -> SplitResult:
    if not text.lower().startswith("cloudinary://"):
        raise errors.UsageError("This is not a Cloudinary URL: it does not begin with cloudinary://.", action=WHERE)
    if "@" not in text:
        raise errors.UsageError("This Cloudinary URL names no key: there is no @ in it.", action=WHERE)
    unreadable = errors.UsageError("This Cloudinary URL cannot be read.", action=WHERE)
    try:
        parts = urlsplit(text)
        if parts.port is not None:
            raise unreadable
    except ValueError:
        raise unreadable from None
    return parts


def _must_be_there(value: str, what: str) -> None:
    if not value:
        raise errors.UsageError(f"The {what} is missing in the Cloudinary URL.", action=WHERE)
    if value.startswith(("<", "your_")):
        raise errors.UsageError(f"The {what} in the Cloudinary URL is still the placeholder.", action=WHERE)


def _is_header_text(value: str) -> bool:
    """Printable ASCII without blanks: all that a key has, and nothing that could break a header."""
    return bool(value) and value.isascii() and value.isprintable() and " " not in value


def _shown(value: str) -> str:
    return repr(value[:40]) if value else "Nothing"


def _checked_prefix(prefix: str) -> str:
    action = "Give the host alone, e.g. upload_prefix=https://api-eu.cloudinary.com."
    try:
        origin, path = origin_of(prefix)
    except errors.AddressRefused:
        message = "The upload_prefix is not an address that Holdfast can ask."
        raise errors.UsageError(message, action=action, field="upload_prefix") from None
    if path != "/" or not re.fullmatch(r"[a-z0-9.-]+", origin.host):
        message = f"The upload_prefix for {origin.host} has more in it than a host."
        raise errors.UsageError(message, action=action, field="upload_prefix")
    if origin.scheme == "http" and not is_loopback(origin.host):
        message = f"The upload_prefix asks to send the key to {origin.host} without encryption."
        raise errors.UsageError(message, action="Use https://.", field="upload_prefix")
    return str(origin)
