"""How a person names a bucket: its name, where it lives, which part of it is meant. Checked before anyone is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast import errors
from holdfast.sources.addresses import Origin, Rules, is_loopback, origin_of
from holdfast.sources.certificates import ENCRYPT, fingerprint_of
from holdfast.sources.s3_rules import Choice
from holdfast.sources.s3_written import require_rules

SETTINGS = (
    "bucket", "prefix", "endpoint_url", "region", "profile", "addressing", "requester_pays", "include", "exclude",
    "private", "certificate",
)  # fmt: skip
PROVIDERS = {
    ".amazonaws.com": "Amazon S3",
    ".amazonaws.com.cn": "Amazon S3",
    ".backblazeb2.com": "Backblaze B2",
    ".r2.cloudflarestorage.com": "Cloudflare R2",
    ".wasabisys.com": "Wasabi",
}
OTHER = "S3-compatible storage"
WHERE_KEYS = "Make an access key in the account's settings (AWS: IAM, Security credentials) and give it when asked."
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_AMAZON = re.compile(r"s3(?:[.-](?:[a-z]+-)+[0-9]+)?\.amazonaws\.com(?:\.cn)?")
_IN_HOST = re.compile(r"s3[.-]((?:[a-z]+-)+[a-z]*[0-9]+)\.")


@dataclass(frozen=True, slots=True)
class Account:
    """One bucket, or a part of it."""

    bucket: str
    prefix: str
    endpoint: Origin | None
    """None: Amazon's own, which follows from the region."""
    region: str
    virtual: bool
    """The bucket is named in the host, not in the path."""
    requester_pays: bool
    private: bool
    """The person confirmed that the endpoint is in a private network."""
    choice: Choice
    provider: str
    certificate: str = ""
    """The fingerprint of the endpoint's certificate, where the person named it."""
    profile: str = field(default="", repr=False)
    said_prefix: str = ""
    """As the person wrote it. A slash in front, which no key has but by mistake, is left away unless keys have it."""

    @property
    def name(self) -> str:
        return f"S3 bucket {self.bucket}" + (f" on {self.endpoint.host}" if self.endpoint else "")

    @property
    def above(self) -> str:
        """The folders that all keys lie in: what of the prefix is before its last slash."""
        return self.prefix[: self.prefix.rfind("/") + 1]

    @property
    def rules(self) -> Rules:
        """Where requests for this bucket may go."""
        if self.endpoint is None:
            return Rules(self.name, (".amazonaws.com", ".amazonaws.com.cn"))
        # Of the known providers only a certificate that an authority vouches for can be the right one.
        named = self.certificate if self.provider == OTHER else None
        return Rules(self.name, (self.endpoint.host,), self.origin(self.region, self.virtual), self.private, named)

    def origin(self, region: str, virtual: bool) -> Origin:
        """Where the bucket is asked."""
        end = ".cn" if region.startswith("cn-") else ""
        base = self.endpoint or Origin("https", f"s3.{region}.amazonaws.com{end}", 443)
        return Origin(base.scheme, f"{self.bucket}.{base.host}", base.port) if virtual else base


def s3_place(said: Mapping[str, str]) -> dict[str, str]:
    """What a person said of a bucket as it is kept: checked, and nothing empty. UsageError says what is wrong."""
    if unknown := sorted(set(said) - set(SETTINGS)):
        raise errors.UsageError(f"A bucket has no setting called {unknown[0]!r}.")
    kept = {name: said[name].strip() if name != "prefix" else said[name] for name in SETTINGS if said.get(name)}
    for name in ("include", "exclude"):
        require_rules(kept.get(name, ""), name)
    account = account_of(kept)
    if account.endpoint is not None:
        kept["endpoint_url"] = str(account.endpoint)
    if account.certificate:
        kept["certificate"] = account.certificate
    return {name: value for name, value in kept.items() if value}


def s3_secret(said: Mapping[str, str] | None) -> dict[str, str]:
    """The keys as they are kept; none where a profile has them. UsageError: they cannot be keys."""
    given = said or {}
    kept = {name: given.get(name, "").strip() for name in ("access_key_id", "secret_access_key", "session_token")}
    if not kept["access_key_id"] and not kept["secret_access_key"]:
        return {}
    for name, what in (("access_key_id", "access key ID"), ("secret_access_key", "secret access key")):
        if not kept[name]:
            raise errors.UsageError(f"The {what} is missing.", action=WHERE_KEYS, field=name)
    if not all(value.isascii() and value.isprintable() and " " not in value for value in kept.values()):
        message = "A key has letters in it that no key has."
        raise errors.UsageError(message, action="Copy it again, nothing around it.", field="secret_access_key")
    return {name: value for name, value in kept.items() if value}


def account_of(settings: Mapping[str, str], region: str = "", prefix: str | None = None) -> Account:
    """The bucket that these settings name; `region`: where it was found to live, `prefix`: the one that keys were found
    to have. UsageError: they make no sense."""
    bucket, endpoint = _bucket(settings.get("bucket", "")), _endpoint(settings.get("endpoint_url", ""))
    host, said = endpoint.host if endpoint else "", settings.get("prefix", "")
    provider = _provider(host)
    if _AMAZON.fullmatch(host):
        endpoint = None
    return Account(
        bucket=bucket,
        prefix=said.removeprefix("/") if prefix is None else prefix,
        endpoint=endpoint,
        region=_region(region or settings.get("region", ""), host, provider),
        virtual=_is_virtual(settings.get("addressing") or "auto", bucket, provider),
        requester_pays=_is_yes(settings, "requester_pays"),
        private=_is_yes(settings, "private"),
        choice=Choice.of(settings.get("include", ""), settings.get("exclude", "")),
        provider=provider,
        certificate=_certificate(settings.get("certificate", ""), endpoint, provider),
        profile=settings.get("profile", ""),
        said_prefix=said,
    )


def _bucket(name: str) -> str:
    if not _BUCKET.fullmatch(name) or ".." in name:
        shown = repr(name[:70]) if name else "Nothing"
        raise errors.UsageError(
            f"{shown} cannot be the name of a bucket.",
            action="Give the bucket's name alone: 3 to 63 small letters, digits, dots and hyphens.",
            field="bucket",
        )
    if name.endswith("--x-s3"):
        message = f"{name} is a directory bucket of S3 Express, which Holdfast cannot list."
        raise errors.UsageError(message, action="Copy its photos into a bucket of the usual kind.", field="bucket")
    return name


def _endpoint(url: str) -> Origin | None:
    action = "Give the host alone, e.g. https://s3.eu-central-003.backblazeb2.com."
    if not url:
        return None
    try:
        origin, path = origin_of(url if "://" in url else f"https://{url}")
    except errors.AddressRefused:
        message = "The endpoint is not an address that Holdfast can ask."
        raise errors.UsageError(message, action=action, field="endpoint_url") from None
    if path != "/" or not re.fullmatch(r"[a-z0-9.:-]+", origin.host):
        message = f"The endpoint at {origin.host} has more in it than a host."
        raise errors.UsageError(message, action=action, field="endpoint_url")
    if origin.scheme == "http" and not is_loopback(origin.host):
        message = f"The endpoint {origin.host} would be asked without encryption."
        raise errors.UsageError(message, action=ENCRYPT, field="endpoint_url")
    return origin


def _certificate(said: str, endpoint: Origin | None, provider: str) -> str:
    if not said:
        return ""
    if endpoint is None or endpoint.scheme != "https" or provider != OTHER:
        message = "A certificate is named for an endpoint of your own, at https, and for no other."
        raise errors.UsageError(message, action="Leave --certificate away, or name your server as --endpoint-url.")
    return fingerprint_of(said)


def _provider(host: str) -> str:
    if not host:
        return "Amazon S3"
    return next((name for end, name in PROVIDERS.items() if host.endswith(end)), OTHER)


def _region(said: str, host: str, provider: str) -> str:
    """As said, else as the host names it; where neither does, the one that everybody takes for none."""
    if said and not _REGION.fullmatch(said):
        message = f"{said[:50]!r} cannot be a region."
        raise errors.UsageError(message, action="It looks like eu-central-1.", field="region")
    found = _IN_HOST.match(host)
    return said or (found[1] if found else "auto" if provider == "Cloudflare R2" else "us-east-1")


def _is_virtual(addressing: str, bucket: str, provider: str) -> bool:
    """Amazon wants the bucket in the host, where its certificate covers that; all others take it in the path."""
    if addressing not in ("auto", "path", "virtual"):
        raise errors.UsageError(f"The addressing {addressing[:20]!r} is none of auto, path and virtual.")
    return addressing == "virtual" or (addressing == "auto" and provider == "Amazon S3" and "." not in bucket)


def _is_yes(settings: Mapping[str, str], name: str) -> bool:
    value = settings.get(name, "").lower()
    if value not in ("", "0", "1", "no", "yes", "false", "true"):
        raise errors.UsageError(f"{name} is neither yes nor no.")
    return value in ("1", "yes", "true")
