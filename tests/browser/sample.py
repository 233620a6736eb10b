"""A small made-up quiz with all seven kinds, and a page to show it on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from borderrights.frontend import page_script, style
from borderrights.markup import Refs
from borderrights.markup.refs import Ref
from borderrights.model import Quiz
from borderrights.render.question import QuizKind, quiz_html

REFS = Refs(provisions={"law-1": Ref("Law, article 1", "Everyone is heard before a decision.")})
OBJECTIVES: dict[str, tuple[str, str | None]] = {
    "hear": ("Hear the person", "lesson.html#hear"),
    "decide": ("Decide on facts", "lesson.html#decide"),
}
BASE = {
    "use": "quiz",
    "objective": "hear",
    "level": "apply",
    "context": "desk",
    "audiences": ["all"],
    "standards": ["law-1"],
}


def option(name: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": text, "feedback": f"Why {text.lower()}.", **more}


def choice(name: str, text: str, goto: str, points: int, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "text": text,
        "why": f"{text}, they say.",
        "consequence": f"After {text.lower()}: something happens.",
        "comment": f"Comment on {text.lower()}.",
        "goto": goto,
        "points": points,
        **more,
    }


ITEMS: list[dict[str, Any]] = [
    {
        **BASE,
        "id": "one",
        "kind": "single",
        "vignette": "A family waits at the desk.",
        "prompt": "What comes first?",
        "key": "b",
        "options": [option("a", "Search"), option("b", "Greet"), option("c", "Refuse")],
    },
    {
        **BASE,
        "id": "several",
        "kind": "multiple",
        "prompt": "What belongs in the record?",
        "key": ["a", "c"],
        "options": [option("a", "Time"), option("b", "Rumour"), option("c", "Language")],
    },
    {
        **BASE,
        "id": "steps",
        "kind": "order",
        "objective": "decide",
        "prompt": "In which order?",
        "options": [option("a", "Ask"), option("b", "Listen"), option("c", "Decide")],
    },
    {
        **BASE,
        "id": "pairs",
        "kind": "match",
        "objective": "decide",
        "prompt": "Who does what?",
        "left": [option("x", "Judge"), option("y", "Guard")],
        "right": [
            {"id": "r1", "text": "Screens"},
            {"id": "r2", "text": "Reviews"},
            {"id": "r3", "text": "Legislates"},
        ],
        "key": {"x": "r2", "y": "r1"},
    },
    {
        **BASE,
        "id": "rate",
        "kind": "judgement",
        "prompt": "How good is each response?",
        "scale": ["very-poor", "poor", "good", "very-good"],
        "options": [option("a", "Shout", key="very-poor"), option("b", "Wait", key="good")],
    },
    {
        **BASE,
        "id": "story",
        "kind": "scenario",
        "objective": "decide",
        "title": "A night at the desk",
        "vignette": "You are alone on shift.",
        "start": "n1",
        "flags": [{"id": "asked", "label": "You asked why"}],
        "nodes": [
            {
                "id": "n1",
                "text": "A man asks to speak to you.",
                "choices": [
                    choice("a", "Ask him why", "n2", 2, sets="asked"),
                    choice("b", "Tell him to wait", "n2", 0),
                ],
            },
            {
                "id": "n2",
                "text": "He is back.",
                "choices": [
                    choice("a", "Act on his answer", "e1", 3, needs="asked"),
                    choice("b", "Call the chief", "e2", 1),
                    choice("c", "Send him away", "e3", 0, unless="asked"),
                ],
            },
            {"id": "e1", "ending": "met", "text": "He is heard."},
            {"id": "e2", "ending": "partly", "text": "He waits till morning."},
            {"id": "e3", "ending": "harm", "text": "He is gone."},
        ],
    },
    {**BASE, "id": "think", "kind": "reflection", "prompt": "What will you do?", "promise": True},
]


def quiz(items: list[dict[str, Any]] | None = None) -> Quiz:
    """Return the quiz as a model."""
    return Quiz.model_validate({"module": "sample", "pass_mark": 70, "items": items or ITEMS})


def fragment(items: list[dict[str, Any]] | None = None, kind: QuizKind = "quiz") -> str:
    """Return the quiz as HTML."""
    made = quiz(items)
    return quiz_html(
        made.items,
        module_id=made.module,
        title="Check yourself",
        pass_mark=made.pass_mark,
        objectives=OBJECTIVES,
        refs=REFS,
        kind=kind,
    )


def write_page(folder: Path, body: str, name: str = "index.html", script: bool = True) -> None:
    """Write a page with ``body`` and what it loads."""
    (folder / "page.js").write_text(page_script(), encoding="utf-8")
    (folder / "style.css").write_text(style(), encoding="utf-8")
    tag = '<script src="page.js" defer></script>' if script else ""
    (folder / name).write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quiz</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="style.css">'
        f"<style>body{{background:var(--br-ground);color:var(--br-ink)}}.skip-to-content{{color:var(--br-sea)}}</style>{tag}</head>"
        '<body><a class="skip-to-content" href="#main">Skip to content</a>'
        f'<main id="main"><h1>Module</h1>{body}</main></body></html>',
        encoding="utf-8",
    )
