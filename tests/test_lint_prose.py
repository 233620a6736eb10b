"""Rules about language, at the edge of each threshold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderrights.lint.prose import (
    _ABBREVIATED,
    FORBIDDEN,
    LONGEST,
    MEAN,
    _is_suspect,
    _words,
    sentences,
)
from builders import FOLDER, QUIZ, Curriculum

FRONT = "---\ntitle: T\n---\n\n"
PAGE = f"{FOLDER}/in-charge.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("A v. B is one. So is this.", ["A v. B is one.", "So is this."]),
        ("See art. 3 of it. Done.", ["See art. 3 of it.", "Done."]),
        ("He said: “Go.” She went.", ["He said: “Go.", "She went."]),
        ("At 3.15 it was over.", ["At 3.15 it was over."]),
        ("One\nTwo", ["One", "Two"]),
        ("- [ ] One.", ["One."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(("count", "codes"), [(LONGEST, []), (LONGEST + 1, ["long-sentence"])])
@pytest.mark.parametrize("role", ["word", "{std}`rule-one`", "{std}`a b c d e <rule-one>`"])
def test_long_sentence_at_its_edge(
    small: Curriculum, count: int, codes: list[str], role: str
) -> None:
    words = " ".join([*["word"] * (count - 1), role])
    small.write(PAGE, f"{FRONT}{words}.\n\nTwo more words.\n\nTwo more words.\n")
    assert small.codes() == codes


@pytest.mark.parametrize(("name", "limit"), [("in-charge", 20), ("handout", 18), ("lesson", 20)])
def test_mean_at_its_edge(small: Curriculum, name: str, limit: int) -> None:
    from borderrights.lint.prose import Sentence, _measure

    assert MEAN.get(name, MEAN["other"]) == limit
    at = [Sentence(" ".join(["w"] * limit), 1)] * 2
    over = [Sentence(" ".join(["w"] * (limit + 1)), 1), at[0]]
    assert not list(_measure("p", at, limit))
    assert [found.code for found in _measure("p", over, limit)] == ["mean-sentence"]


def test_labels_are_no_sentences(small: Curriculum) -> None:
    words = " ".join(["word"] * 20)
    small.write(PAGE, f"{FRONT}{words}.\n\nNo.\n\nNot yet.\n")
    assert small.codes() == []


def test_mean_of_items(small: Curriculum) -> None:
    long = "Word " + " ".join(["word"] * 34) + "."
    small.patch("one-form", {"vignette": " ".join([long] * 90)})
    assert small.codes() == ["mean-sentence"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("an illegal immigrant", "style-word"),
        ("illegal migration", "style-word"),
        ("the aliens", "style-word"),
        ("a bogus claim", "style-word"),
        ("waves of refugees", "style-word"),
        ("an illegal act", None),
        ("a non-alien", None),
        ("alienation", None),
        ("Principle 4 says", "point-number"),
        ("Guideline 6(3) says", "point-number"),
        ("Guideline 6 says", None),
        ("Principle 10-13 say", None),
        ("Part C, Principles 10–13", None),
        ("a < b and b > c", None),
        ("a <b> c", "html-in-text"),
        ("a </b> c", "html-in-text"),
        ("a <!-- c", "html-in-text"),
        ("`<b>`", None),
        ("&lt;b&gt;", "html-in-text"),
        ("[a](vbscript:x)", "link-scheme"),
        ("[a](//b.example)", "link-scheme"),
        ("[a](b.md)", None),
    ],
)
def test_wording(small: Curriculum, text: str, code: str | None) -> None:
    small.write(PAGE, f"{FRONT}Say {text} here.\n")
    assert small.codes() == ([code] if code else [])


def test_wording_knows_its_line(small: Curriculum) -> None:
    small.edit(QUIZ, "He says that it is nothing.", "He says that it is an influx.")
    (line,) = small.check()
    assert line.startswith(f"{QUIZ}:12: 'influx'")


def test_every_forbidden_word_has_a_better_one() -> None:
    assert all(hint for hint in FORBIDDEN.values())


SLOW_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9§])")
SLOW_ABBREVIATION = re.compile(r"\b({})\.\s".format("|".join(map(re.escape, _ABBREVIATED))), re.I)
ROW = "a A no. No. v. ſt. para. xno. e.g. i.e. Dr. 1 ? ! . … \" ' ” ( “ § - [ ] é 12.5 end. St"
parts = st.lists(st.sampled_from([*ROW.split(), " ", " ", "\n", "\t", "\u00a0", "\r"]), max_size=16)


@given(st.one_of(parts.map("".join), parts.map(" ".join), st.text(max_size=30)))
def test_sentences_end_where_a_plain_search_ends_them(text: str) -> None:
    guarded = SLOW_ABBREVIATION.sub(lambda found: found.group(0).rstrip()[:-1] + "\0 ", text)
    pieces = [part for line in guarded.split("\n") for part in SLOW_SENTENCE.split(line)]
    expected = [part.replace("\0", ".").strip("-[] ") for part in pieces if part.strip("-[] ")]
    assert sentences(text) == expected


WORSE = (
    "Illegal Migrants, illegals, ILLEGAL IMMİGRATION, bogus, aſylum ſhopping, asylum shopped",
    "Alien, clandestine, CLANDESTINES, flood of, wave of migrants, Waves of refugees, influx",
    "ınflux, İnflux, Principle 1, principle 12 \u2013 3, guideline 6.1, Guideline 6(2)",
    "Guideline 6, <b>, </p x>, <!--, a < b, non-alien, word, é",
)
worse = st.lists(st.sampled_from([w for row in WORSE for w in row.split(", ")]), max_size=4)


@given(st.one_of(worse.map(" ".join), st.text(max_size=20)))
def test_a_text_without_signs_offends_against_no_pattern(text: str) -> None:
    if not _is_suspect(text):
        assert list(_words("a.md", 1, text)) == []


@pytest.mark.parametrize("text", [w for row in WORSE[:3] for w in row.split(", ")])
def test_bad_words_are_suspect(text: str) -> None:
    assert _is_suspect(text)
