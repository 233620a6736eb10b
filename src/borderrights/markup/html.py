"""Tree to HTML. Every character of an author's text passes through ``escape``."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from borderrights.markup.refs import Answer, Refs
from borderrights.markup.tree import Node, is_safe_link, parse_text
from borderrights.strings import say


def to_html(node: Node, refs: Refs) -> str:
    """Return ``node`` as HTML.

    A root with a single paragraph comes back without ``<p>``, so that short texts stay inline.
    """
    if node.kind == "root":
        if len(node.children) == 1 and node.children[0].kind == "paragraph":
            return _inner(node.children[0], refs)
        return _inner(node, refs)
    return RENDERERS[node.kind](node, refs)


def _inner(node: Node, refs: Refs) -> str:
    return "".join(RENDERERS[child.kind](child, refs) for child in node.children)


def _wrap(tag: str) -> Callable[[Node, Refs], str]:
    return lambda node, refs: f"<{tag}>{_inner(node, refs)}</{tag}>"


def _heading(node: Node, refs: Refs) -> str:
    level = node.attrs["level"]
    return f"<h{level}>{_inner(node, refs)}</h{level}>"


def _list(node: Node, refs: Refs) -> str:
    start = node.attrs["start"]
    opening = "<ul>" if not node.attrs["ordered"] else "<ol>"
    if node.attrs["ordered"] and start != 1:
        opening = f'<ol start="{start}">'
    return f"{opening}{_inner(node, refs)}</{'ol' if node.attrs['ordered'] else 'ul'}>"


def _entry(node: Node, refs: Refs) -> str:
    """Return a list entry; a lone paragraph inside is printed tight, as Markdown means it."""
    children = node.children
    if children and children[0].kind == "paragraph":
        first, rest = _inner(children[0], refs), children[1:]
        body = first + "".join(RENDERERS[child.kind](child, refs) for child in rest)
    else:
        body = _inner(node, refs)
    if node.attrs.get("task"):
        box = "br-box br-box-done" if node.attrs["task"] == "done" else "br-box"
        return f'<li class="br-task"><span class="{box}" aria-hidden="true"></span>{body}</li>'
    return f"<li>{body}</li>"


def _table(node: Node, refs: Refs) -> str:
    head, *rows = node.children
    body = "".join(RENDERERS["row"](row, refs) for row in rows)
    return f"<table><thead>{_row(head, refs)}</thead><tbody>{body}</tbody></table>"


def _row(node: Node, refs: Refs) -> str:
    return f"<tr>{_inner(node, refs)}</tr>"


def _cell(node: Node, refs: Refs) -> str:
    if node.attrs["head"]:
        return f'<th scope="col">{_inner(node, refs)}</th>'
    return f"<td>{_inner(node, refs)}</td>"


def _box(node: Node, refs: Refs) -> str:
    name = node.attrs["name"]
    return (
        f'<div class="br-{name}"><p class="br-{name}-title">{escape(say(f"box.{name}"))}</p>'
        f"{_inner(node, refs)}</div>"
    )


def _link(node: Node, refs: Refs) -> str:
    href = node.attrs["href"]
    if not is_safe_link(href):
        return _inner(node, refs)
    return f'<a href="{escape(href, quote=True)}">{_inner(node, refs)}</a>'


def _role(node: Node, refs: Refs) -> str:
    name, target, shown = node.attrs["name"], node.attrs["id"], node.attrs["shown"]
    if name == "std" and target in refs.provisions:
        return std_html(target, refs, shown)
    if name == "term" and target in refs.terms:
        term = refs.terms[target]
        return (
            f'<a class="br-term" href="{escape(refs.term_href(target))}" '
            f'title="{escape(term.gloss)}">{escape(shown or term.label)}</a>'
        )
    if name == "national" and target in refs.points:
        return national_html(target, refs)
    if name == "fill":
        return (
            f'<span class="br-fill"><span class="br-fill-label">{escape(shown)}</span>'
            '<span class="br-blank"></span></span>'
        )
    return f"<code>{escape(shown or target)}</code>"


def std_html(provision: str, refs: Refs, shown: str = "") -> str:
    """Return a link to a provision of the registry, its paraphrase (if any) as the tooltip."""
    ref = refs.provisions[provision]
    title = f' title="{escape(ref.gloss)}"' if ref.gloss else ""
    return (
        f'<a class="br-std" href="{escape(refs.provision_href(provision))}"{title}>'
        f"{escape(shown or ref.label)}</a>"
    )


def national_html(point: str, refs: Refs) -> str:
    """Return the box in which an adopting institution answers a point of national law."""
    data, answer = refs.points[point], '<span class="br-blank"></span>'
    title, kind = say("national.title"), "br-national"
    if data.answer:
        title, kind = say("national.law", law=data.answer.law), "br-national br-national-own"
        answer = _answer(data.answer, refs)
    unbound = f" ({escape(say('national.unbound', law=data.unbound))})" if data.unbound else ""
    return (
        f'<span class="{kind}" id="national-{escape(point)}">'
        f'<strong class="br-national-title">{escape(title)}</strong> '
        f'<span class="br-national-ask">{escape(data.ask)}</span> '
        f'<span class="br-national-floor">{escape(say("national.floor"))} '
        f"{std_html(data.floor_id, refs)}{unbound}</span>{answer}</span>"
    )


def _answer(answer: Answer, refs: Refs) -> str:
    source = say("national.source", source=answer.source, date=answer.date)
    gap = (
        f'<span class="br-national-gap"><strong>{escape(say("national.gap"))}</strong> '
        f"{to_html(parse_text(answer.gap), refs)}</span>"
        if answer.gap
        else ""
    )
    return (
        f'<span class="br-national-answer">{to_html(parse_text(answer.text), refs)}</span>'
        f'<span class="br-national-source">{escape(source)}</span>{gap}'
    )


RENDERERS: dict[str, Callable[[Node, Refs], str]] = {
    "root": _inner,
    "paragraph": _wrap("p"),
    "heading": _heading,
    "list": _list,
    "entry": _entry,
    "table": _table,
    "row": _row,
    "cell": _cell,
    "box": _box,
    "directive": lambda node, refs: "",
    "target": lambda node, refs: "",
    "block_code": lambda node, refs: f"<pre>{escape(node.text)}</pre>",
    "text": lambda node, refs: escape(node.text, quote=False),
    "em": _wrap("em"),
    "strong": _wrap("strong"),
    "code": lambda node, refs: f"<code>{escape(node.text)}</code>",
    "link": _link,
    "break": lambda node, refs: "<br>",
    "role": _role,
}
