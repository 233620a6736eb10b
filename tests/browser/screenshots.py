"""Make the pictures of the README from a built site and its PDFs: ``make pictures``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from conftest import ARGS
from find import installed

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
OUT = ROOT / "docs" / "pictures"
STEM = "16-reviewing-detention"


def main() -> None:
    """Write a lesson at desk width, a checked question on a phone, and a page of a handout."""
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=ARGS)
        desk = browser.new_page(viewport={"width": 1180, "height": 760})
        desk.goto((SITE / "modules" / STEM / "lesson.html").as_uri())
        desk.screenshot(path=OUT / "lesson.png")
        phone = browser.new_page(viewport={"width": 390, "height": 844})
        phone.goto((SITE / "quizzes" / f"{STEM}.html").as_uri())
        item = phone.locator(".br-item[data-kind=single]").first
        item.get_by_role("radio").nth(1).check()
        item.get_by_role("button", name="Check", exact=True).click()
        item.scroll_into_view_if_needed()
        phone.screenshot(path=OUT / "quiz-on-a-phone.png")
        browser.close()
    handout = ROOT / "_build" / "pdf" / STEM / "handout-a4.pdf"
    command = ["pdftoppm", "-r", "70", "-png", "-singlefile", "-f", "1", str(handout)]
    subprocess.run([*command, str(OUT / "handout")], check=True)
    sys.stdout.write(f"pictures in {OUT.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
