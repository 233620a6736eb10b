"""The printed documents, read back from the PDF: words, tags, fonts, bytes."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest

from borderrights import model
from borderrights.errors import BorderRightsError
from borderrights.markup import Refs, parse_page
from borderrights.markup.refs import Answer, Point, Ref
from borderrights.render import handout
from borderrights.render.handout import Document, ModuleSources, compile, documents
from borderrights.render.sheets import items, order_shown, partners_shown
from borderrights.shuffle import shuffled

ODD = '#import "x": * $x^2$ @label <b>bold</b> C:\\temp "q" // no /* c */ #{1+1} ~ = - é ß ж `'
SECRET = "SECRETFEEDBACK"

FIGURE = {
    "kind": "ladder",
    "title": "May I look?",
    "alt": "Two questions decide whether to look.",
    "steps": [
        {
            "id": "law",
            "ask": "Does a law name it?",
            "yes": "next",
            "no": {"end": "stop", "text": "Give it back."},
        },
        {
            "id": "ok",
            "ask": "Is it approved?",
            "yes": {"end": "go", "text": "Look."},
            "no": {"end": "ask", "text": "Get approval."},
        },
    ],
}

HANDOUT = f"""
{ODD.removesuffix(" `")}

# A level that is too high

#### A level that is too low

- [ ] A task with {{fill}}`a number`
- [x] A task that is done
- An entry, {{std}}`law-1`, {{term}}`refoulement`

1. First
2. Second [link](https://example.org) and [relative](other.md)

| If | Then |
|---|---|
| cell one | cell {{fill}}`two` |

:::{{say}}
"Words to say"
:::

:::{{note}}
A note.
:::

{{national}}`max-days`

```{{drawing}} look
```
"""

TRAINER = """
## Steps

### First step

Prose of the first step.

### Second step

Prose of the second.
"""

FIRST = {"id": "s1", "title": "First step", "minutes": 10, "short": 5, "mode": "input"}
SECOND = {"id": "s2", "title": "Second step", "minutes": 25, "short": 0, "mode": "practice"}


def common(name: str, kind: str) -> dict[str, object]:
    return {
        "id": name,
        "kind": kind,
        "use": "quiz",
        "objective": "do-it",
        "level": "apply",
        "context": "office",
        "audiences": ["judges"],
        "standards": ["law-1"],
    }


def options(*texts: str) -> list[dict[str, object]]:
    return [
        {"id": letter, "text": text, "feedback": f"{SECRET} {letter}"}
        for letter, text in zip("abcdef", texts, strict=False)
    ]


def choice(name: str, goto: str, points: int, **rest: object) -> dict[str, object]:
    return {
        "id": name,
        "text": f"Choice {name}",
        "why": "Because.",
        "consequence": f"Consequence to {goto}",
        "comment": f"Comment {points}",
        "goto": goto,
        "points": points,
        **rest,
    }


QUIZ = {
    "module": "odd-things",
    "pass_mark": 80,
    "items": [
        {**common("q-reflect", "reflection"), "prompt": "What will you do?", "promise": True},
        {
            **common("q-one", "single"),
            "vignette": ODD,
            "prompt": "Which **one**?",
            "key": "b",
            "options": options("Alpha", ODD, "Gamma"),
        },
        {
            **common("q-many", "multiple"),
            "prompt": "Which ones?",
            "key": ["a", "c"],
            "options": options("Red", "Green", "Blue"),
        },
        {
            **common("q-order", "order"),
            "prompt": "In which order?",
            "options": options("Step one", "Step two", "Step three", "Step four"),
        },
        {
            **common("q-match", "match"),
            "prompt": "What goes together?",
            "left": options("Left one", "Left two"),
            "right": [{"id": n, "text": f"Right {n}"} for n in ("r1", "r2", "r3")],
            "key": {"a": "r1", "b": "r3"},
        },
        {
            **common("q-judge", "judgement"),
            "prompt": "How good?",
            "scale": list(model.SCALE),
            "panel": None,
            "options": [
                {**o, "key": key}
                for o, key in zip(options("Wait", "Act"), ("poor", "very-good"), strict=True)
            ],
        },
        {
            **common("q-story", "scenario"),
            "title": "The night shift",
            "start": "n1",
            "flags": [{"id": "asked", "label": "You asked"}],
            "nodes": [
                {
                    "id": "n1",
                    "text": "It is late.",
                    "choices": [
                        choice("a", "n2", 2, sets="asked"),
                        choice("b", "n2", 0),
                    ],
                },
                {
                    "id": "n2",
                    "text": "Later.",
                    "choices": [
                        choice("a", "e1", 3, needs="asked"),
                        choice("b", "e2", 0, unless="asked"),
                        choice("c", "e2", 1),
                    ],
                },
                {"id": "e1", "ending": "met", "text": "Good."},
                {"id": "e2", "ending": "harm", "text": "Bad."},
            ],
        },
        {
            **common("q-lesson", "single"),
            "use": "lesson",
            "prompt": "Not on the sheet?",
            "key": "a",
            "options": options("Yes, so", "No, so"),
        },
    ],
}

MODULE = {
    "id": "odd-things",
    "number": 7,
    "title": "Odd things",
    "audiences": ["judges"],
    "summary": "A module of odd things.",
    "minutes": {"self-study": 10, "classroom": 35, "short": 5},
    "objectives": [{"id": "do-it", "text": "Do it", "level": "apply"}],
    "standards": ["law-1"],
    "national_law": [{"id": "max-days", "ask": "How many days?", "floor": "law-1"}],
}


@cache
def sources() -> ModuleSources:
    trainer = {
        "title": "Session plan: odd things",
        "plan": [FIRST, SECOND],
        "observer": [{"look_for": "Looks", "yes": "Sees", "no": "Misses"}],
    }
    return ModuleSources(
        module=model.Module.model_validate(MODULE),
        quiz=model.Quiz.model_validate(QUIZ),
        handout=(model.PageFront(title="Do the odd thing"), parse_page(HANDOUT)),
        in_charge=(model.PageFront(title="For the chief"), parse_page("## Ask\n\n- Why?\n")),
        trainer=(model.TrainerFront.model_validate(trainer), parse_page(TRAINER)),
        figures={"look": model.Ladder.model_validate(FIGURE)},
        refs=Refs(
            {"law-1": Ref("Law, article 1", "a paraphrase")},
            {"refoulement": Ref("Non-refoulement", "a definition")},
            {"max-days": Point("How many days?", "law-1", "Law, article 1")},
        ),
        version="1.2.3",
        date=datetime.date(2025, 6, 1),
    )


@cache
def made() -> dict[str, tuple[Document, bytes]]:
    return {d.name: (d, compile(d)) for d in documents(sources(), names=True)}


@cache
def read(name: str) -> str:
    return words(made()[name][1])


def words(pdf: bytes) -> str:
    """Return the text of a PDF with every run of space as one, hyphenation undone."""
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", text.replace("\u00ad\n", "").replace("\u00a0", " "))


def tags(pdf: bytes) -> list[pikepdf.Dictionary]:
    """Return the elements of the structure tree in reading order."""

    def below(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from below(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            if "/K" in node:
                yield from below(node.K)

    # The file has to outlive the elements that are read from it.
    return list(below(opened(pdf).Root.StructTreeRoot.K))


@cache
def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


NAMES = [
    "handout",
    "in-charge",
    "quiz-sheet",
    "scenario-cards",
    "quiz-key",
    "scenario-debrief",
    "session-plan",
]


def test_there_are_seven_documents_three_of_them_for_trainers():
    assert list(made()) == NAMES
    trainers = [name for name, (d, _) in made().items() if d.audience == "trainer"]
    assert trainers == ["quiz-key", "scenario-debrief", "session-plan"]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_tagged_pdf_ua_with_title_language_and_author(name: str):
    pdf = opened(made()[name][1])
    with pdf.open_metadata() as meta:
        assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert str(pdf.Root.Lang) == "en"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.docinfo.Title).startswith("Module 7, Odd things: ")
    assert str(pdf.docinfo.Author) == "Human Rights at International Borders"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


@pytest.mark.parametrize("name", NAMES)
def test_headings_begin_at_one_and_skip_no_level(name: str):
    levels = [int(str(t.S)[2]) for t in tags(made()[name][1]) if re.match(r"/H\d", str(t.S))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_a_header_row_and_every_figure_a_text(name: str):
    kinds = [str(t.S) for t in tags(made()[name][1])]
    assert kinds.count("/Table") == kinds.count("/THead")
    assert kinds.count("/Table") == 0 or "/TH" in kinds
    for tag in tags(made()[name][1]):
        if str(tag.S) == "/Figure":
            assert "Two questions decide whether to look." in str(tag.Alt)
            assert "No: Stop – Give it back." in str(tag.Alt)
    expected = {"handout": 1, "session-plan": 1}
    assert kinds.count("/Figure") == expected.get(name, 0)


@pytest.mark.parametrize("name", NAMES)
def test_every_font_is_embedded(name: str):
    pdf = made()[name][1]
    fonts = [o for o in opened(pdf).objects if _is(o, "/FontDescriptor")]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font or "/FontFile3" in font


def _is(thing: object, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def test_a_letter_that_no_font_has_is_an_error_that_names_it():
    page = parse_page("The sign \U0001f6c2 is in no font.")
    odd = _with(in_charge=(model.PageFront(title="T"), page))
    document = next(d for d in documents(odd) if d.name == "in-charge")
    with pytest.raises(BorderRightsError, match=r"in-charge: .*could not be displayed"):
        compile(document)


def _with(**changes: object) -> ModuleSources:
    from dataclasses import replace

    return replace(sources(), **changes)  # type: ignore[arg-type]


def test_hostile_text_comes_out_as_text():
    shown = re.sub(r"\s+", " ", ODD)
    assert shown.removesuffix(" `") in read("handout")
    assert read("quiz-sheet").count(shown) == 2, "vignette and option"
    assert shown in read("quiz-key")


def test_a_handout_has_its_parts():
    text = read("handout")
    for part in (
        "Do the odd thing",
        "A task with a number",
        "An entry, Law, article 1, Non-",
        "1. First",
        "Second link and relative",
        "cell one",
        "Say aloud",
        '"Words to say"',
        "National law decides How many days? It may not go below: Law, article 1",
        "Write your law here:",
        "Does a law name it?",
        "Training material, not legal advice · CC BY 4.0 · version 1.2.3",
        "Page 1 of",
        "Module 7 · Odd things · handout Judges",
    ):
        assert part in text, part
    links = [
        a.A.URI for page in opened(made()["handout"][1]).pages for a in page.get("/Annots", [])
    ]
    assert [str(link) for link in links] == ["https://example.org"]


def test_an_answer_of_national_law_takes_the_place_of_the_lines():
    refs = Refs(
        points={
            "max-days": Point(
                "How many days?", "law-1", "L", Answer("Here", "Two days.", "Act, 1", "2026-01-01")
            )
        }
    )
    text = words(compile(documents(_with(refs=refs))[0]))
    assert "Two days." in text and "Write your law here" not in text


def test_a_sheet_asks_everything_and_tells_nothing():
    text = read("quiz-sheet")
    assert "Question 6" in text and "Question 7" not in text
    for part in (
        "Name",
        "Date",
        "Which one?",
        "Tick every right answer.",
        "Partners to choose from",
    ):
        assert part in text
    for part in ("Very poor", "Very good", "What I will do", "By when", "For practice only"):
        assert part in text
    for leak in (SECRET, "Right ", "Not right", "article 1", "Not on the sheet", "night shift"):
        assert leak not in text.replace("Right r", ""), leak
    assert text.index("How good?") < text.index("What will you do?"), "reflections come last"


def test_a_sheet_holds_no_key_in_its_data():
    held = str(next(d for d, _ in made().values() if d.name == "quiz-sheet").data)
    assert SECRET not in held and "'key'" not in held and "'right': True" not in held


def test_names_are_asked_for_on_request_only():
    sheet = next(d for d in documents(sources()) if d.name == "quiz-sheet")
    assert "Name" not in words(compile(sheet))


def test_a_key_has_answers_feedback_and_provisions():
    text = read("quiz-key")
    assert "For trainers only" in text
    assert "B Right" in text and "A Not right Alpha" in text
    assert text.count(SECRET) == 3 + 3 + 4 + 2 + 2
    assert "Source: Law, article 1" in text
    assert "A, C 1" in text and "A: Poor; B: Very good practice" in text
    quiz = {item.id: item for item in sources().quiz.items}
    order, match = quiz["q-order"], quiz["q-match"]
    assert isinstance(order, model.Order) and isinstance(match, model.Match)
    letters = ["ABCD"[order_shown(order).index(step)] for step in "abcd"]
    assert f"4 {', '.join(letters)}"[2:] in text
    partner = "ABC"[partners_shown(match).index("r3")]
    assert f"2 goes with {partner}" in text


def test_sheet_and_key_number_the_same_questions():
    sheet, key = (re.findall(r"Question \d+", read(name)) for name in ("quiz-sheet", "quiz-key"))
    assert sheet[:-1] == key, "the last one is the reflection"
    assert [item.kind for item in items(sources())][-1] == "reflection"


def test_cards_keep_points_for_the_debrief():
    text = read("scenario-cards")
    cards, happens = text.split("What happens", 1)
    debrief = read("scenario-debrief")
    assert "Card 4" in cards and "Read 2C, page" in cards and "The end: Harm done" in cards
    assert "Only if “You asked” is ticked." in cards and "is not ticked" in cards
    assert "Consequence" not in cards and "Comment" not in cards and "Points" not in cards
    assert "Consequence to n2 Tick “You asked”. Go to card 2, page 1" in happens
    assert "Comment" not in happens and "Points" not in happens
    assert "Choice a Points: 2 Comment 2" in debrief
    assert "Card 1, choice A; Card 2, choice A (Points: 5)" in debrief


def test_cards_jump_by_links():
    pdf = opened(made()["scenario-cards"][1])
    jumps = [
        a for page in pdf.pages for a in page.get("/Annots", []) if "/URI" not in str(a.get("/A"))
    ]
    assert len(jumps) >= 10, "from five choices to what happens, and from there to a card"


def test_without_a_scenario_there_are_no_cards():
    quiz = sources().quiz
    left = tuple(item for item in quiz.items if item.kind != "scenario")
    short = _with(quiz=quiz.model_copy(update={"items": left}))
    assert "scenario-cards" not in [d.name for d in documents(short)]


def test_two_scenarios_stand_in_one_document_and_may_begin_anywhere():
    quiz = sources().quiz
    story = next(item for item in quiz.items if isinstance(item, model.Scenario))
    turned = story.model_copy(update={"id": "q-other", "nodes": story.nodes[::-1]})
    both = _with(quiz=quiz.model_copy(update={"items": (*quiz.items, turned)}))
    text = words(compile(next(d for d in documents(both) if d.name == "scenario-cards")))
    assert text.count("The night shift") == 2
    assert "Go to card 4, page" in text.split("The night shift")[2]


def test_a_long_text_flows_over_pages_and_loses_nothing():
    long = " ".join(f"word{n}" for n in range(1500))
    quiz = sources().quiz
    items = tuple(item.model_copy(update={"vignette": long}) for item in quiz.items[1:3])
    sheet = next(
        d
        for d in documents(_with(quiz=quiz.model_copy(update={"items": items})))
        if d.name == "quiz-sheet"
    )
    assert words(compile(sheet)).count("word1499") == 2


def test_a_session_plan_adds_up():
    text = read("session-plan")
    assert "Total 35 5" in text
    assert "First step 10 min · short form 5 min Prose of the first step." in text
    assert "25 min · not in the short form" in text
    assert "Observer sheet" in text and "Looks Sees Misses Yes No" in text
    assert "Figures to copy May I look?" in text


@pytest.mark.parametrize("name", NAMES)
def test_same_input_same_bytes(name: str):
    document, pdf = made()[name]
    assert compile(document) == pdf


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_papers_have_their_sizes(paper: str, size: tuple[int, int]):
    pdf = opened(compile(made()["in-charge"][0], paper))
    assert [round(float(n)) for n in pdf.pages[0].mediabox] == [0, 0, *size]


def test_an_unknown_paper_is_refused():
    with pytest.raises(ValueError, match="a5"):
        compile(made()["in-charge"][0], "a5")


def test_text_is_ten_points_or_more():
    for name, (_, pdf) in made().items():
        sizes: set[float] = set()
        for page in opened(pdf).pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    sizes.add(float(operands[1]))
        assert min(sizes) >= 9, name
        assert all(size >= 10 or size == 9 for size in sizes), (name, sizes)


# --- a folder of them --------------------------------------------------------------------------


def test_a_folder_is_laid_out_and_left_alone_when_nothing_changed(tmp_path: Path):
    paths = handout.write_all([sources()], tmp_path, papers=("a4",))
    assert {p.relative_to(tmp_path).as_posix() for p in paths} == {
        "07-odd-things/handout-a4.pdf",
        "07-odd-things/in-charge-a4.pdf",
        "07-odd-things/quiz-sheet-a4.pdf",
        "07-odd-things/scenario-cards-a4.pdf",
        "trainers/07-odd-things/quiz-key-a4.pdf",
        "trainers/07-odd-things/scenario-debrief-a4.pdf",
        "trainers/07-odd-things/session-plan-a4.pdf",
    }
    before = {path: path.stat().st_mtime_ns for path in paths}
    assert paths[0].read_bytes() == made()["handout"][1]
    paths[1].write_bytes(b"")
    paths[1].unlink()
    changed = _with(handout=(model.PageFront(title="Another title"), parse_page("Text.")))
    assert handout.write_all([changed], tmp_path, papers=("a4",)) == paths[:2]
    anew = [path.stem for path in paths if path.stat().st_mtime_ns != before[path]]
    assert anew == ["handout-a4", "in-charge-a4"]
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and p.suffix not in (".pdf", ".json")]


def test_without_trainers_no_key_stays_behind(tmp_path: Path):
    paths = handout.write_all([sources()], tmp_path, papers=("a4",))
    handout.write_all([sources()], tmp_path, trainer=False, papers=("a4",))
    left = [path for path in paths if "trainers" not in path.parts]
    assert len(left) == 4
    assert sorted(tmp_path.rglob("*.pdf")) == sorted(left)


def test_a_broken_manifest_counts_as_none(tmp_path: Path):
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert len(handout.write_all([sources()], tmp_path, papers=("a4",))) == 7


# --- order that gives nothing away -------------------------------------------------------------


@pytest.mark.parametrize("count", range(2, 9))
def test_a_shuffle_is_stable_complete_and_never_the_given_order(count: int):
    ids = [f"o{n}" for n in range(count)]
    for item in range(200):
        mixed = shuffled(f"item-{item}", ids)
        assert mixed == shuffled(f"item-{item}", ids)
        assert sorted(mixed) == ids and mixed != ids


def test_page_and_paper_letter_the_same_entries():
    question_kinds = pytest.importorskip("borderrights.render.question_kinds")
    quiz = {item.id: item for item in sources().quiz.items}
    order, match = quiz["q-order"], quiz["q-match"]
    assert [step.id for step in question_kinds.steps_shown(order)] == order_shown(order)
    assert [part.id for part in question_kinds.partners_shown(match)] == partners_shown(match)


def test_a_shuffle_is_the_same_for_ever():
    assert shuffled("scr-steps", ["a", "b", "c", "d", "e"]) == ["c", "a", "b", "d", "e"]


# --- the curriculum itself ---------------------------------------------------------------------


def test_real_handouts_are_one_or_two_pages_and_real_sheets_hold_no_feedback():
    from borderrights.load import load_project

    project, _ = load_project(Path(__file__).parent.parent)
    for found in project.modules:
        if not (
            found.module and found.quiz and found.handout and found.in_charge and found.trainer
        ):
            continue
        real = ModuleSources(
            found.module,
            found.quiz,
            (found.handout.front, found.handout.tree),  # type: ignore[arg-type]
            (found.in_charge.front, found.in_charge.tree),  # type: ignore[arg-type]
            (found.trainer.front, found.trainer.tree),  # type: ignore[arg-type]
            found.figures,
            project.refs(found.module),
            "0",
            datetime.date(2025, 6, 1),
        )
        pdfs = {d.name: compile(d) for d in documents(real)}
        assert len(opened(pdfs["handout"]).pages) in (1, 2), found.stem
        assert len(opened(pdfs["in-charge"]).pages) == 1, found.stem
        text = words(pdfs["quiz-sheet"])
        for item in found.quiz.items:
            for place, value in model.texts(item):
                if "feedback" in place:
                    assert re.sub(r"\s+", " ", value)[:40] not in text, item.id
