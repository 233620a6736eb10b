"""What the browser loads: small, stable, free of imports, and legible in both colour schemes."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files

import pytest

from borderrights.frontend import page_script, style, widget_module
from borderrights.strings import catalogue

ASSETS = files("borderrights") / "assets"
BUDGET = 20_000


def source(name: str) -> str:
    """Return a file of the assets, or all files of a folder in a row."""
    place = ASSETS / name
    if place.is_dir():
        files = sorted(place.iterdir(), key=lambda file: file.name)
        return "".join(file.read_text(encoding="utf-8") for file in files)
    return place.read_text(encoding="utf-8")


def test_script_and_style_stay_within_their_budget() -> None:
    size = sum(len(gzip.compress(text.encode(), 9)) for text in (page_script(), style()))
    assert size <= BUDGET, f"{size} bytes"


def test_the_page_loads_a_classic_script_and_jupyter_a_module() -> None:
    for name in ("quiz", "page.js"):
        assert not re.search(r"^\s*(import|export)\b", source(name), re.MULTILINE)
    assert page_script().startswith("(function () {") and "export" not in page_script()
    assert widget_module().endswith("export default { render };\n")
    assert "localStorage" not in widget_module()


def test_nothing_in_it_breaks_the_policy_or_speaks_to_the_console() -> None:
    for name in ("quiz", "page.js"):
        text = source(name)
        assert not re.search(r"\beval\(|new Function|console\.|document\.write", text)
        assert "http:" not in text and "https:" not in text
    assert source("quiz").count("innerHTML") == 1, "only for our own rendered HTML"
    assert "url(" not in style() and "@import" not in style()


def test_every_word_that_the_script_says_is_in_the_catalogue_and_the_other_way_round() -> None:
    text = source("quiz") + source("page.js")
    words = {key.removeprefix("js.") for key in catalogue() if key.startswith("js.")}
    quoted = set(re.findall(r"'([a-z]+(?:-[a-z]+)*)'", text))
    assert words <= quoted, "a word that nobody says"
    said = set(re.findall(r"say\('([a-z-]+)'", text))
    assert said <= words, "a word that is missing"


@pytest.mark.parametrize("make", [page_script, widget_module, style])
def test_same_files_same_bytes(make: object) -> None:
    assert callable(make)
    first = make()
    make.cache_clear()  # type: ignore[attr-defined]
    assert make() == first


# --- colours ------------------------------------------------------------------------------------

GROUNDS = {"light": ["#ffffff"], "dark": ["#131a20", "#131416"]}  # ours, and Furo's
TEXTS = ("ink", "sea", "leaf", "brick")


def schemes() -> dict[str, list[dict[str, str]]]:
    """Return the colours of every block of ``10-tokens.css`` that sets them."""
    blocks = [
        dict(re.findall(r"--br-(\w+): (#[0-9a-f]{3,6});", block))
        for block in source("style/10-tokens.css").split("}")
        if "--br-ink" in block
    ]
    return {"light": blocks[:1], "dark": blocks[1:]}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(char * 2 for char in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_text_and_ground_is_legible(scheme: str) -> None:
    for colours in schemes()[scheme]:
        for ground in [*GROUNDS[scheme], colours["sand"], colours["card"]]:
            for text in TEXTS:
                assert contrast(colours[text], ground) >= 4.5, (text, ground)
        for ground in (colours["meadow"], colours["water"]):
            assert contrast(colours["ink"], ground) >= 4.5
        assert contrast(colours["on"], colours["sea"]) >= 4.5


def test_both_ways_into_the_dark_lead_to_the_same_colours() -> None:
    first, second = schemes()["dark"]
    assert first == second
