"""What reaches a terminal cannot command it, nor hide what it says."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from holdfast.cli import words
from holdfast.cli.journal import without_secrets
from holdfast.cli.terminal import shown


@given(st.text(alphabet=st.characters()))
def test_nothing_that_a_terminal_obeys_or_hides_is_left(text: str) -> None:
    assert all(unicodedata.category(letter)[0] != "C" for letter in shown(text))
    assert not set(shown(text)) & {"\u2028", "\u2029", "\x1b", "\x9b", "\u202e", "\u200b", "\n"}


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_plain_text_of_any_language_stays_as_it_is(text: str) -> None:
    assert shown(text) == text


def test_what_is_escaped_can_be_read() -> None:
    assert shown("a\x1b[31mb") == "a\\x1b[31mb"
    assert shown("a\u202egpj.exe") == "a\\u202egpj.exe"
    assert shown("a\U000e0041\ud800") == "a\\U000e0041\\ud800"


@given(st.integers(0, 10**18))
def test_sizes_are_short_and_say_the_truth(count: int) -> None:
    amount, unit = words.size(count).replace(",", "").split()
    factor = {"byte": 1, "bytes": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "PB": 10**15}[unit]
    assert abs(float(amount) * factor - count) <= count * 0.06
    assert len(amount) <= 4 or unit == "PB"


def test_sizes_and_counts_in_words() -> None:
    said = [words.size(count) for count in (0, 1, 999, 1000, 999_499, 999_500, 123_456_789, 4_200_000_000)]
    assert said == ["0 bytes", "1 byte", "999 bytes", "1.0 kB", "999 kB", "1.0 MB", "123 MB", "4.2 GB"]
    assert (words.photos(1), words.photos(48_213), words.files(1)) == ("1 photo", "48,213 photos", "1 file")
    assert [words.duration(s) for s in (0.2, 119, 120, 7100, 7500)] == ["0 s", "119 s", "2 min", "118 min", "2 h 5 min"]


@given(st.floats(0, 10**8), st.floats(0, 10**8))
def test_time_left_is_rounded_and_never_exact(one: float, other: float) -> None:
    assert words.time_left(one).endswith(" left")
    assert ":" not in words.time_left(one)
    short, long = sorted((one, other))
    if long <= 3600:
        assert minutes(words.time_left(short)) <= minutes(words.time_left(long))


def minutes(said: str) -> int:
    number = "".join(letter for letter in said if letter.isdigit())
    return (60 if "hour" in said else 1) * int(number or 1)


def test_time_left_in_words() -> None:
    said = [words.time_left(s) for s in (5, 60, 100, 14 * 60, 50 * 60, 60 * 60, 7 * 3600, 100 * 3600)]
    assert said == [
        "a minute or less left", "a minute or less left", "about 2 minutes left", "about 15 minutes left",
        "about 45 minutes left", "about 1 hour left", "about 7 hours left", "about 4 days left",
    ]  # fmt: skip


CANARY = "canary-0815"


def test_the_log_crosses_out_what_looks_like_a_secret() -> None:
    for line in (
        f"cloudinary://123:{CANARY}@demo?upload_prefix=x",
        f"GET /v1_1/demo/image/download?api_key=1&signature={CANARY}&timestamp=1",
        f"{{'Authorization': 'Basic {CANARY}'}}",
        f'api_secret="{CANARY}"',
        f"https://res.cloudinary.com/demo/image/private/s--{CANARY}--/v1/a.jpg",
        f"X-Amz-Signature={CANARY}&x=1",
        f"aws_secret_access_key = {CANARY}",
        f"{{'SecretAccessKey': '{CANARY}'}}",
        f"Authorization: AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature={CANARY}",
        f"http://127.0.0.1:8080/#code={CANARY}",
    ):
        assert CANARY not in without_secrets(line), line
    assert without_secrets("job 1 (backup) begins: token bucket") == "job 1 (backup) begins: token bucket"
