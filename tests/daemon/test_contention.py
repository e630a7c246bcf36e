"""The window's writes go through while a scan of 200,000 rows runs in another process."""

from pathlib import Path

import pytest
from contention import measure, p95

ROWS = 200_000


@pytest.mark.alone
def test_the_window_never_waits_for_more_than_a_few_pages_of_a_scan(tmp_path: Path) -> None:
    found = measure(tmp_path, ROWS)
    assert found.rows == ROWS
    assert len(found.busy) > 50
    page = found.seconds / (ROWS / 500)
    assert p95(found.busy) < 6 * page + p95(found.idle), (p95(found.busy), page, p95(found.idle))
