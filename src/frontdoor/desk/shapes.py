"""What means something on the desk, drawn: shape, then word, then colour. The same drawing is made once."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from frontdoor.core.pages.faces import Face
from frontdoor.core.pages.shapes import SHAPES, icon
from frontdoor.desk.words import Promise, Via, Word

STATUS = Markup('<span class="status{}" data-status="{}">{}{}</span>')
PRIORITY = Markup('<span class="prio" data-prio="{}">{}{}</span>')
DUE = Markup('<span class="due" data-due="{}" title="{}">{}{}</span>')
FACE = Markup('<span class="avatar{} hue{}{}" title="{}" aria-hidden="true">{}</span>')
NOBODY = Markup('<span class="avatar none{0}" title="{1}"><span class="sr">{1}</span></span>')
CAME = Markup('<span class="row-via" title="{0}">{1}<span class="sr">{0}{2}</span></span>')


@lru_cache(maxsize=256)
def status(word: Word, pill: str = "") -> Markup:
    """The state of a ticket; `pill` is "pill" in headers."""
    return STATUS.format(f" {pill}" if pill else "", word.slug, icon(f"st-{word.slug}"), word.word)


@lru_cache(maxsize=16)
def prio(word: Word) -> Markup:
    return PRIORITY.format(word.slug, icon(f"pr-{word.slug}"), word.word)


@lru_cache(maxsize=2048)
def due(promise: Promise) -> Markup:
    return DUE.format(promise.kind, promise.title, icon(promise.icon), promise.words)


def avatar(face: Face | None, size: str = "") -> Markup:
    """A face, or the empty arch of a post nobody stands at; `size` is "", "l" or "xl"."""
    sized = f" {size}" if size else ""
    return _nobody(get_language(), sized) if face is None else _face(face, sized)


@lru_cache(maxsize=64)
def _nobody(language: str | None, sized: str) -> Markup:
    """The language is the active one."""
    return NOBODY.format(sized, _("Nobody yet"))


@lru_cache(maxsize=2048)
def _face(face: Face, sized: str) -> Markup:
    agent = " agent" if face.agent else ""
    return FACE.format(agent, face.hue, sized, face.name, face.initials)


@lru_cache(maxsize=512)
def came(via: Via, unanswered: str) -> Markup:
    """How a ticket came; to those who hear the page also, in words, that it is unanswered."""
    return CAME.format(via.word, icon(via.icon), f", {unanswered}" if unanswered else "")


SHAPES.add("status", status)
SHAPES.add("prio", prio)
SHAPES.add("due", due)
SHAPES.add("avatar", avatar)
SHAPES.add("came", came)
