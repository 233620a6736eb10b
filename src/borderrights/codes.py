"""Every code that a problem can have, each with the sentence that the guide for authors prints.

A code is stable: an author searches for it, and a golden test holds its message.
"""

from __future__ import annotations

CODES: dict[str, str] = {
    "absolute-key": (
        "The right option is the only one that says always or never, which gives it away."
    ),
    "allowance": (
        "An entry of book/allowed.yml lets nothing stand, or something that cannot be let stand."
    ),
    "answer-form": "The answer to a point of national law is more than a paragraph.",
    "bad-address": "An address does not begin with http:// or https://, or has a space in it.",
    "bad-date": "A date is not written as year, month and day with hyphens.",
    "bad-id": "An id has other signs than small letters, digits and single hyphens.",
    "bad-key": (
        "A key names an option, entry or rating that the item does not have, or makes every "
        "option right."
    ),
    "bad-time": "A time is not written in weeks or months, as in 1w or 3m.",
    "bank-size": "A module's bank has fewer than 12 or more than 30 items for lesson and quiz.",
    "byte-order-mark": "The file begins with a byte order mark.",
    "case-length": "The case that opens a lesson has fewer than 80 or more than 150 words.",
    "control-character": "The file holds a character that nobody can see and that no text needs.",
    "cue-word": (
        "Prompt and right option share a rare word of six letters or more that no wrong option has."
    ),
    "empty-file": "The file has nothing in it but white space.",
    "empty-text": "A field that needs words has none.",
    "feedback-cites": "No feedback to the right answer of the item names a provision.",
    "few-items": (
        "An objective has fewer than three scored practice items, or they stand in fewer than "
        "two contexts."
    ),
    "few-lures": (
        "Fewer than a fifth of the items with options have a lure of over-protection, "
        "over-reach or habit."
    ),
    "few-twins": "The bank has fewer than two pairs of twins.",
    "front-matter": "A page that needs front matter has none, or its end is missing.",
    "guessable": (
        "A cheat who sees the options only finds more keys than chance and 15 points, over "
        "ten items or more."
    ),
    "heading-level": "A heading is more than one level below the heading before it.",
    "html-in-text": (
        "A text holds what looks like HTML, which is shown as it is written and never obeyed."
    ),
    "item-feedback": "An option or entry has no feedback.",
    "key-ground": "A scored item rests on no provision whose text was read.",
    "key-move": "The right option of an item with one answer does not say what kind of move it is.",
    "key-position": (
        "More than 45 per cent of the keys of items with one answer stand in the same place."
    ),
    "key-unchecked": "A scored item rests on a provision that nobody has checked.",
    "kind-moves": (
        "In more than a third of a module's items with one answer the right move is to refer "
        "or to inform."
    ),
    "lesson-part": "A lesson has no case, no {glance}, no {drawing} or no {after-lesson}.",
    "lesson-title": "A lesson has no title, or another than its module.",
    "line-ends": "The file has Windows line ends.",
    "link-scheme": "A link leads to something else than http, https, mailto or a relative address.",
    "long-sentence": "A sentence has more than 35 words.",
    "low-levels": "Fewer than half of the scored quiz items are at the level apply or above.",
    "mean-sentence": (
        "The sentences of a file are too long on average: over 20 words in lessons and pages, "
        "18 in handouts and items."
    ),
    "misplaced-item": "A lesson places an item that is not for use in a lesson.",
    "missing-file": "A source that every written module or curriculum has is not there.",
    "missing-key": "A record lacks a key that it must have.",
    "missing-kind": (
        "The bank has no scenario, no reflection, or fewer than two other kinds of item."
    ),
    "near-duplicate": "Two items say nearly the same and are not declared twins.",
    "negatives": "More than one prompt, and more than a tenth of all prompts, is negative.",
    "no-test": "All modules of a track are written, and it has no pre-test and post-test.",
    "not-utf8": "The file is not encoded as UTF-8.",
    "objective-section": "No section of the lesson teaches an objective of the module.",
    "option-above": "An option speaks of other options, although options are shuffled.",
    "option-count": "An item with one answer has fewer than three or more than four options.",
    "page-length": (
        "A handout has fewer than 250 or more than 600 words, or a trainer's page fewer than "
        "800 or more than 1,500."
    ),
    "path-audience": "A path takes a module that is for somebody else.",
    "path-minutes": "The sessions of a day do not add up to its minutes.",
    "path-order": "A path takes a module twice, or before one that it rests on.",
    "path-session": "A session of a path is not exactly one of module, test, break and activity.",
    "plan-headings": (
        "The headings under Steps are not the steps of the session plan in their order."
    ),
    "plan-minutes": "The steps of a session plan do not add up to the minutes of the module.",
    "plan-mismatch": "A module or quiz says something else of itself than book/plan.yml.",
    "plan-practice": "Less than half of the minutes of a session is practice.",
    "plan-section": "A trainer's page lacks one of its sections.",
    "point-number": (
        "A text cites a numbered point of the Principles and Guidelines, which nobody has verified."
    ),
    "prompt-negative": "A prompt is negative and does not emphasise the word that makes it so.",
    "prompt-question": "The prompt of an item with options is no question.",
    "prompt-true": "A prompt asks which statement is true.",
    "quiz-size": "The quiz of a module shows fewer than 12 items.",
    "read-in": "A provision does not say where its text was read, or why it was not.",
    "repeated-id": "Two things of the same kind have the same id.",
    "repeated-key": "A key stands twice in the same mapping.",
    "results-table": "A table of marked sheets lacks a column, or has a cell that is no mark.",
    "same-feedback": "Two options of an item have the same feedback.",
    "scenario-choices": "A decision has fewer than two open choices in some state of its flags.",
    "scenario-dead-end": "A node has no choices and is no ending.",
    "scenario-ending": "A node is an ending and has choices.",
    "scenario-flag": "A choice names a flag that the scenario does not declare.",
    "scenario-loop": "A scenario leads back to a node that was passed.",
    "scenario-node": "The start or a choice of a scenario names a node that does not exist.",
    "scenario-shape": (
        "A scenario lacks the size, the endings, the choices or the points that the guide asks for."
    ),
    "scenario-unreachable": "No path through a scenario leads to a node.",
    "second-reading": (
        "The second reader has no response to an item, or another than the key, and the key "
        "is not argued."
    ),
    "section-question": "A section that teaches an objective ends without a question.",
    "short-feedback": "Feedback has fewer than eight words.",
    "stale-reading": "The second reading has a response to an item that does not exist.",
    "stray-file": "A module or quiz is in no plan.",
    "style-word": "A text uses a word that the style refuses.",
    "table-heading": "A column of a table has no heading.",
    "term-first": "A lesson uses a term of the glossary before it links it.",
    "test-blueprint": (
        "A form has more or fewer items at an objective and level than the blueprint says, or "
        "a mastery objective has no row in it."
    ),
    "test-kind": "A test asks a kind of item that cannot be counted there.",
    "test-overlap": "An item stands in two forms or boosters of a test.",
    "test-parallel": (
        "The two forms of a test ask different kinds of item, or for different points."
    ),
    "test-size": (
        "A form has fewer than 20 or more than 30 items, a booster fewer than 10 or more than "
        "12, or there are not three boosters."
    ),
    "test-unplaced": "An item of a test stands in no form and in no booster.",
    "test-use": (
        "An item is for use in a lesson or quiz and stands in a test, or the other way round."
    ),
    "toc-missing": (
        "A page of a module or a test, or a thing to carry, is not in the table of contents."
    ),
    "toc-order": "The modules stand in another order than in book/plan.yml.",
    "toc-unknown": "The table of contents names a page that does not exist.",
    "too-big": "A source is larger than 1 MB.",
    "too-few": "A list has fewer entries than it must have.",
    "too-long": "A text is longer than its place allows.",
    "too-many": "A list has more entries than it may have.",
    "twin": "An item names a twin that does not name it back.",
    "unknown-directive": "A page uses a directive that does not exist there.",
    "unknown-drawing": "A page shows a drawing that the module does not have.",
    "unknown-instrument": "A law names an instrument that is not in the registry.",
    "unknown-item": "A lesson or a twin names an item that does not exist.",
    "unknown-key": "A record has a key that does not exist.",
    "unknown-kind": "An item has a kind that does not exist, or none.",
    "unknown-law": "The book is to show a law that has no folder in book/national.",
    "unknown-module": "A module names another that is not in the plan.",
    "unknown-national": "A page or an answer names a point that its module does not have.",
    "unknown-objective": "An item names an objective that its module does not have.",
    "unknown-role": "A text uses a role that does not exist there.",
    "unknown-standard": "Something rests on a provision that is not in the registry.",
    "unknown-term": "A text or the glossary names a term that the glossary does not have.",
    "unknown-track": "A page asks for the points of national law of a track that does not exist.",
    "unknown-value": "A field has a value that is not among those allowed.",
    "unplaced-item": "An item for the lesson stands nowhere in it.",
    "unplaced-national": "A point of national law stands nowhere in the lesson.",
    "untaught": (
        "The plan gives a part or guideline to a written module, and no objective is for it."
    ),
    "untested": (
        "The plan gives a part or guideline to a written module, and fewer than six items name it."
    ),
    "unused-drawing": "A drawing is shown nowhere.",
    "unused-standard": "A provision of the registry is cited nowhere.",
    "unused-term": "A term of the glossary is used nowhere.",
    "wrong-number": "A number is too small, too large or not finite.",
    "wrong-type": "A value is of another type than its field.",
    "yaml-alias": "The file uses an alias.",
    "yaml-depth": "The file is nested more than 24 levels deep.",
    "yaml-documents": "The file holds a second document.",
    "yaml-key": "A list or mapping is used as a key.",
    "yaml-odd": "A bare word is read as a date or as a number that nobody means.",
    "yaml-question": "A bare text in braces or brackets has a question mark in it.",
    "yaml-syntax": "The file is not valid YAML.",
    "yaml-tag": "The file uses a tag.",
    "yaml-yes-no": "A bare yes, no, on or off stands where a text is due.",
}
"""Codes of ``borderrights check``."""

SPHINX_CODES: dict[str, str] = {
    "no-module": "A directive stands on a page that belongs to no module with a session plan.",
    "no-quiz": "A question stands on a page that belongs to no module with a quiz.",
    "unknown-std": "A page of the book names a provision that is not in the registry.",
}
"""Codes that only a build of the book can give, as subtype of a warning."""
