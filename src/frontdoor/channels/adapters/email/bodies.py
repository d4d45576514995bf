"""What of a tree of parts is the text, what its HTML, and what is attached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from frontdoor.channels.adapters.email.archive import archived
from frontdoor.channels.adapters.email.charsets import decoded
from frontdoor.channels.adapters.email.headers import header_block
from frontdoor.channels.adapters.email.mail import Attachment
from frontdoor.channels.adapters.email.params import file_name
from frontdoor.channels.adapters.email.transfer import undone, unflowed, uuencoded
from frontdoor.channels.adapters.email.tree import SMIME, Growth, Node, tree
from frontdoor.core.html import MAX_SIZE
from frontdoor.core.html_text import to_text

MAX_BYTES = 3_000_000
MAX_SIGNED = 3
TNEF = b"\x78\x9f\x3e\x22"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_NEWLINE = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "text/plain": ".txt",
    "text/html": ".html", "text/calendar": ".ics", "text/csv": ".csv", "text/x-vcard": ".vcf", "text/vcard": ".vcf",
    "application/pdf": ".pdf", "application/ms-tnef": ".dat", "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s", "application/x-pkcs7-signature": ".p7s", "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m", "application/zip": ".zip", "message/delivery-status": ".txt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of the body in both forms; either may be empty."""

    text: str = ""
    html: str = ""

    @property
    def as_text(self) -> str:
        return self.text if self.text.strip() else to_text(self.html) if self.html else ""

    @property
    def as_html(self) -> str:
        return self.html or (
            f"<p>{escape(self.text, quote=False)}</p>".replace("\n", "<br>") if self.text else ""
        )


@dataclass(slots=True)
class Body:
    """What has been gathered while the tree was walked."""

    raw: bytes
    shown: Shown = field(default_factory=Shown)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    # The text of a winmail.dat, for a mail that has no other.
    packed: Shown = field(default_factory=Shown)
    calendars: list[str] = field(default_factory=list)
    depth: int = 0


def body(raw: bytes, root: Node, rest: Sequence[Node] = ()) -> Body:
    """Never raises; broken encodings are decoded as far as they go and named in the defects.

    The files among the `rest`, which is too much to list, become one archive.
    """
    gathered = Body(raw)
    gathered.shown = _shown(root, gathered, is_root=True) or Shown()
    if (gathered.packed.text or gathered.packed.html) and not gathered.shown.as_text.strip():
        gathered.shown = gathered.packed
    over = Body(raw)
    for node in rest:
        if _name(node) or node.disposition.value == "attachment":
            _attach(node, over)
    if over.attachments:
        gathered.attachments.append(archived(over.attachments))
    return gathered


def _shown(node: Node, into: Body, *, is_root: bool = False) -> Shown | None:
    if node.children:
        return _of_many(node, into)
    if _is_text(node, is_root):
        return _text(node, into)
    _attach(node, into)
    return _signed(node, into) if node.type in SMIME else None


def _signed(node: Node, into: Body) -> Shown | None:
    """The mail inside an opaque signature, which stays a file as well; None for what is encrypted."""
    from frontdoor.channels.adapters.email.protected import signed_content  # noqa: PLC0415  rare

    content = signed_content(into.attachments[-1].content)
    if content is None or into.depth >= MAX_SIGNED:
        return None
    growth = Growth()
    inner = Body(content, depth=into.depth + 1)
    shown = _shown(tree(content, growth), inner, is_root=True)
    into.attachments += inner.attachments
    into.calendars += inner.calendars
    into.defects += [*growth.defects, *inner.defects]
    return shown


def _of_many(node: Node, into: Body) -> Shown | None:
    pieces = [piece for child in node.children if (piece := _shown(child, into))]
    if not pieces:
        return None
    if node.type == "multipart/alternative":
        return _chosen(pieces)
    return _joined(pieces)


def _chosen(pieces: list[Shown]) -> Shown:
    """The plain alternatives as text, the last with HTML as HTML; nothing that was written is lost."""
    texts = dict.fromkeys(piece.text for piece in pieces if piece.text.strip() and not piece.html)
    text = "\n\n".join(texts) or next((piece.text for piece in pieces if piece.text.strip()), "")
    html = next((piece.html for piece in reversed(pieces) if piece.html), "")
    return Shown(text, html)


def _joined(pieces: list[Shown]) -> Shown:
    if len(pieces) == 1:
        return pieces[0]
    html = (
        "\n".join(piece.as_html for piece in pieces) if any(piece.html for piece in pieces) else ""
    )
    texts = [text for piece in pieces if (text := piece.as_text.strip("\n"))]
    return Shown("\n\n".join(texts), html)


def _is_text(node: Node, is_root: bool) -> bool:  # noqa: FBT001
    if node.type not in ("text/plain", "text/html", "text/enriched", "text/richtext"):
        return is_root and node.type in ("text", "", "message/partial", "message/external-body")
    if node.disposition.value == "attachment":
        return False
    return is_root or not _name(node)


def _text(node: Node, into: Body) -> Shown:
    content = _content(node, into)
    if len(content) > MAX_BYTES:
        into.defects.append("long text, its end is only in the raw mail")
    if node.type == "text/html":
        return Shown(html=_html(content[:MAX_BYTES], node, into)[:MAX_SIZE])
    content, files = uuencoded(content) if b"begin " in content else (content, [])
    into.attachments += [
        Attachment(file_name(name) or "file", _type("", name), data) for name, data in files
    ]
    _told(node, into)
    text = _decoded(content[:MAX_BYTES], node.content.parameters.get("charset", ""), into)
    if node.content.parameters.get("format", "").lower() == "flowed":
        text = unflowed(
            text, delete_space=node.content.parameters.get("delsp", "").lower() == "yes"
        )
    return Shown(text=text)


def _told(node: Node, into: Body) -> None:
    """What is not here: other pieces of a message, or content that lies elsewhere. Nothing of it is fetched."""
    of = node.content.parameters
    if node.type == "message/partial":
        into.defects.append(
            f"one piece of a larger message: {of.get('number', '?')} of {of.get('total', '?')}"[:80]
        )
    elif node.type == "message/external-body":
        into.defects.append(
            f"its content lies elsewhere and was not fetched: {of.get('access-type', '?')[:40]}"
        )


def _html(content: bytes, node: Node, into: Body) -> str:
    declared = node.content.parameters.get("charset", "")
    if not declared and (meta := _META.search(content, 0, 4_000)):
        declared = meta[1].decode("ascii")
    return _decoded(content, declared, into)


def _decoded(content: bytes, charset: str, into: Body) -> str:
    text, defect = decoded(content, charset)
    if defect:
        into.defects.append(defect)
    return tidy(text)


def tidy(text: str) -> str:
    """One kind of newline, and no control characters that a database would refuse."""
    return _CONTROL.sub("", _NEWLINE.sub("\n", text))


def _content(node: Node, into: Body) -> bytes:
    found = undone(into.raw[node.body : node.end], node.headers.first("content-transfer-encoding"))
    if found.defect:
        into.defects.append(found.defect)
    if not found.known:
        into.attachments.append(
            Attachment(_name(node) or "undecodable", "application/octet-stream", found.content)
        )
    return found.content


def _attach(node: Node, into: Body) -> None:
    content = _content(node, into)
    if content.startswith(TNEF) and _unpacked(content, into):
        return
    if into.attachments and into.attachments[-1].content is content:
        return
    content_id = node.headers.first("content-id").strip("<> ")
    name = _name(node) or _made_name(node, content)
    inline = bool(content_id) and node.disposition.value != "attachment"
    into.attachments.append(Attachment(name, _type(node.type, name), content, inline, content_id))
    if node.type in ("text/calendar", "application/ics") or name.lower().endswith(".ics"):
        into.calendars.append(decoded(content, node.content.parameters.get("charset", ""))[0])


def _unpacked(content: bytes, into: Body) -> bool:
    """The files of a winmail.dat in its place; False where it is broken, and then it is kept as it is."""
    from frontdoor.channels.adapters.email import tnef  # noqa: PLC0415  rare: loaded when needed

    try:
        packed = tnef.unpacked(content)
    except tnef.Broken as broken:
        into.defects.append(f"winmail.dat can't be opened: {broken}")
        return False
    for file in packed.files:
        name = file_name(file.name) or (
            "message.eml" if file.type == "message/rfc822" else "attachment"
        )
        into.attachments.append(
            Attachment(name, _type(file.type, name), file.content, False, file.content_id)
        )
    html = _packed_html(packed.html, into) or tidy(packed.rich.html)[:MAX_SIZE]
    into.packed = Shown(tidy(packed.text or packed.rich.text)[:MAX_BYTES], html)
    return True


def _packed_html(content: bytes, into: Body) -> str:
    meta = _META.search(content, 0, 4_000)
    return _decoded(content[:MAX_BYTES], meta[1].decode("ascii") if meta else "", into)[:MAX_SIZE]


def _name(node: Node) -> str:
    given = node.disposition.parameters.get("filename") or node.content.parameters.get("name", "")
    return file_name(given)


def _made_name(node: Node, content: bytes) -> str:
    if node.type == "message/rfc822":
        subject = header_block(content, 0, min(len(content), 20_000))[0].first("subject")
        return (file_name(subject)[:100] or "message") + ".eml"
    if node.type == "text/calendar":
        return "invitation.ics"
    if local := file_name(node.headers.first("content-id").strip("<> ").partition("@")[0]):
        return local[:100] if "." in local else local[:100] + _ENDINGS.get(node.type, "")
    return "attachment" + _ENDINGS.get(node.type, "")


_MEDIA = re.compile(r"[a-z0-9][\w.+-]{0,60}/[a-z0-9][\w.+-]{0,100}")


def _type(given: str, name: str) -> str:
    """The sender's word in a safe form; by the name's ending where the sender says nothing."""
    if _MEDIA.fullmatch(given):
        return given
    ending = "." + name.rpartition(".")[2].lower()
    return next(
        (kind for kind, known in _ENDINGS.items() if known == ending), "application/octet-stream"
    )
