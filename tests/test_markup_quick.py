"""The short ways of the parser lead to the same tree as the rules that they stand in for."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from borderrights.markup import Node, parse_page, parse_text, tree
from borderrights.markup.quick import is_quick
from builders import VALID

ROOT = VALID.parents[2]


@cache
def slow(page: bool) -> MarkdownIt:
    """Return markdown-it as it is, with the rules of a subset and nothing of ours."""
    names = tree.PAGE_RULES if page else tree.TEXT_RULES
    parser = MarkdownIt("zero").enable(list(names)).use(myst_role_plugin)
    if page:
        parser.use(colon_fence_plugin).use(myst_block_plugin)
        parser.disable("myst_line_comment", ignoreInvalid=True)
    parser.options["maxNesting"] = tree._MAX_NESTING
    parser.validateLink = lambda url: True
    return parser


def same(source: str) -> None:
    assert parse_text.__wrapped__(source) == by_general_rules(source, page=False)
    assert parse_page(source) == by_general_rules(source, page=True)


def by_general_rules(source: str, *, page: bool) -> Node:
    return tree._tree(slow(page), source)


# What a short way could take for plain, or a general rule for something else.
ROW = (
    "a b word Wort é ß 漢 1 12 2026 1. 12) 1.5 - + * ** _ ` `` ``` { } {std} {std}`a` {fill}`` "
    "{x}``a`b`` {national}`n` [ ] [a](b) ![c](d) [x] & &amp; &#65; &nope ( ) % ' “ ” ’ « … – — "
    "\\ \\* \\{ \\\\ < > <b> <!-- | |-| --- :-: === = ~ ~~~ # ## ####### : ::: :::{case} "
    "```{item} ```{item}`x +++ (a)= ! ? . , ; / @ $ ^"
)
SIGNS = (*ROW.split(), "3.\t", "{term}`b c <d>`", '"')
SPACES = ("", " ", " ", " ", "  ", "\t", "\n", "\n", "\n\n", " \n", "  \n", "\t\n", "\n ", "\n    ")
ODD = (
    "\r",
    "\r\n",
    "\0",
    "\v",
    "\f",
    "\x1c",
    "\x85",
    "\xa0",
    "\u2003",
    "\u2028",
    "\ufeff",
    "\u200b",
)
piece = st.one_of(
    st.sampled_from(SIGNS), st.sampled_from(SPACES), st.sampled_from(ODD), st.text(max_size=3)
)
marked = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.sampled_from(SPACES), piece), max_size=24
).map("".join)
rows = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(("", "", "", " ", "  ", "    ", "\t", "- ", "1. ", "  - ")),
        st.sampled_from(("", *SIGNS)),
        st.sampled_from(("", "", " and so on", " a | b", " ", "  ", " {std}`a-1`, b", " *c* d")),
    ),
    max_size=9,
).map("\n".join)
unmarked = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\\`*_[]&{}<\n"), max_size=40
)


@given(marked)
def test_signs_in_any_order(source: str) -> None:
    same(source)


@given(rows)
def test_rows_in_any_order(source: str) -> None:
    same(source)


@given(unmarked)
@example("1. a")
@example("12) a")
@example("1.5 m")
@example("- a")
@example("+ a")
@example("-")
@example(" a ")
@example("a  ")
@example("a\r\nb")
@example("a\rb")
@example("a\0b")
@example("a\tb")
@example("a\u2028b")
@example("\u00a0")
@example("\u2003a\u2003")
@example("٣. a")
@example("a: b")
@example("")
@example(" ")
def test_texts_without_signs(source: str) -> None:
    same(source)


@given(st.text(max_size=60))
def test_any_text(source: str) -> None:
    same(source)


@pytest.mark.parametrize(
    "source",
    [
        "a\n===",
        "a\n---",
        "a\n--- | ---",
        "a | b\n--- | ---\nc | d",
        "a\nb | c\n- | -",
        "a\nb | c\n--|--\nd | e\nf",
        "a\n# b",
        "a\n- b\nc\n\n  d",
        "a\n2. b",
        "a\n1. b",
        "- a\n  b\n- c\n\nd",
        "- a\nb\n  - c\n d\ne",
        "a\n    b\n\tc",
        "a\n(b)=\nc",
        "a\n:::{case}\nb\nc | d\n:::\ne",
        "a\n```\nb\n```\nc",
        "{std}`a\nb` c\nd",
        "{std}`a` \nb",
        "{std}`a`  \nb",
        "{std}`a`\n  b",
        "{std}`a``b",
        "{std}`a",
        "{a b}`c`",
        "a \nb",
        "a  \nb",
        "a\n  b  ",
        "a\n \nb",
        "a\n ",
        "a\n\n",
        "\ta\n  \tb",
        "[a\nb](c) `d\ne` *f\ng* [h {std}`i`](j)",
        "*a {std}`b* c`*",
        "[" * 130 + "a" + "]" * 130,
        "- " * 130 + "a",
    ],
)
def test_where_lines_turn(source: str) -> None:
    same(source)


def test_the_book_reads_the_same() -> None:
    found = [*ROOT.glob("modules/*/*.md"), *ROOT.glob("book/**/*.md"), *VALID.rglob("*.md")]
    assert found
    for path in found:
        source = path.read_text(encoding="utf-8")
        assert parse_page(source) == by_general_rules(source, page=True), path


def test_most_content_is_quick() -> None:
    assert is_quick("Ask first: {std}`a-1` says so.\nThen write.")
    assert not is_quick("Ask *first*.")


def test_time_grows_with_length_only() -> None:
    for part in ("a \n", "\n \t", "{a}`b` ", "{a", "a{a}`", "\n\t\t\t\t"):
        assert isinstance(is_quick(part * 20_000 + "*"), bool)
