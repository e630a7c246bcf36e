"""The only file that touches boto3 and botocore: keys that the AWS tools keep, and addresses that work by themselves.

They are imported when they are needed and not before: it takes as long as the rest of Holdfast's start.
"""

import logging
from typing import Protocol, cast

from holdfast import errors
from holdfast.sources.s3_signing import Key

# botocore says too much when it is asked to say all.
logging.getLogger("botocore").setLevel(logging.ERROR)

LOG_IN = "Sign in again with `aws sso login`, or put a key into the profile; then run the backup again."
MACHINES = ("container-role", "iam-role")
"""Keys of a machine in a data centre are nobody's own, and looking for them takes seconds elsewhere."""


class _Frozen(Protocol):
    access_key: str
    secret_key: str
    token: str | None


class Credentials(Protocol):
    """Keys as boto3 keeps them, renewed by itself where they run out."""

    def get_frozen_credentials(self) -> _Frozen: ...


def credentials_of(profile: str) -> Credentials:
    """What the AWS tools have in this profile; without one, what they find by themselves. AuthRevoked: nothing."""
    import boto3
    from botocore import exceptions
    from botocore.session import Session

    tools = Session(profile=profile or None)
    try:
        chain = tools.get_component("credential_provider")
        for machine in MACHINES:
            chain.remove(machine)
        found = boto3.Session(botocore_session=tools).get_credentials()
    except exceptions.ProfileNotFound as error:
        raise errors.AuthRevoked(
            f"There is no profile {profile!r} in the settings of the AWS tools.",
            action="Run `aws configure list-profiles` to see which there are.",
        ) from error
    except exceptions.BotoCoreError as error:
        raise _run_out(profile) from error
    if found is None:
        raise errors.AuthRevoked(f"There is no key in {_named(profile)}.", action=LOG_IN)
    return cast(Credentials, found)


def key_in(found: Credentials, profile: str) -> Key:
    """The key to sign the next request with. AuthRevoked: it has run out and cannot be renewed."""
    from botocore import exceptions

    try:
        held = found.get_frozen_credentials()
    except (exceptions.BotoCoreError, exceptions.ClientError) as error:
        raise _run_out(profile) from error
    return Key(held.access_key, held.secret_key, held.token or "")


def signed_address(url: str, key: Key, region: str, seconds: int) -> str:
    """The address with a signature in it that is good for so long."""
    from botocore.auth import S3SigV4QueryAuth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials as Given

    asked = AWSRequest("GET", url)
    given = Given(key.access_key_id, key.secret_access_key, key.session_token or None)
    S3SigV4QueryAuth(given, "s3", region, expires=seconds).add_auth(asked)
    return str(asked.url)


def _run_out(profile: str) -> errors.AuthRevoked:
    return errors.AuthRevoked(f"The sign-in of {_named(profile)} has run out or is not whole.", action=LOG_IN)


def _named(profile: str) -> str:
    return f"the profile {profile!r}" if profile else "the AWS tools on this computer"
