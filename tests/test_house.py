"""The house rules of CONTRIBUTING.md, held by machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdoor.tickets.forms import form_for
from frontdoor.tickets.verbs import VERBS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "frontdoor"
FUNCTION, FILE, TEMPLATE, SCRIPT = 20, 300, 120, 100
NAMES = re.compile(
    r"^_*(get|handle|process|do)_|(^|_)(utils?|helpers?|managers?|common)(_|$)", re.IGNORECASE
)
FRAMEWORKS_OWN = {
    "get_command",
    "handle_MAIL",
    "handle_RCPT",
    "handle_DATA",
    "handle_HELO",
    "handle_EHLO",
    "handle_exception",
    "get_compiler",
    "get_converters",
    "get_template",
    "_get_session_from_db",
}
VENDORS = re.compile(r"sqlite|postgres|psycopg", re.IGNORECASE)
MAY_NAME_VENDORS = ("core/db/", "site/env.py", "site/settings.py")
SOCKETS = {
    "urllib.request",
    "urllib3",
    "requests",
    "httpx",
    "smtplib",
    "imaplib",
    "ftplib",
    "http.client",
    "imap_tools",
    "aiohttp",
    "websockets",
}
MAY_OPEN_SOCKETS = {
    "channels/adapters/email/lines.py": {"smtplib"},
    "channels/adapters/email/transport.py": {"smtplib"},
    "core/egress/imap.py": {"imaplib"},
    "core/egress/web.py": {"urllib3", "urllib3.connection", "http.client"},
}
CONNECTING = {"create_connection", "open_connection", "getaddrinfo", "wrap_socket"}
MAY_CONNECT = {"core/egress/lines.py", "site/soundness.py"}
"""The guard itself, and what looks after the addresses in the environment."""
NATIVE_FORMATS = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}
NOT_FOR_PEOPLE = {"observe", "prove"}
EVALUATORS = {"eval", "exec", "compile", "__import__"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(SOURCE)), ast.parse(path.read_text(encoding="utf-8"))


MODULES = dict(modules())


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def told(found: list[str]) -> str:
    return "\n".join(found)


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code: without the docstring, decorators, blank lines and comments' own."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator]


def lines_in(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_functions_fit_into_one_look():
    long = {
        f"{name} {node.name}": lines_of(node)
        for name, tree in MODULES.items()
        for node in functions(tree)
        if lines_of(node) > FUNCTION
    }

    assert not long, long


@pytest.mark.parametrize(
    ("pattern", "most"),
    [("**/*.py", FILE), ("**/templates/**/*.html", TEMPLATE), ("**/static/**/*.js", SCRIPT)],
)
def test_files_have_one_reason_to_be_opened(pattern: str, most: int):
    ours = [p for p in SOURCE.glob(pattern) if not {"vendor", "migrations"} & set(p.parts)]
    long = [f"{p.relative_to(SOURCE)} has {lines_in(p)} lines" for p in ours if lines_in(p) > most]

    assert ours
    assert not long, told(long)


def test_every_module_says_what_it_is_for():
    assert [name for name, tree in MODULES.items() if not ast.get_docstring(tree)] == []


def test_names_say_what_a_thing_is():
    named = [
        (f"{name}:{node.lineno}", node.name)
        for name, tree in MODULES.items()
        for node in functions(tree)
    ]
    named += [(name, Path(name).stem) for name in MODULES]
    bad = [
        f"{place} {word}"
        for place, word in named
        if NAMES.search(word) and word not in FRAMEWORKS_OWN
    ]

    assert not bad, told(bad)


def test_only_the_database_layer_names_a_database():
    naming = [
        name
        for name in MODULES
        if not name.startswith(MAY_NAME_VENDORS)
        and VENDORS.search((SOURCE / name).read_text("utf-8"))
    ]

    assert not naming, told(naming)


def test_only_the_guarded_places_open_connections():
    opening = [
        f"{name} imports {module}"
        for name, tree in MODULES.items()
        for module in imports(tree)
        if module in SOCKETS - MAY_OPEN_SOCKETS.get(name, set())
    ]

    assert not opening, told(opening)


def test_only_the_guard_connects_to_what_somebody_named():
    """S13: a new feature can't forget it."""
    connecting = [
        f"{name}:{node.lineno} calls {node.func.attr}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CONNECTING
        and name not in MAY_CONNECT
    ]

    assert not connecting, told(connecting)


def test_nothing_is_read_as_a_program():
    reading = [
        f"{name} imports {m}"
        for name, tree in MODULES.items()
        for m in imports(tree)
        if m in NATIVE_FORMATS
    ]
    reading += [
        f"{name}:{node.lineno} calls {node.func.id}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in EVALUATORS
    ]

    assert not reading, told(reading)


def test_no_error_is_caught_blindly_or_dropped():
    blind = []
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            if node.type is None or (
                isinstance(node.type, ast.Name) and node.type.id == "Exception"
            ):
                blind.append(f"{name}:{node.lineno} catches everything")
            if all(isinstance(step, ast.Pass) for step in node.body):
                blind.append(f"{name}:{node.lineno} drops an error")

    assert not blind, told(blind)


@pytest.mark.parametrize("verb", sorted(set(VERBS) - NOT_FOR_PEOPLE))
def test_every_verb_has_a_form_words_and_a_test(verb: str):
    tests = "\n".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("test_*.py"))

    assert form_for(verb)
    assert (VERBS[verb].__doc__ or "").strip(), f"{verb} has no words"
    assert re.search(rf"\b(verbs\.)?{verb}\b", tests), f"{verb} has no test"


def locks() -> list[Path]:
    return sorted(ROOT.glob("requirements*.lock"))


def entries(lock: Path) -> dict[str, str]:
    """Package to version; an entry without a hash fails."""
    found = {}
    for entry in re.split(r"\n(?=[a-z0-9])", lock.read_text("utf-8")):
        name, _, version = entry.partition("==")
        assert "--hash=sha256:" in entry, entry[:60]
        found[re.sub(r"\[.*\]", "", name.strip())] = version.split()[0]
    return found


def test_locks_name_no_address():
    assert len(locks()) == 4
    for lock in locks():
        assert not re.search(r"://|--(extra-)?index-url|--find-links", lock.read_text("utf-8")), (
            lock
        )


def test_locks_agree_and_hold_every_declared_package():
    known = {lock.name: entries(lock) for lock in locks()}
    base = known["requirements.lock"]
    declared = re.search(
        r"\ndependencies = \[(.*?)\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.DOTALL
    )
    assert declared

    for name in re.findall(r'"([a-z0-9-]+)', declared[1]):
        assert name in base
    for lock, packages in known.items():
        assert packages.items() >= base.items(), lock


def how_tos() -> list[Path]:
    return [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("page", how_tos(), ids=lambda page: page.name)
def test_files_that_the_manual_names_exist(page: Path):
    text = page.read_text("utf-8")
    named = set(re.findall(r"`((?:src|tests|bin|docs|\.ci)/[\w./-]+)`", text))
    linked = set(re.findall(r"\]\(([^)#:]+)\)", text))

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    assert [target for target in sorted(linked) if not (page.parent / target).exists()] == []


def test_test_folders_are_packages():
    """Two test modules of one name would otherwise be taken for each other."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}

    assert [
        str(f.relative_to(ROOT)) for f in sorted(folders) if not (f / "__init__.py").exists()
    ] == []
