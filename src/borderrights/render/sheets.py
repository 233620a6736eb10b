"""The quiz on paper: questions for a class without devices, and the key for the trainer.

The sheet is built from fields that hold no key, feedback or points, so it cannot leak one; the
key repeats the letters and numbers of the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from borderrights import model
from borderrights.draw import draw
from borderrights.markup import Refs
from borderrights.render.paper import (
    LETTERS,
    Data,
    Document,
    ModuleSources,
    document,
    inline,
    sources_line,
    text,
    whole,
)
from borderrights.shuffle import shuffled
from borderrights.strings import say


def items(sources: ModuleSources) -> list[model.AnyItem]:
    """Return the items of one sitting in authored order, reflections last, scenarios left out.

    A sheet is a sitting like that of the page: the scenario, which has cards of its own, is one of
    its questions.
    """
    sitting = draw(sources.quiz.using("quiz"), sources.quiz.sitting, sources.module.id)
    quiz = [item for item in sitting if not isinstance(item, model.Scenario)]
    return sorted(quiz, key=lambda item: isinstance(item, model.Reflection))


def quiz_sheet(sources: ModuleSources, *, names: bool = False) -> Document:
    """Return the questions without any answer.

    Args:
        sources: The module's sources.
        names: Whether to print lines for name and date; without them nobody can be shamed by a
            sheet that is left lying about.
    """
    title = say("print.title.quiz-sheet", title=sources.module.title)
    asked = items(sources)
    return document(
        sources.head,
        "quiz-sheet",
        "learner",
        title,
        **questions(asked, sources.refs, names=names),
    )


def quiz_key(sources: ModuleSources) -> Document:
    """Return the answers, at a glance and with the feedback of every option."""
    title = say("print.title.quiz-key", title=sources.module.title)
    intro = say("print.key-intro", percent=sources.quiz.pass_mark)
    found = answers(items(sources), sources.refs, intro)
    return document(sources.head, "quiz-key", "trainer", title, **found)


def questions(asked: Sequence[model.AnyItem], refs: Refs, *, names: bool = False) -> Data:
    """Return what the template of a sheet prints: the questions, and no key."""
    return {
        "intro": say("print.sheet-intro"),
        "names": names,
        "items": [_question(item, number, refs) for number, item in enumerate(asked, 1)],
    }


def answers(asked: Sequence[model.AnyItem], refs: Refs, intro: str) -> Data:
    """Return what the template of a key prints: answers at a glance, then with their reasons."""
    scored = [(n, i) for n, i in enumerate(asked, 1) if i.kind != "reflection"]
    found = [_answers(item, number, refs) for number, item in scored]
    return {
        "intro": intro,
        "glance": {
            "title": say("print.glance"),
            "head": [say("print.number"), say("print.answer"), say("print.points")],
            "rows": [[str(a["number"]), a["short"], a["points"]] for a in found],
        },
        "explained": say("print.explained"),
        "items": found,
    }


def order_shown(item: model.Order) -> list[str]:
    """Return the ids of the steps as the sheet lists them."""
    return shuffled(item.id, [option.id for option in item.options])


def partners_shown(item: model.Match) -> list[str]:
    """Return the ids of the right-hand entries as the sheet lists them."""
    return shuffled(item.id, [target.id for target in item.right])


# --- questions ---------------------------------------------------------------------------------


def _question(item: model.AnyItem, number: int, refs: Refs) -> Data:
    prompt = getattr(item, "prompt", None)
    return {
        "number": number,
        "label": say("question.numbered", number=number),
        "kind": item.kind,
        "vignette": text(item.vignette, refs) if item.vignette else [],
        "prompt": inline(prompt, refs) if prompt else [],
        "hint": say(f"print.hint.{item.kind}"),
        "whole": whole(*(value for place, value in model.texts(item) if "feedback" not in place)),
        **_asked(item, refs),
    }


@singledispatch
def _asked(item: model.AnyItem, refs: Refs) -> Data:
    """Return what a kind of item adds to its prompt on the sheet."""
    raise TypeError(f"no sheet for {type(item).__name__}")


@_asked.register
def _(item: model.Single, refs: Refs) -> Data:
    return {"options": [inline(option.text, refs) for option in item.options]}


@_asked.register
def _(item: model.Multiple, refs: Refs) -> Data:
    return {"options": [inline(option.text, refs) for option in item.options]}


@_asked.register
def _(item: model.Order, refs: Refs) -> Data:
    by_id = {option.id: option.text for option in item.options}
    return {"options": [inline(by_id[part], refs) for part in order_shown(item)]}


@_asked.register
def _(item: model.Match, refs: Refs) -> Data:
    by_id = {target.id: target.text for target in item.right}
    return {
        "left": [inline(left.text, refs) for left in item.left],
        "right": [inline(by_id[part], refs) for part in partners_shown(item)],
        "partners": say("question.partners"),
    }


@_asked.register
def _(item: model.Judgement, refs: Refs) -> Data:
    return {
        "options": [inline(option.text, refs) for option in item.options],
        "scale": [say(f"rating.{rating}") for rating in item.scale],
        "column": say("print.response"),
        "note": say("print.practice") if item.panel is None else "",
    }


@_asked.register
def _(item: model.Reflection, refs: Refs) -> Data:
    if not item.promise:
        return {"fields": [{"label": say("question.your-words"), "lines": 6}]}
    return {
        "fields": [
            {"label": say("question.promise.what"), "lines": 4},
            {"label": say("question.promise.when"), "lines": 1},
        ]
    }


# --- answers -----------------------------------------------------------------------------------


def _answers(item: model.AnyItem, number: int, refs: Refs) -> Data:
    short, entries = _key(item, refs)
    counted = not (isinstance(item, model.Judgement) and item.panel is None)
    return {
        "number": number,
        "label": say("question.numbered", number=number),
        "prompt": inline(getattr(item, "prompt", ""), refs),
        "short": short,
        "points": f"{item.points:g}" if counted else say("print.practice-short"),
        "entries": entries,
        "sources": sources_line(item, refs),
        "id": item.id,
    }


def _entry(head: str, body: str, feedback: str, refs: Refs, right: bool | None = None) -> Data:
    return {
        "head": head,
        "text": inline(body, refs),
        "feedback": text(feedback, refs),
        "right": right,
    }


@singledispatch
def _key(item: model.AnyItem, refs: Refs) -> tuple[str, list[Data]]:
    """Return the answer in a few characters, and each part with its feedback."""
    raise TypeError(f"no key for {type(item).__name__}")


@_key.register
def _(item: model.Single, refs: Refs) -> tuple[str, list[Data]]:
    return _choices(item, {item.key}, refs)


@_key.register
def _(item: model.Multiple, refs: Refs) -> tuple[str, list[Data]]:
    return _choices(item, set(item.key), refs)


def _choices(
    item: model.Single | model.Multiple, right: set[str], refs: Refs
) -> tuple[str, list[Data]]:
    entries = [
        _entry(letter, option.text, option.feedback, refs, option.id in right)
        for letter, option in zip(LETTERS, item.options, strict=False)
    ]
    return ", ".join(entry["head"] for entry in entries if entry["right"]), entries


@_key.register
def _(item: model.Order, refs: Refs) -> tuple[str, list[Data]]:
    shown = order_shown(item)
    letters = [LETTERS[shown.index(option.id)] for option in item.options]
    entries = [
        _entry(say("answer.step", number=n, letter=letter), option.text, option.feedback, refs)
        for n, (letter, option) in enumerate(zip(letters, item.options, strict=True), 1)
    ]
    return ", ".join(letters), entries


@_key.register
def _(item: model.Match, refs: Refs) -> tuple[str, list[Data]]:
    shown = partners_shown(item)
    letters = [LETTERS[shown.index(item.key[left.id])] for left in item.left]
    entries = [
        _entry(say("answer.pair", number=n, letter=letter), left.text, left.feedback, refs)
        for n, (letter, left) in enumerate(zip(letters, item.left, strict=True), 1)
    ]
    return ", ".join(f"{n}{letter}" for n, letter in enumerate(letters, 1)), entries


@_key.register
def _(item: model.Judgement, refs: Refs) -> tuple[str, list[Data]]:
    entries = [
        _entry(
            say("answer.rating", letter=letter, rating=say(f"rating.{option.key}")),
            option.text,
            option.feedback,
            refs,
        )
        for letter, option in zip(LETTERS, item.options, strict=False)
    ]
    return "; ".join(entry["head"] for entry in entries), entries
