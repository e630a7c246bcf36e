"""The S3 account of /api/config: shown with its secrets hidden, and added or signed in to anew."""

import itertools
from collections.abc import Mapping

from holdfast.catalog import Connection, sources
from holdfast.catalog.sources import SourceRow
from holdfast.engine import setup
from holdfast.engine.report import Json
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError
from holdfast_ui.api.shapes import ConfigChange

HIDDEN = "********"


def shown(db: Connection) -> dict[str, Json]:
    """The account as the API's seed names its parts."""
    source = _latest(db)
    secret = _secret(db, source)
    place: Mapping[str, str] = source.settings if source else {}
    return {
        "backblaze_endpoint": place.get("endpoint_url", ""),
        "backblaze_bucket": place.get("bucket", ""),
        "backblaze_access_key": masked(secret.get("access_key_id", "")),
        "backblaze_secret_key": HIDDEN if secret.get("secret_access_key") else "",
    }


def masked(key: str) -> str:
    """A key's last four characters, for telling it from another one; none of a short one."""
    return f"…{key[-4:]}" if len(key) >= 12 else HIDDEN if key else ""


def sign_in(opened: Opened, asked: ConfigChange) -> None:
    """Add the account that is named, or give the present one new keys; the cloud is asked whether they work.

    Another bucket or endpoint is another source: an account is never turned into one with other photos, because
    those of the first would look as if they had all been deleted; nor does it inherit the first one's rules. Keys are
    never tried at another endpoint.
    """
    source, secret = opened.catalog.read(lambda db: (_latest(db), _secret(db, _latest(db))))
    place = dict(source.settings) if source else {}
    wanted = _place(place, asked)
    access = _unless(masked(secret.get("access_key_id", "")), asked.backblaze_access_key)
    hidden = _unless(HIDDEN, asked.backblaze_secret_key)
    if wanted == place and access is None and hidden is None:
        return
    if not wanted.get("bucket"):
        raise UsageError("An S3 account needs a bucket.", action="Name it as `backblaze_bucket`.")
    known = secret if wanted.get("endpoint_url") == place.get("endpoint_url") else {}
    keys = {**known, **_named({"access_key_id": access, "secret_access_key": hidden})}
    if not keys:
        raise UsageError(
            "An S3 account needs its keys.", action="Name `backblaze_access_key` and `backblaze_secret_key`."
        )
    name = source.name if source and wanted == place else opened.catalog.read(_free_name, wanted["bucket"])
    setup.add_s3(opened, name, {**wanted, "profile": ""}, keys)


def _place(present: Mapping[str, str], asked: ConfigChange) -> dict[str, str]:
    """The settings of the account that is meant: of the present one all, of another one only what was named."""
    address = {name: present[name] for name in ("endpoint_url", "bucket") if name in present}
    named = address | _named({"endpoint_url": asked.backblaze_endpoint, "bucket": asked.backblaze_bucket})
    return dict(present) if named == address else named


def _free_name(db: Connection, bucket: str) -> str:
    """The bucket's name; with a number when a source has that already."""
    taken = {source.name for source in sources.everything(db)}
    names = (bucket if n == 1 else f"{bucket} {n}" for n in itertools.count(1))
    return next(name for name in names if name not in taken)


def _unless(as_shown: str, value: str | None) -> str | None:
    """What was sent back as it had been shown is no change."""
    return None if value in (None, "", as_shown) else value


def _named(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def _latest(db: Connection) -> SourceRow | None:
    found = [source for source in sources.everything(db) if source.kind == "s3"]
    return found[-1] if found else None


def _secret(db: Connection, source: SourceRow | None) -> Mapping[str, str]:
    return (sources.credentials(db, source.id) if source else None) or {}
