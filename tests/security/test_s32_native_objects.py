"""S32: nothing is ever read as a native object or run as code; what is stored and passed on is JSON."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.core.cache import caches

import frontdoor
from frontdoor.core.tasks import Promised, promise_all

HOME = Path(frontdoor.__file__).parent
MODULES = {
    "pickle",
    "cPickle",
    "_pickle",
    "dill",
    "cloudpickle",
    "marshal",
    "shelve",
    "jsonpickle",
    "joblib",
    "xmlrpc",
}
CALLS = {"eval", "exec", "compile", "execfile", "__import__"}
YAML = {"load", "load_all", "unsafe_load", "full_load"}


def sources():
    for path in sorted(HOME.rglob("*.py")):
        yield path.relative_to(HOME).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return set()


def unsafe(node: ast.AST) -> bool:
    if imported(node) & MODULES:
        return True
    if not isinstance(node, ast.Call):
        return False
    func = node.func
    if isinstance(func, ast.Name):
        return func.id in CALLS
    owner = (
        func.value.id
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
        else ""
    )
    return owner == "yaml" and func.attr in YAML


def test_no_source_reads_native_objects_or_runs_text():
    bad = [
        f"{name}:{node.lineno}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if unsafe(node)
    ]

    assert bad == []


@pytest.mark.parametrize(
    "text", ["import pickle", "from pickle import loads", "eval('1')", "yaml.load(x)", "exec(x)"]
)
def test_the_search_above_finds_what_it_looks_for(text):
    assert any(unsafe(node) for node in ast.walk(ast.parse(text)))


def test_sessions_and_signed_values_are_json():
    assert settings.SESSION_SERIALIZER.endswith("JSONSerializer")
    assert signing.loads(signing.dumps({"a": 1})) == {"a": 1}


def test_no_cache_shares_native_objects_between_processes():
    """Django's shared caches pickle; what lives in one process's memory, or nowhere, crosses no border."""
    kinds = {
        type(cache).__module__.rpartition(".")[2] for cache in caches.all(initialized_only=False)
    }

    assert kinds <= {"locmem", "dummy"}


@pytest.mark.django_db
@pytest.mark.parametrize("argument", [object(), {1, 2}, b"x", lambda: 1, Path("x")])
def test_a_promise_takes_json_alone(argument):
    with pytest.raises(TypeError):
        promise_all([Promised("frontdoor.log.react.react", [argument])])
