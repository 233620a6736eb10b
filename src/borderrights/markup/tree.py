"""Markdown in, tree out.

The parser is markdown-it-py with everything off but the rules that a subset allows.
Raw HTML is not among them, so ``<b>`` reaches the tree as the three characters it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from borderrights.markup.quick import PIECE, is_quick, quicken

TEXT_RULES = ("list", "emphasis", "link", "backticks", "escape", "newline", "entity")
PAGE_RULES = (*TEXT_RULES, "heading", "table", "fence")
ROLES = ("std", "term", "national", "fill")
TEXT_ROLES = ("std", "term")
DIRECTIVES = ("note", "say", "case")
"""Boxes written ``:::{name}`` … ``:::`` whose content is Markdown again."""

_SHOWN = re.compile(r"^(?P<shown>.+?)\s*<(?P<id>[^<>]+)>$", re.DOTALL)
_DIRECTIVE = re.compile(r"^\{(?P<name>[a-z-]+)\}\s*(?P<argument>.*)$")
_TASK = re.compile(r"^\[(?P<done>[ xX])\]\s+")
_SAFE_LINK = re.compile(r"^(https?://|mailto:)", re.IGNORECASE | re.ASCII)
_SCHEME = re.compile(r"^\s*([a-z][a-z0-9+.-]*:|[/\\]{2}|\\)", re.IGNORECASE)
_MAX_BOXES = 8
_MAX_NESTING = 120
"""Levels of blocks; markdown-it drops what is deeper, and 120 is more than any author needs."""
_ONE_LINE = re.compile(r"[^\s\d*+\0-][^\r\n\0]*")
"""A text that is one paragraph whatever it holds: no list, one line."""
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")


_NONE: Mapping[str, Any] = {}


class Node(NamedTuple):
    """A piece of marked-up text.

    Kinds of block: ``root``, ``paragraph``, ``heading`` (level), ``list`` (ordered), ``entry``
    (task: None, "open" or "done"), ``table`` (of ``row`` of ``cell``; head), ``box`` (name),
    ``directive`` (name, argument), ``target`` (id), ``block_code``.
    Kinds of inline: ``text``, ``em``, ``strong``, ``code``, ``link`` (href), ``break``,
    ``role`` (name, id, shown).
    """

    kind: str
    children: tuple[Node, ...] = ()
    text: str = ""
    attrs: Mapping[str, Any] = _NONE
    line: int = 1
    """Line in the text that was parsed, counted from 1."""

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        ahead = [self]
        while ahead:
            node = ahead.pop()
            yield node
            ahead.extend(reversed(node.children))


def is_safe_link(href: str) -> bool:
    """Say whether ``href`` is http(s), mailto, or relative to the page."""
    if _CONTROL.search(href):
        return False
    return bool(_SAFE_LINK.match(href)) or not _SCHEME.match(href)


@lru_cache(maxsize=1 << 15)
def parse_text(source: str) -> Node:
    """Return the tree of a text field: emphasis, code, links, lists and the roles std and term."""
    if _ONE_LINE.fullmatch(source):
        content = source.strip()
        if is_quick(content):
            return Node("root", (Node("paragraph", tuple(_pieces(content, 1))),))
    return _tree(_text_parser(), source)


def parse_page(source: str) -> Node:
    """Return the tree of a page: the text subset and headings, tables, tasks, boxes, directives."""
    return _tree(_page_parser(), source)


@cache
def _text_parser() -> MarkdownIt:
    return _parser(TEXT_RULES)


@cache
def _page_parser() -> MarkdownIt:
    parser = _parser(PAGE_RULES).use(colon_fence_plugin).use(myst_block_plugin)
    parser.disable("myst_line_comment", ignoreInvalid=True)
    return parser


def _parser(rules: Sequence[str]) -> MarkdownIt:
    parser = MarkdownIt("zero").enable(list(rules)).use(myst_role_plugin)
    parser.options["maxNesting"] = _MAX_NESTING
    # Every address reaches the tree; renderers decide by is_safe_link, and ``check`` says why.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    quicken(parser)
    return parser


def _tree(parser: MarkdownIt, source: str, first_line: int = 1, boxes: int = 0) -> Node:
    tokens = parser.parse(source)
    children, _ = _blocks(parser, tokens, 0, None, first_line, boxes)
    return Node("root", tuple(children), line=first_line)


def _blocks(
    parser: MarkdownIt, tokens: list[Token], at: int, until: str | None, first: int, boxes: int
) -> tuple[list[Node], int]:
    """Return the nodes from ``tokens[at]`` to the closing token ``until``, and where it stands."""
    nodes: list[Node] = []
    while at < len(tokens) and tokens[at].type != until:
        token = tokens[at]
        line = first + (token.map[0] if token.map else 0)
        if token.type == "inline":
            if token.children:
                nodes.extend(_inlines(token.children, line))
            else:
                nodes.extend(_pieces(token.content, line))
        elif token.nesting == 1:
            children, at = _blocks(parser, tokens, at + 1, _closing(token.type), first, boxes)
            nodes.append(_block(token, children, line))
        elif token.type in ("fence", "colon_fence"):
            nodes.append(_fence(parser, token, line, boxes))
        elif token.type == "myst_target":
            nodes.append(Node("target", attrs={"id": token.content.strip()}, line=line))
        at += 1
    return nodes, at


def _closing(opening: str) -> str:
    return opening.removesuffix("_open") + "_close"


def _block(token: Token, children: list[Node], line: int) -> Node:
    name = token.type.removesuffix("_open")
    if name == "heading":
        return Node("heading", tuple(children), attrs={"level": int(token.tag[1])}, line=line)
    if name in ("bullet_list", "ordered_list"):
        ordered = name == "ordered_list"
        start = int(token.attrs.get("start", 1)) if ordered else 1
        return Node("list", tuple(children), attrs={"ordered": ordered, "start": start}, line=line)
    if name == "list_item":
        return _entry(children, line)
    if name == "table":
        rows = tuple(row for part in children for row in part.children)
        return Node("table", rows, line=line)
    if name == "tr":
        return Node("row", tuple(children), line=line)
    if name in ("th", "td"):
        return Node("cell", tuple(children), attrs={"head": name == "th"}, line=line)
    return Node("paragraph" if name == "paragraph" else name, tuple(children), line=line)


def _entry(children: list[Node], line: int) -> Node:
    """Return a list entry; ``[ ]`` at its start makes it a task."""
    if children and children[0].kind == "paragraph" and children[0].children:
        first = children[0].children[0]
        task = _TASK.match(first.text) if first.kind == "text" else None
        if task:
            rest = Node("text", text=first.text[task.end() :], line=first.line)
            body = Node("paragraph", (rest, *children[0].children[1:]), line=children[0].line)
            state = "open" if task["done"] == " " else "done"
            return Node("entry", (body, *children[1:]), attrs={"task": state}, line=line)
    return Node("entry", tuple(children), attrs={"task": None}, line=line)


def _fence(parser: MarkdownIt, token: Token, line: int, boxes: int) -> Node:
    info = _DIRECTIVE.match(token.info.strip())
    if info is None or boxes == _MAX_BOXES:
        return Node("block_code", text=token.content, line=line)
    if info["name"] in DIRECTIVES:
        inner = _tree(parser, token.content, line + 1, boxes + 1)
        return Node("box", inner.children, attrs={"name": info["name"]}, line=line)
    attrs = {"name": info["name"], "argument": info["argument"].strip()}
    return Node("directive", text=token.content, attrs=attrs, line=line)


def _pieces(content: str, line: int) -> Iterator[Node]:
    """Yield the inline nodes of content that is quick to read."""
    for piece in PIECE.finditer(content):
        if piece.lastgroup == "text":
            yield Node("text", text=piece.group(), line=line)
        elif piece.lastgroup == "soft":
            yield Node("text", text=" ", line=line)
            line += 1
        else:
            yield _role(piece["name"], piece["content"].replace("\n", " "), line)


_OPEN = {"em_open": "em", "strong_open": "strong", "link_open": "link"}


def _inlines(tokens: list[Token], line: int) -> list[Node]:
    """Return the inline nodes; ``line`` grows with every line break in the source."""
    stack: list[tuple[str, dict[str, Any], list[Node]]] = [("", {}, [])]
    for token in tokens:
        here = stack[-1][2]
        if token.type in _OPEN:
            attrs = {"href": str(token.attrs["href"])} if token.type == "link_open" else {}
            stack.append((_OPEN[token.type], attrs, []))
        elif token.nesting == -1:
            kind, attrs, children = stack.pop()
            stack[-1][2].append(Node(kind, tuple(children), attrs=attrs, line=line))
        elif token.type == "text":
            if token.content:
                here.append(Node("text", text=token.content, line=line))
        elif token.type == "text_special":
            here.append(Node("text", text=token.content, line=line))
        elif token.type == "code_inline":
            here.append(Node("code", text=token.content, line=line))
        elif token.type == "myst_role":
            here.append(_role(str(token.meta["name"]), token.content, line))
        elif token.type == "softbreak":
            here.append(Node("text", text=" ", line=line))
            line += 1
        elif token.type == "hardbreak":
            here.append(Node("break", line=line))
            line += 1
    return stack[0][2]


def _role(name: str, content: str, line: int) -> Node:
    content = content.strip()
    if name == "fill":
        return Node("role", attrs={"name": name, "id": "", "shown": content}, line=line)
    shown = _SHOWN.match(content)
    attrs = {
        "name": name,
        "id": shown["id"].strip() if shown else content,
        "shown": shown["shown"].strip() if shown else "",
    }
    return Node("role", attrs=attrs, line=line)
