"""The only file that touches the untyped `cloudinary` SDK: it sends calls of the Admin API and signs downloads.

The SDK reads CLOUDINARY_* from the environment into one configuration for the whole process, when it is imported.
Two accounts would mix, and a stranger's key would be used. So it is imported without them, and is told everything
with every call.
"""

import importlib
import os
from collections.abc import Mapping
from types import ModuleType
from typing import Protocol

from holdfast.sources.cloudinary_account import Account


class Connector(Protocol):
    """What the SDK sends its requests through; ours raises our own errors and keeps to our rules."""

    def request(self, method: str, url: str, fields: object, headers: Mapping[str, str]) -> object:
        """Answer with something that has `status`, `headers` and `data`, as urllib3 does."""


def _without_environment(name: str) -> ModuleType:
    held = {each: os.environ.pop(each) for each in list(os.environ) if each.startswith("CLOUDINARY_")}
    try:
        return importlib.import_module(name)
    finally:
        os.environ.update(held)


_cloudinary = _without_environment("cloudinary")
_execute = importlib.import_module("cloudinary.api_client.execute_request")
_utils = importlib.import_module("cloudinary.utils")


def admin_get(connector: Connector, account: Account, path: tuple[str, ...], params: Mapping[str, object]) -> object:
    """The answer to one GET of the Admin API."""
    url = "/".join((account.upload_prefix, _cloudinary.API_VERSION, account.cloud_name, *path))
    answer: object = _execute.execute_request(
        http_connector=connector,
        method="get",
        params=_utils.normalize_params(dict(params)),
        headers={},
        auth={"key": account.api_key, "secret": account.api_secret},
        api_url=url,
        timeout=None,
    )
    return answer


def download_url(account: Account, resource_type: str, params: Mapping[str, str]) -> str:
    """A signed address of the API's download route: the original, past all rules of the CDN."""
    told = {
        "cloud_name": account.cloud_name,
        "api_key": account.api_key,
        "api_secret": account.api_secret,
        "upload_prefix": account.upload_prefix,
        "resource_type": resource_type,
        "signature_algorithm": _utils.SIGNATURE_SHA1,
        "signature_version": 2,
    }
    signed = _utils.sign_request(dict(params), told)
    return str(_utils.cloudinary_api_url("download", **told)) + "?" + str(_utils.urlencode(signed))
