"""What the house promises about itself: read from its files, no database needed."""

import ast
import importlib.util
import re
import site
import sys
import tomllib
from pathlib import Path

import pytest
import wagtail
from django.apps import apps
from packaging.requirements import Requirement
from wagtail.models import get_page_models

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("home", "resources", "media", "search", "site")
LONGEST_FILE = 300
LONGEST_TEST_FILE = 400
# Django and Wagtail look for these names themselves.
TEMPLATES_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "robots.txt"}


def files(*patterns, rooms=ROOMS):
    return sorted(path for room in rooms for pattern in patterns for path in (ROOT / room).rglob(pattern))


def code(*, rooms=ROOMS):
    return [path for path in files("*.py", rooms=rooms) if "migrations" not in path.parts]


def name(path):
    return str(path.relative_to(ROOT))


def test_wagtail_is_the_version_the_house_was_built_on():
    # Some add-ons make pip take an older one without a word.
    assert wagtail.VERSION[:2] == (8, 0)


def test_the_folder_site_does_not_hide_the_standard_library_module():
    assert not (ROOT / "site" / "__init__.py").exists()
    assert not str(site.__file__).startswith(str(ROOT / "site"))


def test_no_room_has_the_name_of_a_standard_module():
    assert not {room for room in ROOMS if room != "site"} & sys.stdlib_module_names


def test_no_python_file_is_longer_than_a_reader_can_hold():
    longest = dict.fromkeys([*code(), *files("*.py", rooms=(".ci",))], LONGEST_FILE)
    longest |= dict.fromkeys(files("*.py", rooms=("tests",)), LONGEST_TEST_FILE)
    assert not [name(path) for path in longest if len(path.read_text().splitlines()) > longest[path]]


def test_every_setting_of_our_own_has_a_reader():
    folder = ROOT / "site" / "config" / "settings"
    defined = {
        found for path in folder.glob("*.py") for found in re.findall(r"^(SPS_[A-Z_]+)\b.*=", path.read_text(), re.M)
    }
    sources = "\n".join(path.read_text() for path in code() if folder not in path.parents)
    read = set(re.findall(r"\bSPS_[A-Z_]+\b", sources))
    assert defined
    assert not defined - read


def template_names():
    for path in files("*.html", "*.txt", "*.xml"):
        if "templates" in path.parts:
            yield str(path).rpartition("/templates/")[2]


def test_every_template_is_used():
    sources = "\n".join(path.read_text() for path in [*code(), *files("*.html", "*.txt", "*.xml")])
    pages = {model.template for model in get_page_models()}
    theirs = [Path(app.path) for app in apps.get_app_configs() if "site-packages" in app.path]
    overridden = {found for found in template_names() if any((app / "templates" / found).exists() for app in theirs)}
    unused = {
        found
        for found in template_names()
        if found not in TEMPLATES_BY_NAME | pages | overridden and f'"{found}"' not in sources
    }
    assert not unused


def test_only_one_module_decides_what_the_public_may_see():
    loose = [
        f"{name(path)}:{number}"
        for path in code()
        if name(path) != "search/visibility.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if ".live()" in line and ".public()" not in line
    ]
    assert not loose, "search.visibility dit ce qui est public"


def registered_hooks():
    for path in code():
        for found in re.findall(r"""hooks\.register\(\s*["'](\w+)["']""", path.read_text()):
            yield name(path), found


def test_every_hook_is_one_that_wagtail_calls():
    folder = Path(wagtail.__file__).parent
    # Some are called by a template only.
    files = (path for ending in ("py", "html") for path in folder.rglob(f"*.{ending}"))
    sources = "\n".join(path.read_text() for path in files)
    called = set(re.findall(r"""(?:get_hooks|hook_name\s*=|hook_output)\W*\s*["'](\w+)["']""", sources))
    called |= set(re.findall(r"""["']((?:register|construct|before|after)_\w+)["']""", sources))
    assert not [(path, hook) for path, hook in registered_hooks() if hook not in called]


# An elided French word with a typewriter apostrophe: l', d', qu'…
TYPEWRITER = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'[a-zàâçéèêîôûœh]", re.I)


def literals(path):
    """String literals of a Python file, docstrings left out."""
    tree = ast.parse(path.read_text())
    documentation = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation
    ]


def test_screen_text_has_typographic_apostrophes():
    wrong = [
        f"{name(path)}:{line} {text[:60]}"
        for path in code()
        for line, text in literals(path)
        if TYPEWRITER.search(text)
    ]
    for path in files("*.html", "*.txt"):
        if "templates" in path.parts:
            # What stands in tags and comments is code.
            shown = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", path.read_text(), flags=re.S)
            wrong += [f"{name(path)} {found.group()}" for found in TYPEWRITER.finditer(shown)]
    assert not wrong


def locked(lock):
    """Name → version of a lock file."""
    found = re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s\\;]+)", (ROOT / lock).read_text(), re.M | re.I)
    return {package.lower().replace("_", "-"): version for package, version in found}


def declared(group):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = project["dependency-groups"]["dev"] if group == "dev" else project["project"]["dependencies"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", ["site"]), ("requirements-dev.lock", ["site", "dev"])]
)
def test_the_locks_hold_what_the_project_declares(lock, groups):
    versions = locked(lock)
    for group in groups:
        for wanted in declared(group):
            version = versions.get(wanted.name.lower().replace("_", "-"))
            assert version, f"{wanted.name} manque dans {lock}"
            assert wanted.specifier.contains(version), f"{wanted} mais {version} dans {lock}"


def test_both_locks_agree():
    site_versions, all_versions = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {package: all_versions.get(package) for package in site_versions} == site_versions


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_name_no_download_host_and_check_every_file(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(r"^--", text, re.M)
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.M | re.I)
    assert [package.split()[0] for package in packages if package.strip() and "--hash=sha256:" not in package] == []


def test_what_runs_the_site_is_not_a_tool_of_developers():
    """No module of the rooms imports a package that only the development lock brings."""
    only_dev = set(locked("requirements-dev.lock")) - set(locked("requirements.lock"))
    imported = {
        (name(path), alias.name.split(".")[0])
        for path in code()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        (name(path), (node.module or "").split(".")[0])
        for path in code()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and not node.level
    }
    assert not [found for found in imported if found[1].replace("_", "-") in only_dev]
    assert importlib.util.find_spec("config")
