"""Facts in, words out. The templates are ours; what people wrote is only ever put into them, escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

import css_inline
import jinja2
from django.conf import settings
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from markupsafe import Markup

from frontdoor.channels.words.facts import (
    Acknowledgement,
    Confirm,
    Facts,
    News,
    PutAside,
    Reply,
    Resolved,
    SignIn,
)
from frontdoor.core.links import linked
from frontdoor.core.pages.spoken import Spoken

MARKER = gettext_noop("Write your answer above this line, or use the button.")
LONGEST_SUBJECT = 200

KINDS: dict[str, type[Facts]] = {
    "acknowledgement": Acknowledgement,
    "closed": News,
    "confirm": Confirm,
    "held": News,
    "put_aside": PutAside,
    "question": Reply,
    "reopened": News,
    "reply": Reply,
    "resolved": Resolved,
    "sign_in": SignIn,
}


@dataclass(frozen=True)
class Words:
    """One mail: a header-safe subject, a plain text and an HTML document that says the same."""

    subject: str
    text: str
    html: str


def render(kind: str, facts: Facts) -> Words:
    """Raises KeyError for an unknown kind, TypeError where the facts are those of another kind."""
    if not isinstance(facts, KINDS[kind]):
        raise TypeError(f"{kind} is not written from {type(facts).__name__}")
    given = {field.name: getattr(facts, field.name) for field in fields(facts)}
    subject = "_request" if "request" in given else kind
    return Words(
        subject=_line(_fill(f"{subject}.subject.txt", given)),
        text=re.sub(r"\n{3,}", "\n\n", _fill(f"{kind}.txt", given)).strip() + "\n",
        html=INLINER.inline(_fill(f"{kind}.html", given)),
    )


def paragraphs(text: str) -> Markup:
    """Plain text as HTML: a blank line parts paragraphs, other line ends stay, web addresses become links."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return Markup("\n").join(PARAGRAPH.format(Markup(linked(part))) for part in parts)  # noqa: S704  escaped there


def first_name(name: str) -> str:
    """ "Jonas" of "Jonas Weber"; the whole name where it is one word."""
    return name.split()[0] if name.split() else _("The desk")


PARAGRAPH = Markup('<p class="e-ink said">{}</p>')


def _fill(template: str, given: dict[str, object]) -> str:
    return _pages(get_language()).get_template(template).render(given, marker=_(MARKER))


def _line(text: str) -> str:
    """One line that can't end the header it stands in."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


@cache
def _pages(language: str | None) -> jinja2.Environment:
    env = Spoken(
        language=language or settings.LANGUAGE_CODE,
        loader=jinja2.PackageLoader("frontdoor.channels", "templates/channels/words"),
        autoescape=jinja2.select_autoescape(["html"], default=False),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(paragraphs=paragraphs, first=first_name)
    return env


# Clients that read no style block see the light side, from our own sheet alone: nothing is fetched (trust.md, S14).
INLINER = css_inline.CSSInliner(
    inline_style_tags=False,
    keep_style_tags=True,
    load_remote_stylesheets=False,
    extra_css=_pages(None).get_template("_mail.css").render(),
)
