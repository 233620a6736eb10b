"""Whatever stands in a file: a project and diagnostics come out, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderrights.lint import check
from builders import FOLDER, KEYS, QUIZ, Curriculum, curriculum

FILES = [
    "_toc.yml",
    "book/glossary.yml",
    "book/plan.yml",
    "book/standards/10-rules.yml",
    f"{FOLDER}/module.yml",
    f"{FOLDER}/lesson.md",
    f"{FOLDER}/handout.md",
    f"{FOLDER}/in-charge.md",
    f"{FOLDER}/trainer.md",
    f"{FOLDER}/figures/who-first.yml",
    QUIZ,
    KEYS,
]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Curriculum]:
    """One curriculum for all examples of this module; each example mends what it breaks."""
    yield curriculum(tmp_path_factory.mktemp("any") / "curriculum")


def check_with(ours: Curriculum, name: str, content: bytes) -> None:
    before = ours.path(name).read_bytes()
    try:
        ours.write(name, content)
        _, found = check(ours.root)
        assert found == sorted(set(found))
        for problem in found:
            line = str(problem)
            assert problem.line >= 1 and problem.message and problem.hint
            assert line.isprintable(), line
    finally:
        ours.write(name, before)


def test_the_curriculum_is_clean_before(ours: Curriculum) -> None:
    assert ours.check() == []


WORDS = (
    "--- |: |- |id: a |{ |} |[ |] |? |&a |*a |!!str |<<: |yes |12:30 |.nan |# |null |kind: single "
    "|items: |terms: |instruments: |modules: |root: |parts: |responses: |plan: [] |title: x |(a)= "
    "|## Steps |```{item} |:::{case} |{std}` |` |0000000000000000000 |\u2028é😀\u202e "
)
PIECES = st.sampled_from(
    [
        *(word.encode() for word in WORDS.split("|")),
        *(b"\n", b"  ", b"\t", b'"', b"'", b"|", b"\xff", b"\x00", b"\r\n", b"\xef\xbb\xbf"),
    ]
)


@settings(max_examples=40)
@given(name=st.sampled_from(FILES), content=st.binary(max_size=60))
def test_any_bytes(ours: Curriculum, name: str, content: bytes) -> None:
    check_with(ours, name, content)


@settings(max_examples=50)
@given(name=st.sampled_from(FILES), pieces=st.lists(PIECES, max_size=25))
def test_any_pieces(ours: Curriculum, name: str, pieces: list[bytes]) -> None:
    check_with(ours, name, b"".join(pieces))


@settings(max_examples=70)
@given(data=st.data())
def test_any_edit_of_a_valid_file(ours: Curriculum, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    content = ours.path(name).read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.sampled_from([0, 1, 2, 5, 20, 200]))
        new = data.draw(st.one_of(st.binary(max_size=3), PIECES))
        content = content[:start] + new + content[start + length :]
    check_with(ours, name, content)


@settings(max_examples=50)
@given(data=st.data())
def test_any_exchange_of_lines_of_a_valid_file(ours: Curriculum, data: st.DataObject) -> None:
    name = data.draw(
        st.sampled_from([QUIZ, QUIZ, KEYS, f"{FOLDER}/module.yml", f"{FOLDER}/trainer.md"])
    )
    lines = ours.path(name).read_bytes().split(b"\n")
    for _ in range(data.draw(st.integers(1, 4))):
        one, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        action = data.draw(st.sampled_from(["swap", "drop", "double"]))
        if action == "swap":
            lines[one], lines[other] = lines[other], lines[one]
        elif action == "double":
            lines.insert(one, lines[other])
        elif len(lines) > 1:
            del lines[one]
    check_with(ours, name, b"\n".join(lines))
