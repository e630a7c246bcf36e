"""A SmugMug account: whose it is, where it is asked, and the four parts of the key to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast import errors
from holdfast.sources.addresses import Origin, Rules, is_loopback, origin_of

SETTINGS = ("nickname", "endpoint_url")
SECRETS = ("api_key", "api_secret", "token", "token_secret")
API_HOST = "api.smugmug.com"
WHERE_KEY = "Ask SmugMug for an API key at api.smugmug.com/api/developer/apply, and copy key and secret from there."
_NICKNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account; before they signed in, nobody's."""

    nickname: str
    endpoint: Origin
    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    token: str = field(default="", repr=False)
    token_secret: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        return f"SmugMug account {self.nickname}" if self.nickname else "SmugMug"

    @property
    def rules(self) -> Rules:
        """Where requests may go. Originals come from other hosts of SmugMug's than the API."""
        return Rules(self.name, (".smugmug.com",), self.endpoint)

    @property
    def base(self) -> str:
        return str(self.endpoint)

    def hides(self, text: str) -> str:
        """`text` without anything secret."""
        for secret in (self.api_secret, self.token_secret, self.token, self.api_key):
            text = text.replace(secret, "…") if secret else text
        return text


def account_of(settings: Mapping[str, str], secret: Mapping[str, str]) -> Account:
    """The account that these name. UsageError says at which field they make no sense, never what was in it."""
    nickname = settings.get("nickname", "").strip()
    if nickname and not _NICKNAME.fullmatch(nickname):
        raise errors.UsageError("That cannot be the name of a SmugMug account.", field="nickname")
    parts = {name: secret.get(name, "").strip() for name in SECRETS}
    for name, what in (("api_key", "API key"), ("api_secret", "API secret")):
        if not parts[name]:
            raise errors.UsageError(f"The {what} is missing.", action=WHERE_KEY, field=name)
    for name, value in parts.items():
        if value and not _KEY.fullmatch(value):
            message = "A key has letters in it that no key has."
            raise errors.UsageError(message, action="Copy it again, nothing around it.", field=name)
    return Account(nickname, _endpoint(settings.get("endpoint_url", "").strip()), **parts)


def smugmug_place(nickname: str, endpoint_url: str = "") -> dict[str, str]:
    """The settings as they are kept."""
    return {"nickname": nickname} | ({"endpoint_url": str(_endpoint(endpoint_url))} if endpoint_url else {})


def _endpoint(url: str) -> Origin:
    """SmugMug itself; another one only on this very computer, for trying Holdfast out."""
    if not url:
        return Origin("https", API_HOST, 443)
    try:
        origin, path = origin_of(url)
    except errors.AddressRefused:
        origin, path = Origin("https", "", 443), "/"
    if path != "/" or not is_loopback(origin.host):
        message = "SmugMug is asked at its own address, or at a stand-in on this computer."
        raise errors.UsageError(message, action="Leave the address away.", field="endpoint_url")
    return origin
