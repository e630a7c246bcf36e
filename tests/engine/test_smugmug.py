"""A SmugMug account as a source of a home: signed in to, copied whole, and what it withholds said as it is."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hurried import HurriedClock
from smugmug_person import add
from workplace import Workplace

from holdfast.catalog import browse, sources
from holdfast.domain import skips
from holdfast.standins.smugmug import SmugMugStandIn


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path / "w", clock=HurriedClock()) as made:
        yield made


def test_813_photos_with_34_clashing_names_end_as_813_of_813(place: Workplace) -> None:
    with SmugMugStandIn(813, clashing=34, odd=False, now=place.clock.now) as cloud:
        images = cloud.account.images()
        names = Counter((image.album, image.name) for image in images)
        assert sum(count - 1 for count in names.values()) == 34
        for image in images[::50]:
            cloud.account.collect(image.key, next(key for key in cloud.account.albums if key != image.album))
        add(place.opened, cloud)
        assert place.backup().state == "done"
        (said,) = place.status.sources
        assert (said.listed, said.safe, said.failed, said.skipped) == (813, 813, 0, 0)
        held = Counter(place.files().values())
        assert held == Counter(cloud.content(image.key) for image in images)
        cloud.forget()
        assert place.backup().result["downloaded"] == 0
        assert cloud.asked("bytes") == 0


def test_what_is_withheld_is_skipped_with_the_reason_and_never_replaced_by_a_smaller_copy(place: Workplace) -> None:
    with SmugMugStandIn(130, now=place.clock.now) as cloud:
        withheld = [image for image in cloud.account.images() if image.withheld and not image.is_video]
        waiting = [image for image in cloud.account.images() if image.processing]
        assert withheld and waiting
        add(place.opened, cloud)
        place.backup()
        reasons = {each.reason: each.photos for each in place.catalog.read(browse.skipped)}
        assert reasons == {skips.WITHHELD: len(withheld), skips.PROCESSING: len(waiting)}
        assert all(asked.kind != "image" for asked in cloud.requests)
        (image, *_) = waiting
        cloud.account.change(image.key, processing=False)
        place.backup()
        assert cloud.content(image.key) in place.files().values()


def test_tokens_are_in_the_encrypted_catalog_and_nowhere_else(place: Workplace) -> None:
    with SmugMugStandIn(4, odd=False, now=place.clock.now) as cloud:
        source_id = add(place.opened, cloud)
        place.backup()
        kept = place.catalog.read(sources.credentials, source_id)
        assert kept is not None
        assert kept["token"] in cloud.oauth.tokens
        place.opened.close()
        secret = [kept[name].encode() for name in ("api_secret", "token", "token_secret")]
        for path in place.folder.rglob("*"):
            assert not path.is_file() or not any(each in path.read_bytes() for each in secret), path
        place.reopen()
