from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderrights.markup import Node, Refs, parse_page, parse_text, to_html, to_plain, to_spans
from borderrights.markup import html as html_renderers
from borderrights.markup.refs import Point, Ref
from borderrights.markup.tree import DIRECTIVES, is_safe_link
from borderrights.strings import catalogue

REFS = Refs(
    provisions={"rule-1": Ref("Rules, 1", 'Say "why" & how')},
    terms={"gate": Ref("gate", "A place")},
    points={"hours": Point("How long?", "rule-1", "Rules, 1")},
    root="../",
)
TAGS = {
    *("p", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "br", "span", "div"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "class", "title"},
    "ol": {"start"},
    "li": {"class"},
    "span": {"class", "aria-hidden", "id"},
    "strong": {"class"},
    "div": {"class"},
    "p": {"class"},
    "th": {"scope"},
}


class Strict(HTMLParser):
    """Refuses what our renderers never write; collects the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == [], html

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()), (tag, name)
            if name == "href":
                assert is_safe_link(value or ""), value
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def html(source: str) -> str:
    return to_html(parse_text(source), REFS)


def page(source: str) -> str:
    return to_html(parse_page(source), REFS)


def plain(source: str) -> str:
    return to_plain(parse_text(source), REFS)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a *b* **c** `d`", "a <em>b</em> <strong>c</strong> <code>d</code>"),
        ("a\nb", "a b"),
        ("a  \nb", "a<br>b"),
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("[a](https://b.example/?c=1&d=2)", '<a href="https://b.example/?c=1&amp;d=2">a</a>'),
        ("[a](mailto:b@c.example)", '<a href="mailto:b@c.example">a</a>'),
        ("[a](../b.html#c)", '<a href="../b.html#c">a</a>'),
        ("[a](javascript:alert)", "a"),
        ("[*a*](data:text/html,x)", "<em>a</em>"),
        ("<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"),
        ("a & b", "a &amp; b"),
        ("&lt;b&gt; &copy;", "&lt;b&gt; ©"),
        (r"\*a\*", "*a*"),
        ("# a", "# a"),
        ("| a |\n|---|", "| a | |---|"),
        ("![a](b.png)", '!<a href="b.png">a</a>'),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        (
            "{std}`rule-1`",
            '<a class="br-std" href="../book/standards.html#rule-1" '
            'title="Say &quot;why&quot; &amp; how">Rules, 1</a>',
        ),
        (
            "{term}`gates <gate>`",
            '<a class="br-term" href="../book/glossary.html#term-gate" title="A place">gates</a>',
        ),
        ("{std}`none`", "<code>none</code>"),
        ("{other}`x<y`", "<code>x&lt;y</code>"),
        ("", ""),
    ],
)
def test_text_to_html(source: str, expected: str) -> None:
    assert html(source) == expected
    Strict(html(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("## a\n\nb", "<h2>a</h2><p>b</p>"),
        (
            "| a | b |\n|---|---|\n| *c* | d |",
            '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
            "<tbody><tr><td><em>c</em></td><td>d</td></tr></tbody></table>",
        ),
        (
            "- [ ] a\n- [x] b",
            '<ul><li class="br-task"><span class="br-box" aria-hidden="true"></span>a</li>'
            '<li class="br-task"><span class="br-box br-box-done" aria-hidden="true"></span>b</li>'
            "</ul>",
        ),
        (
            ":::{say}\na\n:::",
            '<div class="br-say"><p class="br-say-title">Say aloud</p><p>a</p></div>',
        ),
        ("```{drawing} x\n```", ""),
        ("(a)=\n## b", "<h2>b</h2>"),
        ("```\n<a>\n```", "<pre>&lt;a&gt;\n</pre>"),
        (
            "{fill}`name`",
            '<span class="br-fill"><span class="br-fill-label">name</span>'
            '<span class="br-blank"></span></span>',
        ),
    ],
)
def test_page_to_html(source: str, expected: str) -> None:
    assert page(source) == expected or page(source) == f"<p>{expected}</p>"
    Strict(page(source))


def test_national_point() -> None:
    found = page("{national}`hours`")
    assert 'id="national-hours"' in found and "How long?" in found and "br-blank" in found
    Strict(found)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a *b* `c`", "a b c"),
        ("a\n\nb", "a\nb"),
        ("- a\n- b", "- a\n- b"),
        ("{std}`rule-1` and {term}`gate`", "Rules, 1 and gate"),
        ("{std}`this <rule-1>`", "this"),
        ("[a](javascript:x)", "a"),
        ("<b>", "<b>"),
    ],
)
def test_text_to_plain(source: str, expected: str) -> None:
    assert plain(source) == expected


def test_page_to_plain() -> None:
    source = "# a\n\n- [ ] b {fill}`c`\n- [x] d\n\n| e | f |\n|---|---|\n| g | h |\n"
    expected = "a\n[ ] b c ____\n[x] d\ne\nf\ng\nh"
    assert "\n".join(to_plain(parse_page(source), REFS).split("\n\n")).replace("\n\n", "\n") == (
        expected
    )
    assert to_plain(parse_page("{national}`hours`"), REFS) == "How long?"


def test_spans() -> None:
    tree = parse_text("a *b* [c](https://d.example) [e](f.html) {std}`rule-1` `g`")
    (paragraph,) = to_spans(tree, REFS)
    kinds = [span["t"] for span in paragraph["c"] if span.get("s") != " "]
    assert kinds == ["text", "em", "link", "group", "std", "code"]
    assert next(s for s in paragraph["c"] if s["t"] == "link")["href"] == "https://d.example"
    assert next(s for s in paragraph["c"] if s["t"] == "std")["s"] == "Rules, 1"


@pytest.mark.parametrize("href", ["java%09script:alert(1)", "a:b", "b.html", "c/d:e"])
def test_spans_print_the_words_of_links_that_lead_nowhere_from_paper(href: str) -> None:
    (paragraph,) = to_spans(parse_text(f"[x]({href})"), REFS)
    assert paragraph["c"] == [{"t": "group", "c": [{"t": "text", "s": "x"}]}]


def test_spans_of_page_roles() -> None:
    (paragraph,) = to_spans(parse_page("{fill}`a` {national}`hours`"), REFS)
    fill, _, national = paragraph["c"]
    assert fill == {"t": "fill", "s": "a"}
    assert national == {"t": "national", "ask": "How long?", "floor": "Rules, 1", "answer": None}


def lines(tree: Node, kind: str) -> list[int]:
    return [node.line for node in tree.walk() if node.kind == kind]


def test_lines_of_nodes() -> None:
    source = "a\n*b*\n\n- c\n- {std}`d`\n\n:::{note}\ne\n\nf {std}`g`\n:::\n\n(h)=\n## i\n"
    tree = parse_page(source)
    assert lines(tree, "em") == [2]
    assert lines(tree, "role") == [5, 10]
    assert lines(tree, "box") == [7]
    assert lines(tree, "target") == [13]
    assert lines(tree, "heading") == [14]


def test_parts_of_a_directive() -> None:
    (node,) = parse_page("```{item} a-b\n```").children
    assert (node.kind, node.attrs) == ("directive", {"name": "item", "argument": "a-b"})


def test_every_box_has_a_title() -> None:
    assert {f"box.{name}" for name in DIRECTIVES} <= set(catalogue())


def test_every_kind_of_node_has_html() -> None:
    source = (
        "# a\n\nb *c* **d** `e` [f](g) {std}`h`  \ni\n\n- [ ] j\n\n1. k\n\n| l |\n|---|\n| m |\n\n"
        ":::{case}\nn\n:::\n\n```{item} o\n```\n\n```\np\n```\n\n(q)=\n"
    )
    kinds = {node.kind for node in parse_page(source).walk()}
    assert kinds == set(html_renderers.RENDERERS)


def test_deep_nesting_keeps_its_words() -> None:
    source = "".join("  " * level + f"- a{level}\n" for level in range(40))
    assert all(f"a{level}" in plain(source) for level in range(40))


@pytest.mark.parametrize(
    "mark", ["- ", "1. ", "> ", "*", "[", "`", ":::{note}\n", "{std}`", "**a "]
)
def test_many_marks_do_no_harm(mark: str) -> None:
    for parse in (parse_text, parse_page):
        Strict(to_html(parse(mark * 3000), REFS))


def test_boxes_in_boxes_do_no_harm() -> None:
    depth = 300
    opening = "".join(":" * (depth + 3 - level) + "{note}\n" for level in range(depth))
    closing = "".join(":" * (4 + level) + "\n" for level in range(depth))
    Strict(page(f"{opening}word\n{closing}"))


@pytest.mark.parametrize(
    "href",
    [
        *("https://a.example", "http://a", "HTTPS://a", "mailto:a@b", "a.html", "#a", "?a", "/a"),
        *("../a", "a/b:c", "", "./javascript:x", "a%3Ab", "é.html"),
    ],
)
def test_safe_links(href: str) -> None:
    assert is_safe_link(href)


@pytest.mark.parametrize(
    "href",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "java\tscript:x"),
        *(
            "java\nscript:x",
            "\x01javascript:x",
            "javascript\x00:x",
            "vbscript:x",
            "data:text/html,x",
        ),
        *("file:///etc/passwd", "ftp://a", "//a.example", "/\\a.example", "\\\\a", "blob:x", "x:y"),
        *("\u00a0javascript:x", "tel:1", "about:blank", "\\/a.example"),
    ],
)
def test_unsafe_links(href: str) -> None:
    assert not is_safe_link(href)


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(list("*_`[](){}<>&\\#|-=:!~\n \t\"'0123.;^")),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
).map("".join)
ODD_PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "*",
                "**",
                "`",
                "[",
                "](",
                ")",
                "<",
                ">",
                "javascript:",
                "&#x6a;",
                "\\",
                "\n",
                "\n\n",
            ),
            *("- ", "1. ", "| ", "|---|\n", ":::{say}\n", ":::\n", "```", "{std}`", "rule-1", "x"),
            *("{term}`", "# ", "[ ] ", "(a)=\n", " ", "  ", '"', "'", "\t", "{", "}", "&lt;", "é"),
        ]
    ),
    max_size=30,
).map("".join)


@given(st.one_of(MARKUP, ODD_PIECES))
def test_any_text_becomes_tame_html(source: str) -> None:
    for parse in (parse_text, parse_page):
        tree = parse(source)
        Strict(to_html(tree, REFS))
        to_plain(tree, REFS)
        _only_data(to_spans(tree, REFS))


def _only_data(value: Any) -> None:
    if isinstance(value, dict):
        for key, entry in value.items():
            assert isinstance(key, str)
            _only_data(entry)
    elif isinstance(value, list):
        for entry in value:
            _only_data(entry)
    else:
        assert value is None or isinstance(value, (str, int, bool))


LETTERS = [*"αβγδεζηθ*_` \n<>&|#-", "<em>", "</em>", "<a href=x>", "<!--"]


@given(st.lists(st.sampled_from(LETTERS), max_size=50).map("".join))
def test_letters_are_kept_in_order(source: str) -> None:
    letters = [char for char in source if char.isalpha()]
    for parse in (parse_text, parse_page):
        tree = parse(source)
        assert [char for char in to_plain(tree, REFS) if char.isalpha()] == letters
        assert [char for char in Strict(to_html(tree, REFS)).text if char.isalpha()] == letters


@given(
    st.text(st.characters(categories=("L", "N", "So"), include_characters=" ,;?'\""), max_size=60)
)
def test_text_without_marks_is_kept(source: str) -> None:
    wanted = " ".join(source.split())
    assert " ".join(plain(source).split()) == wanted
    assert " ".join(Strict(html(source)).text.split()) == wanted
