"""Where the keys of an S3 account come from: given by the person, or from a profile of the AWS tools."""

import importlib
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Protocol, cast

from holdfast import errors
from holdfast.sources.s3_signing import Key

# botocore says too much when it is asked to say all.
logging.getLogger("botocore").setLevel(logging.ERROR)

Keys = Callable[[], Key]
"""Gives the key for one request. AuthRevoked: there is none, or no longer."""

LOG_IN = "Sign in again with `aws sso login`, or put a key into the profile; then run the backup again."


class _Frozen(Protocol):
    access_key: str
    secret_key: str
    token: str | None


class _Credentials(Protocol):
    def get_frozen_credentials(self) -> _Frozen: ...


def keys_of(profile: str, credentials: Mapping[str, str]) -> Keys:
    """The key that the person gave, else that of the profile; without a profile, what the AWS tools find by
    themselves (environment, default profile, SSO)."""
    if credentials.get("access_key_id"):
        key = Key(
            credentials["access_key_id"], credentials.get("secret_access_key", ""), credentials.get("session_token", "")
        )
        return lambda: key
    return _Borrowed(profile)


class _Borrowed:
    """Asks the AWS tools' own files, at every request: keys of an SSO sign-in change by the hour."""

    def __init__(self, profile: str) -> None:
        self._profile = profile
        self._lock = threading.Lock()
        self._found: _Credentials | None = None

    def __call__(self) -> Key:
        exceptions = importlib.import_module("botocore.exceptions")
        try:
            with self._lock:
                if self._found is None:
                    self._found = self._look()
            held = self._found.get_frozen_credentials()
        except exceptions.ProfileNotFound as error:
            raise errors.AuthRevoked(
                f"There is no profile {self._profile!r} in the settings of the AWS tools.",
                action="Run `aws configure list-profiles` to see which there are.",
            ) from error
        except (exceptions.BotoCoreError, exceptions.ClientError) as error:
            message = f"The sign-in of {self._name} has run out or is not whole."
            raise errors.AuthRevoked(message, action=LOG_IN) from error
        return Key(held.access_key, held.secret_key, held.token or "")

    @property
    def _name(self) -> str:
        return f"the profile {self._profile!r}" if self._profile else "the AWS tools on this computer"

    def _look(self) -> _Credentials:
        tools = importlib.import_module("botocore.session").Session(profile=self._profile or None)
        # The keys of a machine in a data centre are nobody's own, and looking for them takes seconds elsewhere.
        chain = tools.get_component("credential_provider")
        for machine in ("container-role", "iam-role"):
            chain.remove(machine)
        found = importlib.import_module("boto3").Session(botocore_session=tools).get_credentials()
        if found is None:
            raise errors.AuthRevoked(f"There is no key in {self._name}.", action=LOG_IN)
        return cast(_Credentials, found)
