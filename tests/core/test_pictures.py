"""Pictures from strangers are made anew in a child, or not at all."""

import io

import pytest
from PIL import Image

from frontdoor.core import pictures, storage
from frontdoor.core.pages import letters
from frontdoor.core.picture_child import anew
from tests.mail_catalogue import PIXEL


def encoded(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def test_a_picture_is_made_once_and_goes_with_its_file():
    blob = storage.keep(PIXEL + b"<script>")
    made = pictures.picture(blob.sha256)

    assert made.type == "image/png"
    assert b"script" not in made.path.read_bytes()
    assert pictures.picture(blob.sha256) == made
    storage.discard(blob.sha256)
    assert not made.path.exists()


def test_what_is_no_picture_is_none():
    for content in (b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n<html>", b""):
        with pytest.raises(pictures.NoPicture):
            pictures.picture(storage.keep(content).sha256)


def test_place_and_author_are_not_carried_on_and_what_lay_on_its_side_stands():
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "CANARY"
    photo = encoded(Image.new("RGB", (40, 20), "red"), "JPEG", exif=exif)
    again = anew(photo)

    assert b"CANARY" in photo
    assert b"CANARY" not in again
    assert Image.open(io.BytesIO(again)).size == (20, 40)


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (Image.new("CMYK", (9, 9)), "JPEG"),
        (Image.new("I;16", (9, 9)), "PNG"),
        (Image.new("P", (9, 9)), "GIF"),
        (Image.new("RGBA", (2_000, 9)), "WEBP"),
    ],
)
def test_every_kind_of_colours_is_shown(image, kind):
    again = Image.open(io.BytesIO(anew(encoded(image, kind))))

    assert again.format in ("PNG", "JPEG")
    assert max(again.size) <= 1_600


def test_too_many_pixels_are_refused_before_they_are_unpacked():
    with pytest.raises(ValueError, match="too many"):
        anew(encoded(Image.new("1", (9_000, 9_000)), "PNG"))


def test_pictures_that_came_along_have_an_address_and_others_say_what_is_missing():
    html = '<img alt="a" src="cid:a&amp;b@c"><img src="cid:gone"><img data-remote-src="http://x/1.gif" width="1">'
    shown = letters.shown(html, {"a&b@c": '/desk/1?a="'})

    assert shown == (
        '<img alt="a" src="/desk/1?a=&#34;" loading="lazy"><img alt="a picture that did not come along">'
        '<img data-remote-src="http://x/1.gif" width="1" alt="">'
    )
    assert letters.held_back(html) == 1


def test_a_picture_that_a_text_names_stands_where_it_is_named():
    shown = letters.worded("Look: [cid:a@b]\n[cid:logo@c] <x>", {"a@b": "/desk/1"})

    assert shown == '<p>Look: <img src="/desk/1" alt="" loading="lazy"><br> &lt;x&gt;</p>'


def test_one_that_takes_too_long_is_none(monkeypatch):
    monkeypatch.setattr(pictures, "SECONDS", -5)
    with pytest.raises(pictures.NoPicture, match="too long"):
        pictures.picture(storage.keep(PIXEL + b"slow").sha256)


def test_no_more_than_two_are_made_at_once(monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 0.01)
    with pictures._places, pictures._places, pytest.raises(pictures.NoPicture, match="too many"):
        pictures.picture(storage.keep(PIXEL + b"third").sha256)
    assert pictures.picture(storage.keep(PIXEL + b"third").sha256)
