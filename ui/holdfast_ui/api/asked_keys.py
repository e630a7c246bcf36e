"""What a person typed of an account, checked field by field before any cloud is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from holdfast.engine import accounts
from holdfast.engine.setup import Opened
from holdfast.errors import AuthRevoked, HoldfastError, UsageError
from holdfast.sources.cloudinary_account import parse_url
from holdfast.sources.s3_account import s3_place, s3_secret
from holdfast_ui.api.shapes import first_run as shapes
from holdfast_ui.problems import CORRECT, Problem, ProblemError, of_error

SECRET_FIELD = {"cloudinary": "api_secret", "s3": "secret_access_key"}


@dataclass(frozen=True, slots=True)
class Account:
    """Where it is, and the key to it."""

    kind: str
    place: Mapping[str, str]
    secret: Mapping[str, str] = field(repr=False)


def account_of(asked: shapes.TrialRequest, opened: Opened) -> Account:
    """The account that was meant; an error names the field that is wrong."""
    if sum(said is not None for said in (asked.cloudinary, asked.s3, asked.folder)) != 1:
        raise UsageError("One account is tried at a time.")
    if asked.cloudinary is not None:
        return _cloudinary(asked.cloudinary)
    if asked.s3 is not None:
        return _bucket(asked.s3)
    assert asked.folder is not None
    return Account("folder", accounts.found(opened, "folder", {"path": asked.folder.path}).place, {})


def at_its_field(error: HoldfastError, kind: str) -> ProblemError:
    """The refusal, at the field where a person would put it right; never more than a 422, so that it is said there."""
    said = of_error(error)
    where = SECRET_FIELD[kind] if isinstance(error, AuthRevoked) else None
    return ProblemError(Problem(422, said.code, said.message, _next(said.action), field=where))


def _next(action: str) -> str:
    """Nothing was added yet, so nothing is to be added again."""
    return "Copy both again from your account, nothing around them." if "add the source again" in action else action


def _cloudinary(said: shapes.CloudinaryKey) -> Account:
    url = said.cloud.strip()
    if "://" not in url:
        for value, name, what in (
            (said.api_key, "api_key", "API key"), (said.api_secret, "api_secret", "API secret"),
        ):  # fmt: skip
            _must_be_there(value, name, what)
        key, secret = quote(said.api_key.strip(), safe=""), quote(said.api_secret.strip(), safe="")
        url = f"cloudinary://{key}:{secret}@{quote(url, safe='')}"
    try:
        parsed = parse_url(url)
    except UsageError as error:
        raise _wrong("cloud", error) from error
    return Account("cloudinary", parsed.settings, parsed.credentials)


def _bucket(said: shapes.BucketKey) -> Account:
    _must_be_there(said.access_key_id, "access_key_id", "access key ID")
    _must_be_there(said.secret_access_key, "secret_access_key", "secret access key")
    try:
        secret = s3_secret({"access_key_id": said.access_key_id, "secret_access_key": said.secret_access_key})
    except UsageError as error:
        raise _wrong("secret_access_key", error) from error
    try:
        place = s3_place({
            "bucket": said.bucket, "endpoint_url": said.endpoint_url, "region": said.region, "prefix": said.prefix,
            "private": "yes" if said.private else "",
        })  # fmt: skip
    except UsageError as error:
        raise _wrong(_field_of(error), error) from error
    return Account("s3", place, secret)


def _field_of(error: UsageError) -> str:
    """By what the sentence is about."""
    return next((name for name, sign in (("endpoint_url", "endpoint"), ("region", "region")) if sign in error.message),
                "bucket")  # fmt: skip


def _must_be_there(value: str, name: str, what: str) -> None:
    if not value.strip():
        raise ProblemError(Problem(422, "MISSING", f"The {what} is missing.", CORRECT, field=name))


def _wrong(name: str, error: UsageError) -> ProblemError:
    said = of_error(error)
    return ProblemError(Problem(422, said.code, said.message, said.action, field=name))
