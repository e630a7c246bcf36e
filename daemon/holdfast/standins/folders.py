"""Folders of the Cloudinary stand-in: one at a time in a dynamic account, and none without being asked for by name."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import unquote

from holdfast.standins.admin import Admin, json_reply, refusal
from holdfast.standins.wire import Reply

T = TypeVar("T")


def photos_in(admin: Admin, query: Mapping[str, str]) -> Reply:
    """`resources/by_asset_folder`: what lies in one folder, in whatever case its name is written, and not below it."""
    if admin.mode != "dynamic":
        return refusal(400, "Supported only in dynamic folder mode")
    wanted = query.get("asset_folder", "").lower()
    found = [asset for asset in admin.account.assets() if asset.asset_folder.lower() == wanted]
    if not found and not any(path.lower() == wanted for path in _paths(admin)):
        return refusal(404, f"Can't find folder with path {query.get('asset_folder', '')}")
    fields = [name for name in query.get("fields", "").split(",") if name]
    return _page(query, "resources", found, lambda asset: admin.row(asset, fields, query))


def folders_in(admin: Admin, path: list[str], query: Mapping[str, str]) -> Reply:
    """`folders/<path>`: the folders right below one."""
    parent = unquote("/".join(path))
    depth = parent.count("/") + 1
    below = {"/".join(each.split("/")[: depth + 1]) for each in _paths(admin) if each.startswith(f"{parent}/")}
    if not below and parent not in _paths(admin):
        return refusal(404, f"Can't find folder with path {parent}")
    return _page(query, "folders", sorted(below), lambda each: {"name": each.rpartition("/")[2], "path": each})


def _paths(admin: Admin) -> set[str]:
    """Every folder that holds an asset, somewhere below."""
    folders = {asset.asset_folder for asset in admin.account.assets() if asset.asset_folder}
    return {"/".join(folder.split("/")[:end]) for folder in folders for end in range(1, folder.count("/") + 2)}


def _page(query: Mapping[str, str], name: str, found: Sequence[T], shown: Callable[[T], object]) -> Reply:
    size, start = int(query.get("max_results", "10")), int(query.get("next_cursor", "0"))
    said: dict[str, object] = {name: [shown(each) for each in found[start : start + size]]}
    if start + size < len(found):
        said["next_cursor"] = str(start + size)
    return json_reply(200, said)
