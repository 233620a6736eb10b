"""Hostile strings in every text field, out of every exit: words come out, never instructions."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from borderrights import model
from borderrights.load import load_project
from borderrights.markup import Node, Refs, parse_page, parse_text, to_html, to_spans
from borderrights.markup.refs import Answer, Point, Ref
from borderrights.markup.tree import is_safe_link
from borderrights.payload import embed, for_item
from borderrights.project import Project
from borderrights.render import lists
from borderrights.render.question import item_html
from borderrights.yamltree import read_yaml
from builders import QUIZ, VALID

DATA = Path(__file__).parent / "data" / "hostile.txt"
ESCAPE = re.compile(r"\\u\{([0-9A-Fa-f]+)\}")
STRINGS = [
    ESCAPE.sub(lambda found: chr(int(found[1], 16)), line)
    for line in DATA.read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("## ")
]
# What an author's markup may become, and what a question is built from besides.
MARKUP = {"p", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "br", "span", "div", "dd"}
FRAME = {
    *("section", "h3", "form", "fieldset", "legend", "label", "input", "button", "details"),
    *("summary", "select", "option", "textarea", "dl", "dt"),
}
ATTRIBUTES = {
    *("id", "class", "href", "title", "role", "type", "name", "value", "hidden", "method", "start"),
    *("autocomplete", "rows", "data-item", "data-kind", "data-part", "data-for", "data-by"),
    *("data-node", "data-ending", "aria-labelledby", "aria-hidden"),
}
EMPTY = {"br", "input"}


class Tame(HTMLParser):
    """Refuses every tag, attribute and address that is not known; counts and collects."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.count: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, html

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in MARKUP | FRAME, tag
        self.count[tag] += 1
        for name, value in attrs:
            assert name in ATTRIBUTES, (tag, name, value)
            if name == "href":
                assert is_safe_link(value or ""), value
            if name in ("class", "id", "name", "type"):
                assert re.fullmatch(r"[a-z0-9 -]+", value or ""), value
            self.attributes.append((name, value or ""))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def refuse(self, data: str) -> None:
        raise AssertionError(data)

    handle_comment = handle_decl = handle_pi = unknown_decl = refuse


def frame(parsed: Tame) -> dict[str, int]:
    """Return how often each element stands that no text can become."""
    return {tag: parsed.count[tag] for tag in FRAME}


def read_items() -> list[dict[str, Any]]:
    tree, _ = read_yaml(QUIZ, (VALID / QUIZ).read_text(encoding="utf-8"))
    assert tree is not None
    kinds: dict[str, dict[str, Any]] = {}
    for item in tree.value["items"]:
        kinds.setdefault(item["kind"], item | {"vignette": "x", "standards": ["rule-one"]})
    return list(kinds.values())


ITEM: TypeAdapter[model.AnyItem] = TypeAdapter(model.Item)
ITEMS = [ITEM.validate_python(item) for item in read_items()]


def filled(record: model.Record, text: str) -> model.Record:
    """Return ``record`` with ``text`` in each of its text fields, and in titles and labels."""
    changes: dict[str, Any] = {}
    places = {place[0] for place, _ in model.texts(record)}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, tuple) and value and isinstance(value[0], model.Record):
            changes[name] = tuple(filled(entry, text) for entry in value)
        elif isinstance(value, model.Record):
            changes[name] = filled(value, text)
        elif isinstance(value, str) and (name in places or name in ("title", "label", "why")):
            changes[name] = text
    return record.model_copy(update=changes)


def refs(text: str = "x") -> Refs:
    return Refs(
        provisions={"rule-one": Ref(text, text)},
        terms={"gate": Ref(text, text)},
        points={"hours": Point(text, "rule-one", text, Answer(text, "One.", text, text), text)},
        root="../",
    )


def test_there_are_enough_strings() -> None:
    assert len(STRINGS) >= 100
    assert len(set(STRINGS)) == len(STRINGS)


def test_all_kinds_and_all_text_fields_are_filled() -> None:
    assert {item.kind for item in ITEMS} == set(model.KINDS)
    for item in ITEMS:
        full = filled(item, "XYZZY")
        assert isinstance(full, model.ItemBase)
        assert {text for _, text in model.texts(full)} == {"XYZZY"}
        assert len(list(model.texts(full))) == len(list(model.texts(item)))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_questions(item: model.AnyItem) -> None:
    wanted = frame(Tame(item_html(item, refs())))
    for text in STRINGS:
        full: Any = filled(item, text)
        assert frame(Tame(item_html(full, refs(text)))) == wanted, text


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_data_of_questions_hold_no_text(item: model.AnyItem) -> None:
    for text in STRINGS:
        full: Any = filled(item, text)
        data = for_item(full)
        assert data | {"version": ""} == for_item(item) | {"version": ""}


def test_glossary() -> None:
    for text in STRINGS:
        term = model.Term(
            id="gate", term="x", text="x", source="rule-one", avoid="x", see=("gate",)
        )
        full = term.model_copy(update={"term": text, "text": text, "avoid": text})
        project = Project(Path(), glossary=model.Glossary.model_construct(terms=(full,)))
        parsed = Tame(lists.glossary(project, refs(text)))
        assert (parsed.count["dt"], parsed.count["dl"]) == (1, 1), text


def test_tooltips_keep_the_text_and_nothing_else() -> None:
    for text in STRINGS:
        for source in ("{std}`rule-one`", "{term}`gate`", "{national}`hours`"):
            parsed = Tame(to_html(parse_page(source), refs(text)))
            titles = [value for name, value in parsed.attributes if name == "title"]
            # The parser of the standard library turns no line end and no null into another sign.
            assert titles == [text]
            assert text in "".join(parsed.words)


def test_pages() -> None:
    for text in STRINGS:
        for source in (text, f"# {text}", f"- {text}\n- x", f"| {text} |\n|---|\n| {text} |\n"):
            html = to_html(parse_page(source), refs(text))
            for tag in re.findall(r"<([a-zA-Z!?/][^\s>]*)", html):
                name = tag.strip("/")
                assert name in MARKUP | {"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead"} | {
                    *("tbody", "tr", "th", "td")
                }, (source, tag)


def test_json_in_a_page() -> None:
    for text in STRINGS:
        html = embed({"text": text, text: 1})
        body = html.removeprefix('<script type="application/json" class="br-data">')
        body = body.removesuffix("</script>")
        assert not set(body) & set("<>&\u2028\u2029")
        assert json.loads(body) == {"text": text, text: 1}


def test_spans_are_data() -> None:
    for text in STRINGS:
        for parse in (parse_text, parse_page):
            spans = to_spans(parse(text), refs(text))
            assert json.loads(json.dumps(spans)) == spans
            for link in re.findall(r'"href": "([^"]*)"', json.dumps(spans)):
                assert link.lower().startswith(("http://", "https://", "mailto:"))


def test_no_string_is_an_id() -> None:
    for text in STRINGS:
        if text in ("yes", "null"):  # quoted, these are words like any other
            continue
        with pytest.raises(ValidationError):
            model.Flag(id=text, label="x")


def test_no_string_is_an_address() -> None:
    for text in STRINGS:
        with pytest.raises(ValidationError):
            model.Instrument(
                id="x", title="x", short="x", kind="treaty", binding="x", url=text, provisions=()
            )


def test_strings_survive_yaml_in_quotes() -> None:
    for text in STRINGS:
        quoted = "".join(
            c if c.isascii() else f"\\U{ord(c):08X}" for c in json.dumps(text, ensure_ascii=False)
        )
        quoted = quoted.replace("\x7f", "\\x7f")
        tree, problems = read_yaml("x.yml", f"a: {quoted}\n")
        assert problems == []
        assert tree is not None and tree.value == {"a": text}


def test_paper() -> None:
    """One document with every string in its title, headings, cells and paragraphs."""
    from pypdf import PdfReader

    from borderrights.printing import _sources
    from borderrights.render.handout import compile, documents

    project, _ = load_project(VALID)
    paper = _sources(project, project.modules[0])
    assert paper is not None
    blocks = [
        Node("paragraph", (Node("text", text=f"Q{index}Q {printable(text)}"),))
        for index, text in enumerate(STRINGS)
    ]
    from dataclasses import replace

    page = (model.PageFront(title=STRINGS[0]), Node("root", tuple(blocks)))
    document = documents(replace(paper, handout=page))[0]
    pdf = PdfReader(BytesIO(compile(document, "a4")))
    read = "".join(part.extract_text() for part in pdf.pages)
    found = letters(read)
    for index, text in enumerate(STRINGS):
        wanted = letters(f"Q{index}Q {printable(text)}")
        assert wanted in found, text
    for part in pdf.pages:
        for note in part.get("/Annots", ()):
            action = note.get_object().get("/A", {})
            assert "/JS" not in action and "/Launch" not in str(action.get("/S"))


def printable(text: str) -> str:
    """Return ``text`` without what the font lacks: Typst refuses a document that needs more."""
    return "".join(c if " " <= c < "\x7f" else " " for c in text)


def letters(text: str) -> str:
    """Return the letters and digits of the Latin alphabet, ligatures taken apart."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isascii() and c.isalnum())
