"""axe-core 4.14.1 (MPL-2.0, in ``vendor``), the engine that the field measures accessibility by."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

RUN = """async () => {
    const result = await axe.run(document, {resultTypes: ['violations']});
    return result.violations.flatMap(found =>
        found.nodes.map(node => `${found.id}: ${node.html.slice(0, 200)}`));
}"""


@cache
def engine() -> str:
    """Return the script of axe-core."""
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return every violation of any rule and impact on the page as it is now."""
    page.evaluate(engine())
    found: list[str] = page.evaluate(RUN)
    return found
