"""The stand-in is no kinder than the cloud: asked by the real SDK and by bare requests."""

import hashlib
import io
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import cloudinary.api
import cloudinary.exceptions
import cloudinary.utils
import pytest
import urllib3
from PIL import Image

from holdfast.standins.account import Account, Asset, content_of
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.faults import Faults
from holdfast.standins.pictures import landscape, small
from holdfast.standins.shots import shot_in

http = urllib3.PoolManager(retries=False)


@pytest.fixture(autouse=True)
def leave_no_connection() -> Iterator[None]:
    yield
    http.clear()
    cloudinary.api.call_json_api.__globals__["_http"].clear()


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with StandIn(60) as started:
        yield started


def sdk(standin: StandIn, **more: object) -> dict[str, Any]:
    """The options by which the SDK is told where to go; made anew, for it takes them apart."""
    own = {"cloud_name": standin.cloud, "api_key": standin.key, "api_secret": standin.secret}
    return {**own, "upload_prefix": standin.base, **more}


def get(url: str, **headers: str) -> urllib3.BaseHTTPResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return http.request("GET", url, headers=named, redirect=False)


# Listing


def test_without_asking_there_are_ten_rows_and_nothing_about_etags(standin: StandIn) -> None:
    found = cloudinary.api.resources(**sdk(standin))
    assert len(found["resources"]) == 10
    assert found["next_cursor"]
    row = found["resources"][0]
    assert {"etag", "tags", "context", "metadata"}.isdisjoint(row)
    assert {"asset_id", "public_id", "secure_url", "bytes", "display_name", "new_field_of_tomorrow"} <= set(row)


def test_flags_add_what_they_name(standin: StandIn) -> None:
    row = cloudinary.api.resources(**sdk(standin, tags=True, context=True, metadata=True, max_results=1))["resources"][
        0
    ]
    assert {"tags", "context", "metadata"} <= set(row)
    assert "etag" not in row


def test_fields_override_everything_but_the_two_ids(standin: StandIn) -> None:
    found = cloudinary.api.resources(**sdk(standin, fields=["etag", "bytes"], tags=True, max_results=500))
    rows = [row for row in found["resources"] if len(row) == 4]
    assert len(rows) == 41, "all but the one row that has no etag"
    assert set(rows[0]) == {"asset_id", "public_id", "etag", "bytes"}


def test_context_is_nested(standin: StandIn) -> None:
    found = cloudinary.api.resources(**sdk(standin, fields=["context"], max_results=50))
    assert {tuple(row["context"]) for row in found["resources"]} == {(), ("custom",)}


@pytest.mark.parametrize("size", ["0", "501", "-1", "many"])
def test_more_than_500_at_once_are_refused(standin: StandIn, size: str) -> None:
    with pytest.raises(cloudinary.exceptions.BadRequest):
        cloudinary.api.resources(**sdk(standin, max_results=size))


def test_pages_follow_each_other_newest_first(standin: StandIn) -> None:
    rows: list[dict[str, Any]] = []
    cursor = None
    while True:
        found = cloudinary.api.resources(**sdk(standin, max_results=7, next_cursor=cursor))
        rows += found["resources"]
        cursor = found.get("next_cursor")
        if cursor is None:
            break
    assert len({row["public_id"] for row in rows}) == len(rows) == 42
    assert [row["created_at"] for row in rows] == sorted((row["created_at"] for row in rows), reverse=True)


def test_a_cursor_belongs_to_one_listing_and_dies(standin: StandIn) -> None:
    cursor = cloudinary.api.resources(**sdk(standin))["next_cursor"]
    with pytest.raises(cloudinary.exceptions.BadRequest):
        cloudinary.api.resources(**sdk(standin, resource_type="video", type="upload", next_cursor=cursor))
    standin.expire_cursors()
    with pytest.raises(cloudinary.exceptions.BadRequest, match="cursor"):
        cloudinary.api.resources(**sdk(standin, next_cursor=cursor))


def test_raw_rows_have_no_format_and_no_size_in_pixels(standin: StandIn) -> None:
    row = cloudinary.api.resources(**sdk(standin, resource_type="raw", type="upload"))["resources"][0]
    assert {"format", "width", "height"}.isdisjoint(row)
    assert row["public_id"].endswith(".pdf")


@pytest.mark.parametrize("mode", ["dynamic", "fixed"])
def test_both_folder_modes(mode: str) -> None:
    with StandIn(30, folder_mode=mode) as standin:
        assert cloudinary.api.config(**sdk(standin, settings=True))["settings"]["folder_mode"] == mode
        assert "settings" not in cloudinary.api.config(**sdk(standin))
        row = cloudinary.api.resources(**sdk(standin, max_results=1))["resources"][0]
        assert ("asset_folder" in row, "folder" in row) == (mode == "dynamic", mode == "fixed")


# Who may ask, and how often


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"api_key": "1"}, "unknown api_key"),
        ({"api_secret": "x"}, "api_secret mismatch"),
        ({"cloud_name": "other"}, "cloud_name mismatch"),
    ],
)
def test_a_wrong_key_gets_a_401_with_its_reason(standin: StandIn, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(cloudinary.exceptions.AuthorizationRequired, match=said):
        cloudinary.api.ping(**sdk(standin, **wrong))
    assert get(f"{standin.base}/v1_1/demo/ping").status == 401
    assert cloudinary.api.ping(**sdk(standin))["status"] == "ok"


@pytest.mark.parametrize("form", ["420", "429"])
def test_the_hourly_budget(form: str) -> None:
    with StandIn(3, hourly=3, limit_form=form, now=lambda: 1_795_000_000.0) as standin:
        left = [cloudinary.api.usage(**sdk(standin)).rate_limit_remaining for _ in range(3)]
        assert left == [2, 1, 0]
        # Not by the SDK's own connector: at a 429 it would sleep for the whole Retry-After by itself.
        answer = get(f"{standin.base}/v1_1/demo/usage", authorization=basic(standin))
        if form == "420":
            with pytest.raises(cloudinary.exceptions.RateLimited, match="Try again on"):
                cloudinary.api.usage(**sdk(standin))
    end = datetime.fromtimestamp((1_795_000_000 // 3600 + 1) * 3600, UTC)
    assert answer.status == int(form)
    assert parsedate_to_datetime(answer.headers["X-FeatureRateLimit-Reset"]) == end
    if form == "420":
        assert f"Try again on {end:%Y-%m-%d %H:%M:%S} UTC" in answer.data.decode()
    else:
        assert answer.headers["Retry-After"] == str(int(end.timestamp()) - 1_795_000_000)


def basic(standin: StandIn) -> str:
    return urllib3.make_headers(basic_auth=f"{standin.key}:{standin.secret}")["authorization"]


# Delivery


def of_type(standin: StandIn, kind: str) -> Asset:
    return next(asset for asset in standin.photos if asset.type == kind and asset.resource_type == "image")


def test_private_and_authenticated_want_a_signature(standin: StandIn) -> None:
    for kind in ("private", "authenticated"):
        asset = of_type(standin, kind)
        plain = f"{standin.base}/demo/image/{kind}/v{asset.version}/{asset.public_id}.{asset.format}"
        refused = get(plain)
        assert refused.status == 401
        assert refused.headers["x-cld-error"]
        signed = cloudinary.utils.cloudinary_url(
            asset.public_id,
            **sdk(standin, type=kind, format=asset.format, version=asset.version, sign_url=True, secure=True),
        )[0].replace("https://res.cloudinary.com", standin.base)
        assert get(signed).data == standin.content(asset.asset_id)
        assert get(signed.replace("s--", "s--x")).status == 401


def test_the_sdks_download_link_works_and_no_forged_one(standin: StandIn) -> None:
    asset = of_type(standin, "authenticated")
    link = cloudinary.utils.private_download_url(asset.public_id, asset.format, **sdk(standin, type="authenticated"))
    assert get(link).data == standin.content(asset.asset_id)
    assert get(link.replace("signature=", "signature=0")).status == 401
    assert get(link.replace(asset.public_id, of_type(standin, "private").public_id)).status == 401
    old = cloudinary.utils.private_download_url(
        asset.public_id, asset.format, **sdk(standin, type="authenticated", expires_at=1_000)
    )
    assert get(old).status == 401


def test_another_format_or_a_transformation_is_a_rendition(standin: StandIn) -> None:
    asset = of_type(standin, "upload")
    base = f"{standin.base}/demo/image/upload"
    address = next(row for row in cloudinary.api.resources(**sdk(standin))["resources"])["secure_url"]
    original = standin.content(asset.asset_id)
    assert get(address).data == original
    for other in (
        address.replace(".jpg", ".png"),
        address.replace(".jpg", ""),
        address.replace("/upload/", "/upload/w_100/"),
    ):
        assert get(other).data != original
    assert standin.asked("derived") == 3
    assert get(f"{base}/v1/nothing.jpg").status == 404


def test_a_part_of_the_bytes_if_they_are_still_the_same(standin: StandIn) -> None:
    asset = of_type(standin, "upload")
    address = cloudinary.api.resources(**sdk(standin, max_results=1))["resources"][0]["secure_url"]
    whole = standin.content(asset.asset_id)
    tag = get(address).headers["ETag"]
    assert tag == f'"{hashlib.md5(whole).hexdigest()}"'
    part = get(address, range="bytes=100-", if_range=tag)
    assert (part.status, part.headers["Content-Range"]) == (206, f"bytes 100-{len(whole) - 1}/{len(whole)}")
    assert part.data == whole[100:]
    assert get(address, range="bytes=100-", if_range='"other"').status == 200
    assert get(address, range="bytes=999999-", if_range=tag).status == 416


def test_dots_in_a_path_are_resolved_on_the_road(standin: StandIn) -> None:
    rows = cloudinary.api.resources(**sdk(standin, max_results=50))["resources"]
    dotted = next(row for row in rows if "/../" in row["public_id"])
    raw = urllib3.connectionpool.HTTPConnectionPool("127.0.0.1", standin.port)
    path = dotted["secure_url"].removeprefix(standin.base)
    assert raw.urlopen("GET", path).status == 404
    raw.close()


# The account, and what happens to it


def test_the_same_seed_is_the_same_account_and_another_another() -> None:
    one, same, other = (Account(50, seed) for seed in (1, 1, 2))
    assert list(one.assets()) == list(same.assets())
    assert [one.content(a).md5 for a in one.assets()] == [same.content(a).md5 for a in same.assets()]
    assert {a.asset_id for a in one.assets()}.isdisjoint(a.asset_id for a in other.assets())


def test_a_big_account_costs_next_to_nothing_until_it_is_asked() -> None:
    account = Account(200_000, 7)
    assert len(account) == 200_000
    last = account.after(("raw", "authenticated"), None, 200_000)[-1]
    assert account.find(last.part, last.public_id) == last
    assert len(account._cache) == 0


def test_every_asset_is_found_by_its_name_and_no_two_share_one() -> None:
    for mode in ("dynamic", "fixed"):
        account = Account(400, 3, folder_mode=mode)
        assets = list(account.assets())
        assert len({(each.part, each.public_id) for each in assets}) == 400
        assert all(account.find(each.part, each.public_id) == each for each in assets)
        assert account.find(("image", "upload"), "no such thing") is None


def test_changes_show_at_once(standin: StandIn) -> None:
    first, second, third = standin.photos[:3]
    before = standin.content(first.asset_id)
    replaced = standin.replace(first.asset_id)
    assert replaced.version != first.version
    assert standin.content(first.asset_id) != before
    standin.delete(second.asset_id)
    standin.move(third.asset_id, "Elsewhere")
    added = standin.add("fresh", b"data")
    now = {asset.asset_id: asset for asset in standin.photos}
    assert second.asset_id not in now
    assert now[third.asset_id].asset_folder == "Elsewhere"
    assert now[third.asset_id].public_id == third.public_id
    assert standin.content(added.asset_id) == b"data"
    assert next(iter(now)) == added.asset_id, "the newest comes first"


def test_a_huge_original_is_held_nowhere(standin: StandIn) -> None:
    asset = standin.add("film", b"0123456789", resource_type="video", format="mp4", length=300_000_000)
    content = standin.account.content(asset)
    assert content.length == 300_000_000
    assert len(content.data) < 100_000
    small_one = content_of(b"abc", 8)
    assert b"".join(small_one.chunks()) == b"abcabcab"
    assert b"".join(small_one.chunks(4)) == b"bcab"
    assert small_one.md5 == hashlib.md5(b"abcabcab").hexdigest()


# Faults


def test_chance_falls_the_same_way_for_the_same_seed_and_spares_each_key_in_the_end() -> None:
    def fall(seed: int) -> list[str]:
        faults = Faults(seed, rate=0.5, per_key=2)
        return [faults.draw("bytes", f"photo {number % 40}") for number in range(400)]

    assert fall(1) == fall(1) != fall(2)
    drawn = fall(1)
    assert all(sum(bool(each) for each in drawn[key::40]) <= 2 for key in range(40))
    assert 60 <= sum(map(bool, drawn)) <= 80


def test_an_order_is_carried_out_once_at_its_place() -> None:
    faults = Faults()
    faults.plan("reset", key="a", times=2, skip=1)
    faults.plan("503", where="listing")
    assert [faults.draw("bytes", key) for key in ("a", "b", "a", "a", "a")] == ["", "", "reset", "reset", ""]
    assert [faults.draw("listing", "image/upload") for _ in range(2)] == ["503", ""]
    assert faults.happened.total() == 3


# Pictures


def test_a_landscape_is_a_photo_with_its_day_its_camera_and_its_place() -> None:
    shot = shot_in("2022/Lisbon", 4, datetime(2024, 5, 1, tzinfo=UTC))
    data = landscape("seed", shot, "Low sun")
    assert data == landscape("seed", shot, "Low sun")
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        exif = image.getexif()
        assert image.size == (1080, 720)
        assert exif.get_ifd(0x8769)[0x9003] == "2022:04:16 12:28:28"
        assert (exif[0x010E], exif[0x0110]) == ("Low sun", "X-T5")
        assert exif.get_ifd(0x8825)[3] == "W"


@pytest.mark.parametrize("form", ["jpg", "png"])
@pytest.mark.parametrize("size", [10, 700, 5000, 200_000])
def test_a_small_one_opens_and_is_as_long_as_asked(form: str, size: int) -> None:
    data = small("seed", form, size)
    assert data != small("other", form, size)
    assert abs(len(data) - size) < 800
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert image.size == (16, 12)


# In a process of its own


def test_it_lives_in_a_process_of_its_own_until_it_is_ended() -> None:
    command = [sys.executable, "-m", "holdfast.standins", "--photos", "5", "--plain", "--folder-mode", "fixed"]
    with subprocess.Popen(
        [*command, "--with-parent"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        url = child.stdout.readline()
        assert url.startswith("cloudinary://614159265358979:")
        base = url.strip().partition("upload_prefix=")[2]
        assert get(f"{base}/v1_1/demo/ping").status == 401
        child.send_signal(signal.SIGTERM)
        assert child.wait(10) == 0
    with pytest.raises(urllib3.exceptions.HTTPError):
        get(f"{base}/v1_1/demo/ping")


def test_it_ends_with_its_parent() -> None:
    command = [sys.executable, "-m", "holdfast.standins", "--photos", "1", "--plain", "--with-parent"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline()
        child.stdin.close()
        assert child.wait(10) == 0
