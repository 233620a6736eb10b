"""Rules for markdown-it that take a short way where nothing is marked up; the tokens are the same.

Nearly all lines begin with a letter, and nearly all texts hold words and roles only. What the
general rules find out character by character is found here with one search.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_WORDS = r"[^\n\\`*_\[&{]"
_SOFT = r"(?<! )\n[ \t]*(?![ \t])"
_ROLE = r"\{(?P<name>[a-zA-Z0-9_\-+:]+)\}`(?P<content>[^`]+)`"
PIECE = re.compile(f"(?P<text>{_WORDS}+)|(?P<soft>{_SOFT})|{_ROLE}")
"""What inline content without emphasis, code, links and escapes is made of."""
_PIECES = re.compile(f"{_WORDS}*(?:(?:{_SOFT}|{_ROLE}){_WORDS}*)*")
_RUN = re.compile(r"[^\n\\`*_\[\]&{]+")
_INDENT = re.compile(r"[ \t]*")


def is_quick(content: str) -> bool:
    """Say whether ``content`` is made of words, line breaks and roles alone."""
    return _PIECES.fullmatch(content) is not None


def quicken(parser: MarkdownIt) -> None:
    """Give ``parser`` the short ways. Inline tokens that are quick get no children."""
    shorter = ("core", "block", _block), ("core", "inline", _inline), ("inline", "text", _text)
    for chain, name, rule in shorter:
        parser[chain].ruler.at(name, rule)
    parser.block.ruler.before("table", "prose", _prose)


def _inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and not is_quick(token.content):
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _text(state: StateInline, silent: bool) -> bool:
    """Go to the next sign that one of our rules begins or ends with."""
    run = _RUN.match(state.src, state.pos, state.posMax)
    if run is None:
        return False
    if not silent:
        state.pending += run.group()
    state.pos = run.end()
    return True


def _block(state: StateCore) -> None:
    if state.src:
        lines = _Lines(state)
        state.md.block.tokenize(lines, 0, lines.lineMax)


class _Lines(StateBlock):
    """The lines of a source, found without a look at each character."""

    def __init__(self, core: StateCore) -> None:
        super().__init__("", core.md, core.env, core.tokens)
        self.src = core.src
        for marks in (self.bMarks, self.eMarks, self.tShift, self.sCount, self.bsCount):
            marks.clear()
        start, rows = 0, core.src.split("\n")
        if not rows[-1].strip(" \t"):
            rows.pop()
        for row in rows:
            shift = _INDENT.match(row).end() if row[:1] in (" ", "\t") else 0  # type: ignore[union-attr]
            self.bMarks.append(start)
            self.eMarks.append(start + len(row))
            self.tShift.append(shift)
            self.sCount.append(len(row[:shift].expandtabs(4)))
            start += len(row) + 1
        self.lineMax = len(rows)
        self.bsCount.extend([0] * (self.lineMax + 1))
        for marks in (self.bMarks, self.eMarks):
            marks.append(len(core.src))
        for marks in (self.tShift, self.sCount):
            marks.append(0)


def _prose(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    """Take a paragraph that no other rule can claim, as the rule ``paragraph`` would."""
    if not _is_prose(state, start):
        return False
    above, state.parentType = state.parentType, "paragraph"
    rules = state.md.block.ruler.getRules("paragraph")
    after, end = start + 1, state.lineMax
    while after < end and not state.isEmpty(after):
        may_end = 0 <= state.sCount[after] <= state.blkIndent + 3 and not _is_prose(state, after)
        if may_end and any(rule(state, after, end, True) for rule in rules):
            break
        after += 1
    state.line = after
    state.push("paragraph_open", "p", 1).map = [start, after]
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, after, state.blkIndent, False).strip()
    token.map = [start, after]
    token.children = []
    state.push("paragraph_close", "p", -1)
    state.parentType = above
    return True


def _is_prose(state: StateBlock, line: int) -> bool:
    """Say whether a line begins with a letter or role, and is not the head of a table."""
    first = state.src[state.bMarks[line] + state.tShift[line]]
    if not first.isalpha() and first != "{":
        return False
    if line + 1 >= state.lineMax:
        return True
    below = state.bMarks[line + 1] + state.tShift[line + 1]
    return below >= state.eMarks[line + 1] or state.src[below] not in "|-:"
