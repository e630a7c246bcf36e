"""What a row of a listing means, and when a disappearance is believed."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.photo import Checksum, RemotePhoto
from holdfast.domain.plan import DAY, Known, compare, conclude, fingerprint, next_attempt

PHOTO = RemotePhoto(key="k", name="a.jpg", bytes=5, checksum=Checksum("md5", "a" * 32), version="1", tags=("x", "y"))


def known(**changes: object) -> Known:
    plain = Known(1, fingerprint(PHOTO), "a.jpg", "", 5, "md5:" + "a" * 32, "1", "safe", 1)
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def verdict(photo: RemotePhoto, before: Known | None) -> str:
    return compare(before, photo, fingerprint(photo))


def test_the_verdicts() -> None:
    changed = dataclasses.replace(PHOTO, checksum=Checksum("md5", "b" * 32))
    assert verdict(PHOTO, None) == "new"
    assert verdict(PHOTO, known()) == "same"
    assert verdict(dataclasses.replace(PHOTO, tags=("y", "x")), known()) == "same"
    assert verdict(dataclasses.replace(PHOTO, tags=("x",)), known()) == "relabelled"
    assert verdict(dataclasses.replace(PHOTO, name="b.jpg"), known()) == "moved"
    assert verdict(changed, known()) == "changed"
    assert verdict(PHOTO, known(state="gone")) == "back"
    assert verdict(changed, known(state="gone")) == "changed"


def test_a_new_version_with_the_same_checksum_is_not_another_picture() -> None:
    assert verdict(dataclasses.replace(PHOTO, version="2"), known()) == "relabelled"
    bare = dataclasses.replace(PHOTO, version="2", checksum=None)
    assert verdict(bare, known(checksum=None)) == "changed"


@given(listed=st.integers(0, 10_000), absent=st.integers(0, 10_000))
def test_disappearances_are_believed_only_when_few(listed: int, absent: int) -> None:
    conclusion = conclude(listed, absent, accepted=0)
    if conclusion == "gone":
        assert absent == 0 or (listed > 0 and absent <= max(20, (listed + absent) // 10))
    assert conclude(listed, absent, accepted=absent) == "gone"


@given(transient=st.booleans(), attempts=st.integers(1, 1000), at=st.integers(0, 10**13))
def test_a_failed_photo_is_tried_again_at_the_latest_after_a_day(transient: bool, attempts: int, at: int) -> None:
    assert at < next_attempt(transient, attempts, at) <= at + DAY
    assert next_attempt(True, attempts, at) <= next_attempt(True, attempts + 1, at)
