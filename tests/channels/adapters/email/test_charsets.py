"""Bytes become readable text whatever was declared of them."""

import pytest

from frontdoor.channels.adapters.email.charsets import codec_of, decoded

RUSSIAN = "Здравствуйте, принтер не работает. Помогите, пожалуйста."
JAPANESE = "プリンタが動きません。確認をお願いします。"


@pytest.mark.parametrize(
    "declared", ["utf-8", "", "us-ascii", "iso-8859-1", "unknown-8bit", "no-such"]
)
def test_utf8_is_recognised_under_any_name(declared):
    assert decoded("Größe – 5 €".encode(), declared)[0] == "Größe – 5 €"


@pytest.mark.parametrize("declared", ["utf-8", "", "us-ascii", "default"])
def test_western_text_is_recognised_under_any_name(declared):
    assert decoded("Größe – 5 €".encode("cp1252"), declared)[0] == "Größe – 5 €"


@pytest.mark.parametrize(
    "charset", ["koi8-r", "windows-1251", "iso-8859-5", "x-mac-cyrillic", "ibm866"]
)
def test_a_declared_charset_is_used(charset):
    codec = codec_of(charset) or "mac-cyrillic"
    assert decoded(RUSSIAN.encode(codec), codec) == (RUSSIAN, "")


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r"])
def test_undeclared_cyrillic_is_guessed(charset):
    assert decoded((RUSSIAN * 3).encode(charset))[0] == RUSSIAN * 3


def test_undeclared_japanese_is_guessed():
    assert decoded((JAPANESE * 3).encode("cp932"))[0] == JAPANESE * 3


def test_shift_jis_declared_as_iso_2022_jp_is_read():
    assert decoded(JAPANESE.encode("cp932"), "iso-2022-jp")[0] == JAPANESE


def test_the_circled_digits_of_nec_are_read():
    assert decoded(b"\x1b$B-!#1\x1b(B", "iso-2022-jp")[0] == "①１"


def test_one_broken_byte_leaves_the_rest_of_utf8_alone():
    assert decoded("Größe".encode() + b"\x80 ende", "utf-8")[0] == "Größe€ ende"


@pytest.mark.parametrize(
    "name",
    ["utf-7", "rot13", "base64", "zlib", "punycode", "idna", "undefined", "hex", "../x", "\0", "é"],
)
def test_what_is_no_charset_of_mail_is_not_used(name):
    assert codec_of(name) == ""


@pytest.mark.parametrize(
    "name",
    ["UTF8", '"utf-8"', "3Dutf-8", "Windows-1252", "ks_c_5601-1987", "gb2312", "x-sjis", "latin1"],
)
def test_names_are_taken_as_they_are_meant(name):
    assert codec_of(name)
