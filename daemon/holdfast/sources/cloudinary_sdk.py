"""The only file that touches the untyped `cloudinary` SDK: it sends calls of the Admin API and signs downloads.

The SDK reads CLOUDINARY_* from the environment into one configuration for the whole process, when it is imported.
Two accounts would mix, and a stranger's key would be used. So it is imported without them, and is told everything
with every call.
"""

import os
from collections.abc import Mapping
from typing import Protocol

from holdfast.sources.cloudinary_account import Account

_held = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("CLOUDINARY_")}
try:
    import cloudinary
    from cloudinary import utils
    from cloudinary.api_client.execute_request import execute_request
finally:
    os.environ.update(_held)


class Connector(Protocol):
    """What the SDK sends its requests through; ours raises our own errors and keeps to our rules."""

    def request(self, method: str, url: str, fields: object, headers: Mapping[str, str]) -> object:
        """Answer with something that has `status`, `headers` and `data`, as urllib3 does."""


def admin_get(connector: Connector, account: Account, path: tuple[str, ...], params: Mapping[str, object]) -> object:
    """The answer to one GET of the Admin API."""
    url = "/".join((account.upload_prefix, cloudinary.API_VERSION, account.cloud_name, *path))
    answer: object = execute_request(
        http_connector=connector,
        method="get",
        params=utils.normalize_params(dict(params)),
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
        "signature_algorithm": utils.SIGNATURE_SHA1,
        "signature_version": 2,
    }
    signed = utils.sign_request(dict(params), told)
    return str(utils.cloudinary_api_url("download", **told)) + "?" + str(utils.urlencode(signed))
