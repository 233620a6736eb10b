"""Rules about single items: options, feedback, prompts, and what a key may rest on.

Sources of the thresholds: the item-writing guidelines of Haladyna, Downing and Rodriguez (2002),
the finding that three options are enough (Rodriguez 2005), and this course's own rule that the
kindest option must not be the key by habit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby

from borderrights import model
from borderrights.errors import Diagnostic
from borderrights.lint.rule import items_of, problem, rule
from borderrights.markup import Refs, parse_text, to_plain
from borderrights.project import Bank, Project

MIN_FEEDBACK_WORDS = 8
_WHICH_TRUE = re.compile(r"\bwhich of the following\b|\bis (true|correct|false)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(not|except|never|least)\b", re.IGNORECASE)
_EMPHASISED = re.compile(r"\*+(not|except|never|least)\*+", re.IGNORECASE)
_ABOVE = re.compile(r"\b(all|none|both) of (the above|these|them)\b", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\b(always|never)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ASCII_WORD = re.compile(r"[a-zA-Z]+(?:['-][a-zA-Z]+)*")
_NO_REFS = Refs()


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """Return a text field without its marks; a role counts as the id it names."""
    return to_plain(parse_text(text), _NO_REFS)


@lru_cache(maxsize=1 << 15)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text field in small letters."""
    content = plain(text)
    found = (_ASCII_WORD if content.isascii() else _WORD).findall(content)
    # No word holds a space, so that all can be put in small letters at once.
    return tuple(" ".join(found).lower().split())


def feedbacks(item: model.AnyItem) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield the place, the part's name and the feedback of everything that can be chosen."""
    fields = vars(item)
    for name in ("options", "left"):
        for index, part in enumerate(fields.get(name, ())):
            word = "left entry" if name == "left" else "option"
            yield (name, index, "feedback"), f"{word} '{part.id}'", part.feedback
    for n, node in enumerate(fields.get("nodes", ())):
        for c, choice in enumerate(node.choices):
            place = ("nodes", n, "choices", c, "comment")
            yield place, f"choice '{choice.id}' of node '{node.id}'", choice.comment


@rule
def feedback(project: Project) -> Iterator[Diagnostic]:
    """Feedback says something, says it once, and the right option's cites a provision."""
    for bank, index, item in items_of(project):
        seen: dict[str, str] = {}
        for place, part, text in feedbacks(item):
            at = ("items", index, *place)
            count = len(words(text))
            if count < MIN_FEEDBACK_WORDS:
                message = f"feedback of {part} of item '{item.id}' has {count} words"
                hint = "say what is right in it, which fact decides, and what follows"
                yield problem(project, bank.path, at, "short-feedback", message, hint)
            if plain(text) in seen:
                message = (
                    f"feedback of {part} of item '{item.id}' repeats that of {seen[plain(text)]}"
                )
                hint = "say what is special about this one"
                yield problem(project, bank.path, at, "same-feedback", message, hint)
            seen.setdefault(plain(text), part)
        yield from _cites(project, bank, index, item)


def _cites(project: Project, bank: Bank, index: int, item: model.AnyItem) -> Iterator[Diagnostic]:
    if isinstance(item, (model.Single, model.Multiple)):
        right = [o.feedback for o in item.options if o.id in item.key]
        if isinstance(item, model.Single):
            right = [o.feedback for o in item.options if o.id == item.key]
    elif isinstance(item, (model.Order, model.Match, model.Judgement, model.Scenario)):
        right = [text for _, _, text in feedbacks(item)]
    else:
        return
    if right and not any(cites(text) for text in right):
        message = f"no feedback to the right answer of item '{item.id}' cites a provision"
        hint = "name the provision that decides with {std}"
        yield problem(project, bank.path, ("items", index), "feedback-cites", message, hint)


def cites(text: str) -> bool:
    """Say whether a text field names a provision."""
    return "{std}" in text and any(
        node.kind == "role" and node.attrs["name"] == "std" for node in parse_text(text).walk()
    )


@rule
def options(project: Project) -> Iterator[Diagnostic]:
    """A single item has three or four options, none of them "all of the above"."""
    for bank, index, item in items_of(project):
        if isinstance(item, model.Single):
            if not 3 <= len(item.options) <= 4:
                message = f"item '{item.id}' has {len(item.options)} options"
                hint = "give three or four; never pad with one that nobody would choose"
                place = ("items", index, "options")
                yield problem(project, bank.path, place, "option-count", message, hint)
            key = next((o for o in item.options if o.id == item.key), None)
            if key and not key.move:
                message = f"the right option of item '{item.id}' has no 'move'"
                hint = "say what it does: act, ask, decide, refer, inform, record or refuse"
                yield problem(
                    project, bank.path, ("items", index, "key"), "key-move", message, hint
                )
            yield from _absolute(project, bank, index, item)
        for o, option in enumerate(vars(item).get("options", ())):
            if _ABOVE.search(plain(option.text)):
                message = f"option '{option.id}' of item '{item.id}' speaks of other options"
                hint = "options are shuffled; write each so that it stands alone"
                at = ("items", index, "options", o)
                yield problem(project, bank.path, at, "option-above", message, hint)


def _absolute(project: Project, bank: Bank, index: int, item: model.Single) -> Iterator[Diagnostic]:
    absolute = {o.id: bool(_ABSOLUTE.search(plain(o.text))) for o in item.options}
    if absolute.get(item.key) and not any(v for k, v in absolute.items() if k != item.key):
        message = f"in item '{item.id}' the right option is alone in saying always or never"
        hint = "take the word out, or let a wrong option be as absolute"
        yield problem(project, bank.path, ("items", index, "key"), "absolute-key", message, hint)


@rule
def prompts(project: Project) -> Iterator[Diagnostic]:
    """A prompt is a question that stands alone; a negative one shows its negation."""
    for bank, index, item in items_of(project):
        if not isinstance(item, (model.Single, model.Multiple)):
            continue
        place = ("items", index, "prompt")
        text = plain(item.prompt)
        if not text.rstrip().endswith("?"):
            message = f"the prompt of item '{item.id}' is no question"
            hint = "end it with a question that can be answered with the options covered"
            yield problem(project, bank.path, place, "prompt-question", message, hint)
        if _WHICH_TRUE.search(text):
            message = f"the prompt of item '{item.id}' asks which statement is true"
            hint = "ask what to do, what to decide or what follows"
            yield problem(project, bank.path, place, "prompt-true", message, hint)
        if _NEGATIVE.search(text) and not _EMPHASISED.search(item.prompt):
            message = f"the prompt of item '{item.id}' is negative"
            hint = "turn it round, or emphasise the word: *not*"
            yield problem(project, bank.path, place, "prompt-negative", message, hint)


@rule
def cues(project: Project) -> Iterator[Diagnostic]:
    """No rare word leads from the prompt to the right option."""
    by_item = groupby(project.item_texts, key=lambda found: (found.path, found.place[1]))
    frequency = Counter(
        chain.from_iterable(
            set(chain.from_iterable(words(found.text) for found in group)) for _, group in by_item
        )
    )
    for bank, index, item in items_of(project):
        if not isinstance(item, model.Single):
            continue
        asked = set(words(item.prompt))
        by_id = {option.id: set(words(option.text)) for option in item.options}
        others: set[str] = set().union(*(w for i, w in by_id.items() if i != item.key))
        shared = {
            word
            for word in asked & by_id.get(item.key, set()) - others
            if len(word) >= 6 and frequency[word] <= 3
        }
        if shared:
            message = f"prompt and right option of item '{item.id}' share '{min(shared)}'"
            hint = "say it in another word in one of the two"
            place = ("items", index, "prompt")
            yield problem(project, bank.path, place, "cue-word", message, hint)


@rule
def grounds(project: Project) -> Iterator[Diagnostic]:
    """The key of a scored item rests on a provision read in its text, and on none unchecked."""
    if project.instruments is None:
        return
    checked = {provision.id: provision.checked for _, provision in project.provisions()}
    for bank, index, item in items_of(project):
        if isinstance(item, model.Reflection):
            continue
        marks = [checked.get(ident) for ident in item.standards]
        place = ("items", index, "standards" if item.standards else "id")
        if "text" not in marks and None not in marks:
            message = f"item '{item.id}' rests on no provision that was read in its text"
            hint = "name the provision that decides, and read it"
            yield problem(project, bank.path, place, "key-ground", message, hint)
        if "no" in marks:
            worst = item.standards[marks.index("no")]
            message = f"item '{item.id}' rests on '{worst}', which nobody has checked"
            hint = "check it, or rest the key on another provision"
            yield problem(project, bank.path, place, "key-unchecked", message, hint)


@rule
def registry(project: Project) -> Iterator[Diagnostic]:
    """A mark in the registry says where the text was read, or why it was not."""
    for path, tree in project.trees.items():
        if not path.startswith("book/standards/") or project.instruments is None:
            continue
        for i, instrument in enumerate(tree.value["instruments"]):
            for j, provision in enumerate(instrument.get("provisions") or ()):
                line = project.line(path, "instruments", i, "provisions", j)
                name = f"provision '{provision['id']}'"
                if provision["checked"] == "text" and not provision.get("read_in"):
                    hint = "write 'read_in:' and the place in the text"
                    yield Diagnostic(
                        path, line, "read-in", f"{name} says not where it was read", hint
                    )
                if provision["checked"] == "secondary" and not provision.get("why"):
                    hint = "write 'why:' and what was read instead"
                    message = f"{name} says not why its text was not read"
                    yield Diagnostic(path, line, "read-in", message, hint)
