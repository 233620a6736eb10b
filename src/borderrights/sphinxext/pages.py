"""What every page gets and what is taken out again: our script and style, nothing from others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes

from borderrights import frontend
from borderrights.sphinxext import theme
from borderrights.sphinxext.nodes import InlineHtml, StaticHtml
from borderrights.strings import say

SCRIPT, STYLE = "borderrights.js", "borderrights.css"

# What a page keeps: Furo's own files, the search, and ours. Jupyter Book and its extensions add
# more, some from other hosts, some for a theme that is not in use; a page needs none of it.
KEPT_SCRIPTS = re.compile(
    r"_static/(scripts/furo\.js|documentation_options\.js|doctools\.js|searchtools\.js"
    r"|language_data\.js|borderrights\.js)|^searchindex\.js"
)
WHOLE_STYLE = re.compile(r"_static/styles/furo\.css")
COPY_STYLE = re.compile(r"_static/theme\.css")
OUR_STYLE = re.compile(r"_static/borderrights\.css")
SEARCH_ONLY = re.compile(r"searchtools|language_data|searchindex|doctools|documentation_options")
# Live code cells by sphinx-thebe, which Jupyter Book always loads: inline scripts that name a host.
THEBE = re.compile(
    r'\s*<script type="text/x-thebe-config">.*?</script>\s*<script>kernelName = .*?</script>',
    re.DOTALL,
)


# What stands below the title of pages of a kind, and what below their text.
FRAMED = {
    r"modules/[^/]+/trainer": "session-plan",
    r"book/(carry|trainers/joint)/[^/]+": "print-links",
}
CLOSED = re.compile(r"modules/[^/]+/(handout|trainer)")

INDENTATION = re.compile(r"\s*\n\s*")
AS_IT_IS = re.compile(r"(<script.*?</script>|<pre.*?</pre>|<textarea.*?</textarea>)", re.DOTALL)

# A wide table scrolls in its box; without a place in the tab order no key could scroll it.
WRAPPER = '<div class="table-wrapper colwidths-auto docutils container">'


def scrollable() -> str:
    """Return the wrapper of tables so that a keyboard reaches it and a screen reader names it."""
    return f'{WRAPPER[:-1]} role="group" tabindex="0" aria-label="{say("page.table")}">'


def configure(app: Any, config: Any) -> None:
    """Register our files and the template with the link to the first question."""
    app.add_js_file(SCRIPT, loading_method="defer")
    # Before the theme's own, which a page links only if this copy is not enough for it.
    app.add_css_file(theme.COPY, priority=100)
    app.add_css_file(STYLE)
    config.templates_path.append(str(Path(__file__).parent / "templates"))


def write_assets(app: Any) -> None:
    """Write script and style into the output, before pages compute their check sums."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    style = frontend.style()
    assets = {
        SCRIPT: frontend.page_script(),
        STYLE: style,
        theme.COPY: theme.theme_style(style).css,
    }
    for name, content in assets.items():
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != content:
            file.write_text(content, encoding="utf-8")


def tidy(html: str) -> str:
    """Take out the indentation of the theme's templates, but not that of scripts and listings."""
    parts = AS_IT_IS.split(html)  # what must stay as it is stands at every odd place
    parts[::2] = [INDENTATION.sub("\n", part) for part in parts[::2]]
    return "".join(parts)


def frame_page(app: Any, docname: str, source: list[str]) -> None:
    """Put around the text of a page what is made from its front matter and its place."""
    for pattern, directive in FRAMED.items():
        if re.fullmatch(pattern, docname):
            front, body = source[0].split("\n---\n", 1)
            source[0] = f"{front}\n---\n```{{{directive}}}\n```\n{body}"
    closed = CLOSED.fullmatch(docname)
    if closed:
        source[0] += f"\n\n```{{law-box}} {closed[1]}\n```\n"


def keep_out_of_search(app: Any, doctree: nodes.document) -> None:
    """Keep trainers' pages, keys and feedback out of the search index."""
    docname = app.env.docname
    if docname.endswith("/trainer") or docname.startswith("book/trainers/"):
        app.env.metadata[docname]["nosearch"] = True
    for raw in list(doctree.findall(nodes.raw)):
        if raw.get("format") == "html" and 'class="br-quiz"' in raw.astext():
            raw.replace_self(StaticHtml(html=raw.astext()))


def draw_task_boxes(app: Any, doctree: nodes.document) -> None:
    """Draw the boxes of task lists as on paper: a disabled input without a name helps nobody."""
    for raw in list(doctree.findall(nodes.raw)):
        if "task-list-item-checkbox" in raw.astext():
            raw.replace_self(InlineHtml(html='<span class="br-box" aria-hidden="true"></span>'))


def collapse_navigation(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Let the theme draw the navigation with the branch of this page open and the others closed.

    With all branches a page of 26 modules would carry 150 links that nobody on it needs, and the
    theme would spend a tenth of a second on them, page by page.
    """
    draw = context.get("toctree")
    if draw is not None:
        context["toctree"] = lambda **options: draw(**{**options, "collapse": True})


def clean(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Take out what the page does not need; add the link to its first question."""
    search = pagename == "search"
    context["script_files"] = [
        script
        for script in context.get("script_files", [])
        if KEPT_SCRIPTS.search(str(script.filename))
        and (search or not SEARCH_ONLY.search(str(script.filename)))
    ]
    for script in context["script_files"]:
        script.attributes["defer"] = "defer"  # nothing of it is needed for the first picture
    body = THEBE.sub("", context.get("body") or "").replace(WRAPPER, scrollable())
    context["body"] = body
    first = re.search(r'<section class="br-item" id="([^"]+)"', body)
    context["first_question"] = first.group(1) if first else ""
    context["words"] = {name: say(f"page.{name}") for name in ("skip", "pages", "contents")}
    # The captions of the navigation claim to be headings without saying of which level.
    tree = context.get("furo_navigation_tree") or ""
    tree = tree.replace(' class="caption" role="heading"', ' class="caption"')
    context["furo_navigation_tree"] = tree
    shown = f"{body}{tree}{context.get('toc') or ''}"
    copy = theme.theme_style(frontend.style())
    context["tidy"] = tidy
    context["has_code"] = "<pre" in body or 'class="literal' in body or "docutils literal" in body
    enough = templatename == "page.html" and copy.is_enough_for(shown)
    wanted = (COPY_STYLE if enough else WHOLE_STYLE, OUR_STYLE)
    context["css_files"] = [
        style
        for style in context.get("css_files", [])
        if any(pattern.search(str(style.filename)) for pattern in wanted)
    ]
