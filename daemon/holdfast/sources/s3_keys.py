"""Where the keys of an S3 account come from: given by the person, or from a profile of the AWS tools."""

import threading
from collections.abc import Callable, Mapping

from holdfast.sources.s3_sdk import Credentials, credentials_of, key_in
from holdfast.sources.s3_signing import Key

Keys = Callable[[], Key]
"""Gives the key for one request. AuthRevoked: there is none, or no longer."""


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
    """Asks the AWS tools at every request: keys of an SSO sign-in change by the hour."""

    def __init__(self, profile: str) -> None:
        self._profile = profile
        self._lock = threading.Lock()
        self._found: Credentials | None = None

    def __call__(self) -> Key:
        with self._lock:
            if self._found is None:
                self._found = credentials_of(self._profile)
        return key_in(self._found, self._profile)
