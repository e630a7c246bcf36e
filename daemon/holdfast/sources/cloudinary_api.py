"""Calls of Cloudinary's Admin API: one request each, the answer read whole but never without bound."""

from collections.abc import Mapping

import urllib3

from holdfast import errors
from holdfast.clock import Clock
from holdfast.domain.budget import Budget
from holdfast.sources.cloudinary_account import Account
from holdfast.sources.cloudinary_answers import Answer, budget_in, judged
from holdfast.sources.cloudinary_sdk import admin_get
from holdfast.sources.outbound import Outbound
from holdfast.sources.wire import whole_body


class AdminApi:
    """Asks; never retries."""

    def __init__(self, account: Account, outbound: Outbound, clock: Clock, *, window: float = 60.0) -> None:
        self._account, self._outbound, self._clock, self._window = account, outbound, clock, window
        self.budget: Budget | None = None
        """What the last answer said of the calls that are left."""

    def get(self, *path: str, **params: object) -> dict[str, object]:
        """The object that the call answers with; whatever else comes raises what it means."""
        answer = admin_get(self, self._account, path, params)
        if not isinstance(answer, dict):
            raise errors.ListingBad(f"{self._account.name} answered with something that is not its usual JSON.")
        return answer

    def request(self, method: str, url: str, fields: object, headers: Mapping[str, str]) -> Answer:
        """The SDK's way out. Nothing but a good answer gets back to it: the SDK would repeat bodies in its errors."""
        if method != "GET" or fields:
            raise errors.UsageError(f"Holdfast only reads: it does not send a {method} to {self._account.name}.")
        answer = self._outbound.get(url, headers)
        whole = Answer(answer.status, answer.headers, self.read(answer))
        self.budget = budget_in(answer.headers) or self.budget
        judged(whole, self._account, self._clock.now())
        return whole

    def read(self, answer: urllib3.BaseHTTPResponse) -> bytes:
        """The body, up to the largest size there can be."""
        return whole_body(answer, self._account.name, self._clock, self._window)
