"""The query language: what is written is what is meant, and what cannot be read is shown by its place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.query import (
    AllOf,
    AnyOf,
    Choice,
    Days,
    Field,
    Near,
    NearTown,
    Node,
    Not,
    Query,
    Span,
    Taken,
    Text,
    Value,
    Word,
    parsed,
    said,
    written,
)
from holdfast.domain.query.fields import FIELDS
from holdfast.domain.sphere import Box
from holdfast.errors import QueryError

LETTERS = st.characters(exclude_categories=["Cs"])
WILD = st.text(LETTERS | st.sampled_from('"\\()-:. OR'), min_size=1, max_size=12)
SEARCHABLE = WILD.filter(lambda text: any(letter.isalnum() for letter in text))
BEGUN = SEARCHABLE.filter(lambda text: text[0].isalnum())
NUMBER = st.floats(0, 10**9).map(lambda number: round(number, 6)) | st.integers(0, 10**9).map(float)
DAY = st.dates()


def spans() -> st.SearchStrategy[Span]:
    """Every span that can be written."""
    one = NUMBER.map(lambda number: Span(number, number))
    ends = st.tuples(NUMBER, NUMBER).map(sorted).map(lambda two: Span(two[0], two[1]))
    above = st.builds(lambda number, out: Span(number, None, above=out), NUMBER, st.booleans())
    below = st.builds(lambda number, out: Span(None, number, below=out), NUMBER, st.booleans())
    return one | ends | above | below


def takens() -> st.SearchStrategy[Taken]:
    both = st.tuples(DAY, DAY).map(sorted).map(lambda two: Taken(two[0], two[1]))
    return (
        both
        | DAY.map(lambda day: Taken(day, None))
        | DAY.map(lambda day: Taken(None, day))
        | st.just(Taken(None, None))
    )


def nears() -> st.SearchStrategy[Value]:
    km = st.floats(0.001, 20_000).map(lambda number: round(number, 6))
    degrees = [st.floats(-most, most).map(lambda number: round(number, 6)) for most in (90, 180)]
    towns = WILD.filter(lambda text: any(letter.isalpha() for letter in text))
    return st.builds(Near, *degrees, km) | st.builds(NearTown, towns, km)


def boxes() -> st.SearchStrategy[Value]:
    meridian = st.floats(-180, 180).map(lambda number: round(number, 6))
    parallels = st.tuples(*[st.floats(-90, 90).map(lambda number: round(number, 6))] * 2).map(sorted)
    return st.builds(lambda two, west, east: Box(two[0], two[1], west, east), parallels, meridian, meridian)


def values(name: str) -> st.SearchStrategy[Value]:
    """Of each field what it can hold, by the kind of its example."""
    kind = parsed(f"{name}:{FIELDS[name].example}").root.value  # type: ignore[union-attr]
    if isinstance(kind, Choice):
        return CHOICES[name].map(Choice)
    named = WILD.filter(lambda text: text.strip() != "")
    kinds: dict[type, st.SearchStrategy[Value]] = {
        Text: (SEARCHABLE if name in ("camera", "lens", "tag") else named).map(Text),
        Span: spans(), Taken: takens(), Near: nears(), Box: boxes(), Days: st.integers(1, 36500).map(Days),
    }  # fmt: skip
    return kinds[type(kind)]


CHOICES = {
    "type": st.sampled_from(("image", "video", "raw")), "pick": st.sampled_from(("pick", "reject", "none")),
    "colour": st.sampled_from(("red", "yellow", "green", "blue", "purple", "none")),
    "star": st.sampled_from(("yes", "no")), "show": st.just("all"),
    "state": st.sampled_from(("safe", "pending", "failed", "skipped", "gone")),
    "has": st.sampled_from(("place", "date", "camera", "lens", "rating", "title", "caption", "tags")),
    "is": st.sampled_from(("duplicate", "set-aside", "hidden", "stacked")),
}  # fmt: skip
FIELD = st.sampled_from(sorted(FIELDS)).flatmap(lambda name: st.builds(Field, st.just(name), values(name)))
LEAF = FIELD | st.builds(Word, BEGUN) | st.builds(Word, SEARCHABLE, st.just(True))


def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=4).map(tuple)
    every = parts.filter(lambda found: not any(isinstance(one, AllOf) for one in found)).map(AllOf)
    some = parts.filter(lambda found: not any(isinstance(one, AnyOf) for one in found)).map(AnyOf)
    return every | some | inner.map(Not)


QUERIES = st.recursive(LEAF, grown, max_leaves=8).map(Query) | st.just(Query())


@given(QUERIES)
def test_what_is_written_means_the_same_again(query: Query) -> None:
    text = written(query)
    if len(text) <= 2000:
        assert parsed(text) == query
        assert written(parsed(text)) == text
        assert said(query)


@given(st.text(max_size=40) | st.text(st.sampled_from('ab:"\\()->=<.,0123456789 OR'), max_size=40))
def test_whatever_is_typed_is_understood_or_its_place_is_named(text: str) -> None:
    try:
        query = parsed(text)
    except QueryError as error:
        place = error.position
    else:
        place = 0
        assert parsed(written(query)) == query
    assert 0 <= place <= len(text)


MEANT = {
    "": None,
    "harbour": Word("harbour"),
    '"old harbour"': Word("old harbour", exact=True),
    "a b OR c": AnyOf((AllOf((Word("a"), Word("b"))), Word("c"))),
    "a (b OR c)": AllOf((Word("a"), AnyOf((Word("b"), Word("c"))))),
    "a AND -b": AllOf((Word("a"), Not(Word("b")))),
    "iso:>800": Field("iso", Span(800, None, above=True)),
    "iso:100..800": Field("iso", Span(100, 800)),
    "rating:>=4": Field("rating", Span(4, None)),
    "exposure:1/250": Field("exposure", Span(0.004, 0.004)),
    "aperture:f/2.8": Field("aperture", Span(2.8, 2.8)),
    "size:>10MB": Field("size", Span(10_000_000, None, above=True)),
    "duration:<2min": Field("duration", Span(None, 120, below=True)),
    "taken:2023-06..2023-08": Field("taken", Taken(date(2023, 6, 1), date(2023, 8, 31))),
    "taken:2024-02": Field("taken", Taken(date(2024, 2, 1), date(2024, 2, 29))),
    "taken:2019..": Field("taken", Taken(date(2019, 1, 1), None)),
    "taken:none": Field("taken", Taken(None, None)),
    "taken:>2019": Field("taken", Taken(date(2020, 1, 1), None)),
    "near:48.85,2.35,5km": Field("near", Near(48.85, 2.35, 5)),
    "box:59.8,10.6,60.1,10.9": Field("box", Box(59.8, 60.1, 10.6, 10.9)),
    'near:"New York",500m': Field("near", NearTown("New York", 0.5)),
    'camera:"eos r5"': Field("camera", Text("eos r5")),
    'in:"Best of"': Field("in", Text("Best of")),
    "color:red": Field("colour", Choice("red")),
    "unverified:3w": Field("unverified", Days(21)),
    "-has:place": Not(Field("has", Choice("place"))),
    "is:set-aside": Field("is", Choice("set-aside")),
}


@pytest.mark.parametrize("text", MEANT)
def test_a_query_means(text: str) -> None:
    assert parsed(text).root == MEANT[text]


WRONG = {
    "iso:>fast": 5, "harbour OR": 10, "(a b": 0, "a)": 1, 'say "this': 4, "camra:canon": 0, "taken:2023-13": 6,
    "near:95,2": 5, "near:48,200": 8, "type:song": 5, "iso:": 4, "iso:800..100": 4, "-": 1, "OR a": 0, "a ---": 5,
    "taken:2023-06..2022": 6, "near:48.85,2.35,far": 16, "exposure:1/0": 11, "()": 1, "\ud800": 0,
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_an_error_points_at_the_character(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        parsed(text)
    assert caught.value.position == WRONG[text]


def test_a_field_that_nobody_knows_is_told_with_the_nearest() -> None:
    with pytest.raises(QueryError, match="Did you mean `camera:`"):
        parsed("camra:canon")


SAID = {
    "": "All photos",
    "harbour iso:>800": "Photos with “harbour”, with ISO more than 800",
    "taken:2023-06..2023-08 -type:video": "Photos taken from 1 June 2023 to 31 August 2023, not of the type video",
    "rating:>=4 (colour:red OR pick:pick)": "Photos with a rating of at least 4, (labelled red or picked)",
    'near:"Paris",500m': "Photos within 500 m of Paris",
    "unverified:90d": "Photos not read again from the drive for 90 days",
}


@pytest.mark.parametrize("text", SAID)
def test_how_it_was_understood_is_said(text: str) -> None:
    assert said(parsed(text)) == SAID[text]


def test_nobody_brings_the_reader_down_with_depth_or_length() -> None:
    for text in ("(" * 5000, "-" * 1999 + "a", "a " * 500, "a" * 3000):
        with pytest.raises(QueryError):
            parsed(text)
