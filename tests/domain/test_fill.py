"""What has arrived is made safe in batches: by number, by bytes, and never later than a few seconds after it came."""

from holdfast.domain.fill import BYTES, FILES, SECONDS, Fill


def test_it_is_enough_by_number_by_bytes_or_by_time() -> None:
    fill = Fill(files=3, bytes=1000, seconds=5)
    assert not fill.is_enough(100.0)
    fill.add(1, 100.0)
    assert not fill.is_enough(104.9)
    assert fill.is_enough(105.0)
    fill.add(999, 104.0)
    assert fill.is_enough(104.0)
    fill = Fill(files=3, bytes=1000, seconds=5)
    for _ in range(3):
        assert not fill.is_enough(7.0)
        fill.add(0, 7.0)
    assert fill.is_enough(7.0)


def test_a_kill_costs_no_more_than_fifty_files_and_five_seconds() -> None:
    """A batch is no larger, however small its files."""
    assert FILES <= 50
    assert BYTES <= 256_000_000
    assert SECONDS <= 5
