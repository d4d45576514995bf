"""The files a browser fetches, collected as an installation does it."""

import re

import pytest
from django.core.management import call_command
from django.test import override_settings

from frontdoor.core.pages.assets import Assets


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=str(root)):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root, Assets(location=str(root))


def test_names_hold_the_hash_of_what_is_inside(collected):
    root, assets = collected
    address = assets.url("core/tokens.css")
    assert re.fullmatch(r"/static/core/tokens\.[0-9a-f]{12}\.css", address)
    assert (root / address.removeprefix("/static/")).read_bytes() == (
        root / "core/tokens.css"
    ).read_bytes()


def test_modules_import_each_other_by_their_hashed_names(collected):
    root, _ = collected
    for module in root.glob("**/*.js"):
        if re.search(r"\.[0-9a-f]{12}\.js$", module.name) and not module.name.startswith("htmx"):
            for wanted in re.findall(
                r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""", module.read_text()
            ):
                assert re.search(r"\.[0-9a-f]{12}\.js$", wanted), f"{module.name} imports {wanted}"
                assert (module.parent / wanted).resolve().exists()


def test_a_first_visit_to_the_desk_weighs_little(collected):
    """All of the desk's own styles, scripts and icons, and htmx; the page itself adds about 10 kB."""
    root, _ = collected
    packed = [
        (path.with_name(f"{path.name}.gz") if path.with_name(f"{path.name}.gz").exists() else path)
        for folder in ("core", "desk")
        for path in root.glob(f"{folder}/**/*")
        if re.search(r"\.[0-9a-f]{12}\.(css|js|svg)$", path.name)
    ]
    assert len(packed) > 20
    assert sum(path.stat().st_size for path in packed) < 70_000
