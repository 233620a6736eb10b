"""The pieces that every kind of question is built from. All text passes through ``escape``."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from borderrights.markup import Refs, parse_text, to_html, to_plain
from borderrights.strings import say

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SIGNS = {True: "✓", False: "✗"}


def word(key: str, language: str = "en", **values: object) -> str:
    """Return a word of the interface, ready to stand in HTML."""
    return escape(say(key, language, **values))


def inline(text: str, refs: Refs, name: str, **attrs: str) -> str:
    """Return an author's text in a ``span``, or in a ``div`` where it has paragraphs or lists."""
    html = to_html(parse_text(text), refs)
    tag = "div" if html.startswith(("<p>", "<ul>", "<ol", "<pre>")) else "span"
    return f'<{tag} class="{name}"{_attributes(attrs)}>{html}</{tag}>'


def block(text: str, refs: Refs, name: str, **attrs: str) -> str:
    """Return an author's text in a ``div`` of paragraphs."""
    html = to_html(parse_text(text), refs)
    body = html if html.startswith(("<p>", "<ul>", "<ol", "<pre>")) else f"<p>{html}</p>"
    return f'<div class="{name}"{_attributes(attrs)}>{body}</div>'


def plain(text: str, refs: Refs) -> str:
    """Return an author's text without any markup."""
    return to_plain(parse_text(text), refs)


def letter(index: int) -> str:
    """Return the letter of the option at ``index``, as an element the script can rewrite."""
    return f'<span class="br-letter">{LETTERS[index]}</span>'


def sign(right: bool) -> str:
    """Return the sign for right or not; a word always stands beside it."""
    return f'<span class="br-sign" aria-hidden="true">{SIGNS[right]}</span>'


def blank() -> str:
    """Return a line to write on; the script's page hides it."""
    return '<span class="br-blank br-paper" aria-hidden="true"></span>'


def feedback(part: str, head: str, text: str, refs: Refs) -> str:
    """Return one entry of the answers: what holds for ``part`` of the item, and why.

    The script moves the inner ``div`` under the option it belongs to, so the text exists once.
    """
    return (
        f'<li data-for="{escape(part)}"><p class="br-verdict">{head}</p>'
        f"{block(text, refs, 'br-why')}</li>"
    )


def verdict(right: bool, label: str) -> str:
    """Return sign, label and word of an option in the answers."""
    key = "answer.right" if right else "answer.wrong"
    return f"{sign(right)} <strong>{label}: {word(key)}</strong>"


def fieldset(item_id: str, kind: str, body: str) -> str:
    """Return ``body`` as a group that is named by the prompt and by what there is to do."""
    label = f"q-{item_id}"
    return (
        f'<fieldset class="br-group" aria-labelledby="{label}-p {label}-l">'
        f'<legend class="br-legend" id="{label}-l">{word(f"question.hint.{kind}")}</legend>'
        f"{body}</fieldset>"
    )


def table(label: str, heads: Iterable[str], body: str, foot: str = "", name: str = "") -> str:
    """Return a table in a box that scrolls, which a keyboard reaches and a screen reader names.

    Args:
        label: What the table shows.
        heads: Headings of the columns.
        body: Its rows, as HTML.
        foot: A last row, as HTML.
        name: A class of the box beside the usual one.
    """
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    tail = f"<tfoot>{foot}</tfoot>" if foot else ""
    box = f"br-scroll {name}".rstrip()
    return (
        f'<div class="{box}" role="region" tabindex="0" aria-label="{escape(label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody>{tail}</table></div>"
    )


def _attributes(attrs: dict[str, Any]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attrs.items())
