"""The body and the answers of each kind of question but the scenario, as HTML without a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from html import escape

from borderrights.markup import Refs
from borderrights.model import (
    AnyItem,
    Judgement,
    Match,
    Multiple,
    Option,
    Order,
    Rated,
    Reflection,
    Single,
    Target,
)
from borderrights.render.parts import (
    LETTERS,
    blank,
    feedback,
    fieldset,
    inline,
    letter,
    verdict,
    word,
)
from borderrights.shuffle import shuffled
from borderrights.strings import say


@dataclass(frozen=True)
class Body:
    """The two halves of a question: what is asked, and what the answers say (HTML lists)."""

    ask: str
    answers: str


@singledispatch
def body(item: AnyItem, refs: Refs) -> Body:
    """Return the question and its answers as HTML."""
    raise TypeError(f"no HTML for {type(item).__name__}")


def steps_shown(item: Order) -> list[Option]:
    """Return the steps in the order that page and paper show, which is never the right one."""
    by_id = {option.id: option for option in item.options}
    return [by_id[name] for name in shuffled(item.id, list(by_id))]


def partners_shown(item: Match) -> list[Target]:
    """Return the right-hand entries in the order that page and paper show."""
    by_id = {target.id: target for target in item.right}
    return [by_id[name] for name in shuffled(item.id, list(by_id))]


@body.register
def _single(item: Single, refs: Refs) -> Body:
    return _choice(item, {item.key}, refs)


@body.register
def _multiple(item: Multiple, refs: Refs) -> Body:
    return _choice(item, set(item.key), refs)


def _choice(item: Single | Multiple, right: set[str], refs: Refs) -> Body:
    control = "radio" if item.kind == "single" else "checkbox"
    rows, answers = [], []
    for index, option in enumerate(item.options):
        rows.append(
            f'<li class="br-option" data-part="{option.id}"><label class="br-label">'
            f'<input type="{control}" name="q-{item.id}" value="{option.id}">'
            f"{letter(index)}{inline(option.text, refs, 'br-text')}</label></li>"
        )
        head = verdict(option.id in right, LETTERS[index])
        answers.append(feedback(option.id, head, option.feedback, refs))
    options = f'<ul class="br-options br-shuffle" role="list">{"".join(rows)}</ul>'
    return Body(fieldset(item.id, item.kind, options), _list(answers))


@body.register
def _order(item: Order, refs: Refs) -> Body:
    shown = steps_shown(item)
    rows = [
        f'<li class="br-option br-mover" data-part="{option.id}">{blank()}'
        f"{letter(index)}{inline(option.text, refs, 'br-text')}"
        '<span class="br-moves" hidden>'
        f'<button type="button" class="br-move" data-by="-1" title="{word("question.move.up")}">'
        '<span aria-hidden="true">↑</span></button>'
        f'<button type="button" class="br-move" data-by="1" title="{word("question.move.down")}">'
        '<span aria-hidden="true">↓</span></button></span></li>'
        for index, option in enumerate(shown)
    ]
    answers = []
    for number, option in enumerate(item.options, 1):
        text = word("answer.step", number=number, letter=LETTERS[shown.index(option)])
        answers.append(feedback(option.id, f"<strong>{text}</strong>", option.feedback, refs))
    steps = (
        f'<p class="br-howto br-paper">{word("question.paper.order")}</p>'
        f'<ul class="br-options br-steps" role="list">{"".join(rows)}</ul>'
    )
    return Body(fieldset(item.id, item.kind, steps), _list(answers))


@body.register
def _match(item: Match, refs: Refs) -> Body:
    shown = partners_shown(item)
    letters = {target.id: LETTERS[index] for index, target in enumerate(shown)}
    choices = "".join(f'<option value="{part}">{name}</option>' for part, name in letters.items())
    rows, answers = [], []
    for number, left in enumerate(item.left, 1):
        label = f"q-{item.id}-{left.id}"
        rows.append(
            f'<li class="br-option br-pair" data-part="{left.id}">'
            f'<span class="br-letter">{number}</span>{inline(left.text, refs, "br-text", id=label)}'
            f'{blank()}<select class="br-select" aria-labelledby="{label}">'
            f'<option value="">{word("question.choose")}</option>{choices}</select></li>'
        )
        # A key without this entry is a fault that ``lint`` reports; the page must not fall over it.
        partner = letters.get(item.key.get(left.id, ""), "–")
        text = word("answer.pair", number=number, letter=partner)
        answers.append(feedback(left.id, f"<strong>{text}</strong>", left.feedback, refs))
    targets = "".join(
        f'<li data-part="{target.id}">{letter(index)}{inline(target.text, refs, "br-text")}</li>'
        for index, target in enumerate(shown)
    )
    pairs = (
        f'<p class="br-howto br-paper">{word("question.paper.match")}</p>'
        f'<p class="br-partners-head" id="q-{item.id}-r">{word("question.partners")}</p>'
        f'<ul class="br-partners br-shuffle" role="list" aria-labelledby="q-{item.id}-r">'
        f'{targets}</ul><ul class="br-options br-pairs" role="list">{"".join(rows)}</ul>'
    )
    return Body(fieldset(item.id, item.kind, pairs), _list(answers))


@body.register
def _judgement(item: Judgement, refs: Refs) -> Body:
    rows, answers = [], []
    for index, option in enumerate(item.options):
        rows.append(_rated(item, index, option, refs))
        text = word(
            "answer.rating", letter=LETTERS[index], rating=say(f"rating.{option.key}").lower()
        )
        answers.append(feedback(option.id, f"<strong>{text}</strong>", option.feedback, refs))
    note = f'<p class="br-practice">{word("question.practice")}</p>' if item.panel is None else ""
    options = f'<ul class="br-options br-shuffle" role="list">{"".join(rows)}</ul>'
    return Body(note + fieldset(item.id, item.kind, options), _list(answers))


def _rated(item: Judgement, index: int, option: Rated, refs: Refs) -> str:
    label = f"q-{item.id}-{option.id}"
    ratings = "".join(
        f'<label class="br-rate"><input type="radio" name="{label}" value="{rating}">'
        f"<span>{word(f'rating.{rating}')}</span></label>"
        for rating in item.scale
    )
    return (
        f'<li class="br-option br-rated" data-part="{option.id}">{letter(index)}'
        f"{inline(option.text, refs, 'br-text', id=label)}"
        f'<div class="br-scale" role="radiogroup" aria-labelledby="{label}">{ratings}</div></li>'
    )


@body.register
def _reflection(item: Reflection, refs: Refs) -> Body:
    if not item.promise:
        return Body(fieldset(item.id, item.kind, _area(item.id, "question.your-words")), "")
    when = (
        f'<label class="br-field"><span>{word("question.promise.when")}</span>'
        f'<input type="text" class="br-when" name="q-{item.id}-when"></label>'
    )
    return Body(
        fieldset(item.id, item.kind, _area(item.id, "question.promise.what") + when),
        "",
    )


def _area(item_id: str, label: str) -> str:
    return (
        f'<label class="br-field"><span>{word(label)}</span>'
        f'<textarea class="br-words" name="{escape(f"q-{item_id}")}" rows="4"></textarea></label>'
    )


def _list(entries: list[str]) -> str:
    return f'<ul class="br-feedback" role="list">{"".join(entries)}</ul>'
