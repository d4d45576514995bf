"""Bodies that Python's parser would forgive (trust.md, A01-A08), with a pointer to the place."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdoor.api.frame.strict_json import DEEPEST, BadJson, parse

GOOD = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab/~", max_size=3), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(GOOD)
def test_whatever_is_sound_is_read_as_it_is(document):
    assert parse(json.dumps(document).encode()) == document


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b'\xef\xbb\xbf{"a":1}', ""),
        (b'{"a":"\xff"}', ""),
        (b"{", ""),
        (b"{'a':1}", ""),
        (b'{"a":1,}', ""),
        (b'{"a":"\x01"}', ""),
        (b'{"a":NaN}', "/a"),
        (b'{"a":[1,Infinity]}', "/a/1"),
        (b'{"a":-Infinity}', "/a"),
        (b'{"a":{"b":1e999}}', "/a/b"),
        (b'{"a":1,"a":2}', "/a"),
        (b'{"x":{"a":1,"b":0,"a":1}}', "/x/a"),
        (b'{"a/b~c":NaN}', "/a~1b~0c"),
        (b'{"a":"\\ud800"}', "/a"),
        (b'{"\\udfff":1}', ""),
        (b'{"a":1000000000000000000000000000000}', "/a"),
        (b'{"a":' + b"9" * 5000 + b"}", "/a"),
        (b"[" * 100_000, ""),
        (b'{"a":' * 60 + b"1" + b"}" * 60, ""),
    ],
)
def test_whatever_is_not_is_refused_with_its_place(body, pointer):
    with pytest.raises(BadJson) as refused:
        parse(body)
    assert refused.value.pointer == pointer
    assert refused.value.detail


def test_a_whole_number_is_one_however_it_is_written():
    assert parse(b"[5.0, 1e3, -0, 2.5, 1e17]") == [5, 1000, 0, 2.5, 1e17]
    assert [type(n) for n in parse(b"[5.0, 1e3, 2.5, 1e17]")] == [int, int, float, float]


def test_brackets_in_text_are_no_depth():
    assert parse(json.dumps({"a": '[{"\\[' * 100}).encode()) == {"a": '[{"\\[' * 100}
    assert parse(b"[" * DEEPEST + b"]" * DEEPEST)


@pytest.mark.parametrize(
    "made",
    [
        lambda n: ("[]" * (DEEPEST + 1) + '"' + '\\"' * n).encode(),
        lambda n: ("{" + ",".join(f'"{i}":1' for i in range(n)) + ',"0":2}').encode(),
    ],
    ids=["a text that never ends", "names of which one stands twice"],
)
def test_what_is_refused_is_refused_in_linear_time(made):
    began = time.process_time()
    with pytest.raises(BadJson):
        parse(made(100_000))
    assert time.process_time() - began < 2
