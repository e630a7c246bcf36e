"""Sign-ins that wait for the person to come back from their browser. They live in memory alone, and not for long."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.clock import Clock
from holdfast.errors import UsageError
from holdfast.sources import smugmug_sign_in
from holdfast.sources.smugmug_sign_in import Asking, SignedIn

MOST = 8
"""So many are kept; the oldest one is forgotten when there is one more."""


@dataclass(slots=True)
class _Kept:
    asking: Asking = field(repr=False)
    done: SignedIn | None = None


class SignIns:
    """Used by several requests at once. Tokens stay here: the page knows a sign-in by its name alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def begin(self, api_key: str, api_secret: str, endpoint_url: str, clock: Clock) -> tuple[str, str]:
        """The sign-in's name, and the page that the person opens. Raises as `smugmug_sign_in.begin`."""
        asking = smugmug_sign_in.begin(api_key, api_secret, endpoint_url, clock)
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[name] = _Kept(asking)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return name, asking.address

    def finish(self, name: str, code: str, clock: Clock) -> str:
        """Whose account it is, once the six digits are right. Raises as `smugmug_sign_in.finish`."""
        kept = self._found(name)
        kept.done = kept.done or smugmug_sign_in.finish(kept.asking, code, clock)
        return kept.done.place["nickname"]

    def fields(self, given: Mapping[str, str]) -> Mapping[str, str]:
        """What an account is named by: with the finished sign-in that `sign_in` names in its place, if one is named."""
        if "sign_in" not in given:
            return given
        done = self._found(given["sign_in"]).done
        return {} if done is None else {**done.place, **done.secret}

    def _found(self, name: str) -> _Kept:
        with self._lock:
            kept = self._kept.get(name)
        if kept is None:
            message = "This sign-in is not known any more."
            raise UsageError(message, action="Open SmugMug and bring back the six digits.", field="code")
        return kept
