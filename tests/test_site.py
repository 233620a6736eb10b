"""The built site as files: links, hosts, what learners must not find, the same bytes twice."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from borderrights.load import load_project
from borderrights.markup import Refs, parse_text, to_plain
from borderrights.model import texts
from borderrights.toc import is_for_trainers, write_for_learners
from building import build

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


class Links(HTMLParser):
    """Collects ids, links and whatever a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.inline_scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids[values["id"]] += 1
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if tag in ("script", "img", "iframe", "source") and values.get("src"):
            self.loads.append(values["src"])
        if tag == "script" and not values.get("src") and values.get("type") is None:
            self.inline_scripts += 1
        if tag == "link" and values.get("rel") in ("stylesheet", "icon", "preload", "prefetch"):
            self.loads.append(values["href"])
        assert not any(name.startswith("on") for name in values), f"handler in <{tag}>"


def read(file: Path) -> Links:
    parser = Links()
    parser.feed(file.read_text(encoding="utf-8"))
    return parser


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Links]:
    return {file: read(file) for file in sorted(site.rglob("*.html"))}


def test_every_link_inside_the_site_leads_somewhere(site, pages):
    dead = []
    for file, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if target.is_dir():
                target = target / "index.html"
            if not target.is_file():
                dead.append(f"{file.relative_to(site)} → {link}")
            elif parts.fragment and target.suffix == ".html":
                known = pages[target].ids
                if unquote(parts.fragment) not in known:
                    dead.append(f"{file.relative_to(site)} → {link} (no such place)")

    assert dead == []


def test_ids_are_unique_on_every_page(site, pages):
    twice = {
        str(file.relative_to(site)): [name for name, count in page.ids.items() if count > 1]
        for file, page in pages.items()
    }

    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_nothing_is_loaded_from_another_host(pages):
    foreign = {load for page in pages.values() for load in page.loads if urlsplit(load).netloc}

    assert foreign == set()


def test_lessons_link_their_pdfs_and_their_notebook(site):
    for lesson in site.glob("modules/*/lesson.html"):
        links = read(lesson).links
        stem = lesson.parent.name
        for name in ("handout", "in-charge", "quiz-sheet", "scenario-cards"):
            for paper in ("a4", "us-letter"):
                assert f"../../pdf/{stem}/{name}-{paper}.pdf" in links
        assert f"../../notebooks/{stem}.ipynb" in links


def test_the_site_holds_the_notebooks_of_modules_and_none_of_a_test(site):
    """A notebook of a test holds its keys in plain sight."""
    found = {file.name for file in site.glob("notebooks/*")}
    assert found == {f"{lesson.parent.name}.ipynb" for lesson in site.glob("modules/*/lesson.html")}


def trainer_phrases() -> list[str]:
    """Return beginnings of sentences that stand in trainers' pages only."""
    project, _ = load_project(ROOT)
    phrases = []
    for sources in project.modules:
        body = to_plain(sources.trainer.tree, Refs())
        lines = [line for line in body.split("\n") if len(line.split()) > 8]
        phrases += [" ".join(line.split()[:7]) for line in lines[:12]]
    assert len(phrases) > 20
    return phrases


def feedback_phrases() -> list[str]:
    """Return the beginning of the feedback to every option."""
    project, _ = load_project(ROOT)
    phrases, asked = [], []
    for sources in project.modules:
        for item in sources.quiz.items:
            for place, text in texts(item):
                words = to_plain(parse_text(text), Refs()).split()
                if place[-1] in ("feedback", "comment"):
                    phrases.append(" ".join(words[:6]))
                else:
                    asked.append(" ".join(words))
        for page in (sources.lesson, sources.handout, sources.in_charge):
            asked.append(" ".join(to_plain(page.tree, Refs()).split()))
    # A feedback may repeat words of the situation or of a page; such a beginning marks nothing.
    phrases = [phrase for phrase in phrases if not any(phrase in text for text in asked)]
    assert len(phrases) > 100
    return phrases


def test_the_search_index_holds_no_key_and_no_trainers_text(site):
    """Words that stand only in feedback or on trainers' pages are not in the index."""
    project, _ = load_project(ROOT)
    secret, public = Counter(), Counter()
    word = re.compile(r"[a-z]{3,}")
    for file in sorted((ROOT / "book").rglob("*.md")):
        hidden = "trainers" in file.parts
        (secret if hidden else public).update(word.findall(file.read_text("utf-8").lower()))
    for sources in project.modules:
        for page in sources.pages:
            hidden = page is sources.trainer
            (secret if hidden else public).update(word.findall(page.source.lower()))
            if page.front is not None:  # a title is in the index, a trainer's too: it is no answer
                public.update(word.findall(page.front.title.lower()))
        public.update(word.findall((sources.module.model_dump_json() + sources.stem).lower()))
        for item in sources.quiz.items:
            for place, text in texts(item):
                hidden = place[-1] in ("feedback", "comment", "consequence")
                (secret if hidden else public).update(word.findall(text.lower()))
    for file in (ROOT / "book").rglob("*.yml"):
        public.update(word.findall(file.read_text("utf-8").lower()))
    index = (site / "searchindex.js").read_text("utf-8").lower()
    only_secret = [name for name in secret if name not in public and len(name) > 6]
    from Stemmer import Stemmer

    stem = Stemmer("porter").stemWord  # the one that Sphinx takes for English
    public_stems = {stem(name) for name in public}
    marked = [name for name in only_secret if stem(name) not in public_stems]
    assert len(marked) > 50

    found = [name for name in marked if f'"{stem(name)}":' in index or f",{stem(name)}:" in index]

    assert found == []


def test_without_trainers_no_artefact_holds_a_trainers_page(learner_site):
    names = [str(file.relative_to(learner_site)) for file in learner_site.rglob("*")]
    pages = [name.removesuffix(".html") for name in names if name.endswith(".html")]
    assert [name for name in pages if is_for_trainers(name)] == []
    assert [name for name in names if "pdf/trainers" in name] == []
    assert [name for name in names if "quiz-key" in name or "session-plan" in name] == []

    phrases = trainer_phrases()
    for file in learner_site.rglob("*"):
        if file.suffix in (".html", ".js", ".ipynb", ".json", ".txt", ".inv"):
            text = " ".join(file.read_text("utf-8", errors="replace").split())
            found = [phrase for phrase in phrases if phrase in text]
            assert found == [], file


def test_a_build_without_trainers_takes_away_what_one_with_them_left(site, tmp_path):
    shutil.copytree(site.parents[1], tmp_path / "book")
    toc = tmp_path / "toc.yml"
    write_for_learners(ROOT, toc)

    build(tmp_path / "book", "--toc", str(toc))

    left = [file for file in (tmp_path / "book" / "_build" / "html").rglob("*") if file.is_file()]
    names = [str(file.relative_to(tmp_path)) for file in left]
    assert [name for name in names if "trainer" in name] == []
    assert [name for name in names if name.endswith("lesson.html")]


def test_pdfs_for_learners_hold_no_feedback_and_no_trainers_text(learner_site):
    from pypdf import PdfReader

    phrases = [re.sub(r"\W+", "", phrase) for phrase in feedback_phrases() + trainer_phrases()]
    files = sorted(learner_site.glob("pdf/*/*.pdf"))
    modules = len(list(learner_site.glob("modules/*/lesson.html")))
    carried = len(list((ROOT / "book" / "carry").glob("*.md")))
    assert len(files) == 2 * (4 * modules + carried)  # four documents a module, on two papers

    for file in files:
        text = re.sub(r"\W+", "", "".join(page.extract_text() for page in PdfReader(file).pages))
        assert [phrase for phrase in phrases if phrase in text] == [], file


def test_building_twice_gives_the_same_bytes(site, tmp_path):
    build(tmp_path)
    again = tmp_path / "_build" / "html"
    names = {str(f.relative_to(site)) for f in site.rglob("*") if f.is_file()}
    assert {str(f.relative_to(again)) for f in again.rglob("*") if f.is_file()} == names

    differs = [name for name in names if (site / name).read_bytes() != (again / name).read_bytes()]

    assert differs == []
