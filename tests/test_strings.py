"""The catalogue of interface words."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import pytest

from borderrights.strings import catalogue, say
from borderrights.yamltree import read_yaml

FOLDER = files("borderrights") / "assets" / "strings"
LANGUAGES = sorted(entry.name.removesuffix(".yml") for entry in FOLDER.iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_plain(language: str) -> None:
    text = (FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    tree, problems = read_yaml(f"{language}.yml", text)
    assert problems == []
    assert tree is not None and tree.value == dict(catalogue(language))
    for key, words in catalogue(language).items():
        assert isinstance(words, str) and words.strip(), key
        assert re.fullmatch(r"[a-z]+(\.[a-z0-9-]+)*", key), key
        for _, name, _, _ in Formatter().parse(words):
            assert name is None or re.fullmatch(r"[a-z]+", name), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_have_the_same_keys_and_names(language: str) -> None:
    def names(words: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(words) if name}

    english, other = catalogue("en"), catalogue(language)
    assert set(english) == set(other)
    assert {k: names(v) for k, v in english.items()} == {k: names(v) for k, v in other.items()}


def test_say() -> None:
    assert say("question.numbered", number=3) == "Question 3"
    with pytest.raises(KeyError):
        say("question.numbered")
    with pytest.raises(KeyError):
        say("no.such.key")
    with pytest.raises(FileNotFoundError):
        catalogue("xx")
