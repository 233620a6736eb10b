"""The smaller copy of the theme's style: what it keeps, what it lost, who links which."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from borderrights.frontend import style
from borderrights.sphinxext.pages import tidy
from borderrights.sphinxext.theme import (
    COPY,
    WHOLE,
    Rule,
    classes,
    names_in,
    parse,
    selectors,
    theme_style,
    trim,
)


def flat(rules: list[Rule], around: str = "") -> list[tuple[str, str, str]]:
    """Return group, selector and body of every rule."""
    found = []
    for rule in rules:
        if rule.rules:
            found += flat(list(rule.rules), around + rule.head)
        else:
            found += [(around, one, rule.body) for one in selectors(rule.head)]
    return found


def whole() -> str:
    return (files("furo") / "theme/furo/static" / WHOLE).read_text(encoding="utf-8")


def test_rules_of_unknown_classes_go_and_all_others_stay() -> None:
    css = (
        "a,.gone b{color:red}.gone{x:y}.kept.gone{x:y}.kept>a{x:y}"
        "@media print{.gone{x:y}}@media(x){.kept{x:y}.gone{x:y}}p:not(.gone){x:y}"
        '[href=".gone"]{content:"}.gone{"}'
    )
    made = trim(css, frozenset({"kept"}))
    assert made.css == (
        "a{color:red}.kept>a{x:y}@media(x){.kept{x:y}}p:not(.gone){x:y}"
        '[href=".gone"]{content:"}.gone{"}'
    )
    assert made.lost == {"gone"}
    assert made.is_enough_for('<p class="kept">gone</p>')
    assert not made.is_enough_for('<p class="kept gone">')


def test_variables_stay_while_something_uses_them() -> None:
    css = "body{--a:1;--b:var(--a);--c:var(--d);--d:2;--ours:3}p{x:var(--b)}"
    made = trim(css, frozenset(), "q{x:var(--ours)}")
    assert made.css == "body{--a:1;--b:var(--a);--ours:3}p{x:var(--b)}"
    assert made.lost == {"--c", "--d"}
    assert not made.is_enough_for('<p style="color:var(--c)">')


def test_rules_that_ask_for_any_class_are_lost_to_lists_that_need_them() -> None:
    made = trim("dl:not([class]) dt{x:y}dl{x:y}", frozenset())
    assert made.css == "dl{x:y}"
    assert made.is_enough_for('<dl class="br-glance">')
    assert not made.is_enough_for("<dl><dt>")
    assert not made.is_enough_for('<dl class="simple myst">')


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (".a .b>c.d", {"a", "b", "d"}),
        (r".text-align\:left>p", {"text-align:left"}),
        ("p:not(.a,:is(.b)):is(.c) [x='.d']", set()),
    ],
)
def test_classes_of_a_selector(selector: str, expected: set[str]) -> None:
    assert classes(selector) == expected


def test_the_copy_is_small_and_holds_every_rule_in_its_order() -> None:
    copy = theme_style(style())
    assert len(copy.css) < 0.6 * len(whole())
    kept = [(group, one) for group, one, _ in flat(parse(copy.css))]
    rest = iter((group, one) for group, one, _ in flat(parse(whole())))
    assert all(one in rest for one in kept), "a rule was changed or moved"
    assert not re.search(r"\[class", copy.css)


@pytest.mark.slow
def test_every_class_on_a_page_keeps_its_rules(site: Path) -> None:
    """Each page links the whole style, or a copy without a rule for anything that it shows."""
    rules = [(group, one) for group, one, _ in flat(parse(whole()))]
    kept = {(group, one) for group, one, _ in flat(parse((site / "_static" / COPY).read_text()))}
    lean = 0
    for file in site.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        if "_static/styles/furo.css" in html or "http-equiv" in html:  # whole, or a way on
            continue
        lean += 1
        assert f"_static/{COPY}" in html, file
        shown = names_in(html)
        for group, one in rules:
            # A description list of ours has a style of ours for what such a rule would set.
            if (group, one) not in kept and "[class" not in one:
                assert not classes(one) <= shown, (file, one)
        assert "[class" not in shown, file
    assert lean > 20


def test_a_page_loses_indentation_but_no_character_of_a_script_or_listing() -> None:
    script = "<script>\n  a;\n</script>"
    assert tidy(f"<p>\n    a\n\n  b</p>{script}<pre>\n  x\n</pre>\n  c") == (
        f"<p>\na\nb</p>{script}<pre>\n  x\n</pre>\nc"
    )
