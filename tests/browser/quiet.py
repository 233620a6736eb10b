"""A page that has to keep quiet: what its console says, and what its policy forbids, is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Page


def listen(page: Page) -> list[str]:
    """Collect console messages, errors and violations of the policy."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " event => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))"
    )
    return said


@contextmanager
def quiet(context: BrowserContext, address: str) -> Iterator[Page]:
    """Open a page; a message in its console fails the test that used it."""
    page = context.new_page()
    said = listen(page)
    page.goto(address)
    yield page
    assert said == []
