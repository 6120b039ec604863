"""The house: imports run one way, the core is pure, and no file is two."""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from helpers import PROJECT, assert_in_a_process

HOOKS, SCRIPTS = PROJECT / "hooks", PROJECT / "scripts"
CORE = HOOKS / "minutes"
# Besides the floors of the site: what a command needs (streams, files, git) begins on floor 2, what looks at whole
# archives for one stands on floors 5 to 7.
FLOORS = {
    1: (
        *(
            "diagnostics",
            "vocabulary",
            "strings",
            "addresses",
            "identifiers",
            "root_files",
            "robots",
            "security",
            "gfm",
        ),
        *("values",),
    ),
    2: (
        *("prose", "model", "yamlsource", "blocks", "blockreader", "markdown", "frontmatter", "people", "references"),
        *(
            "links",
            "directives",
            "reporters",
            "command",
            "baseline",
            "fixes",
            "revisions",
            "placing",
            "relinking",
            "hugo",
        ),
        *("sources", "settings", "processes", "cache"),
    ),
    3: (
        *("header", "agenda", "news", "unclosed", "parser", "registry", "registryreader", "moved", "reread"),
        *("outputs", "outlines", "templates"),
    ),
    4: ("archive", "schemas", "ledger"),
    5: ("rules", "proposals", "action_items", "translations", "asof", "foreign"),
    6: ("views", "checking", "changes", "scaffold", "importer"),
    7: ("renderer", "api", "feeds", "search", "review", "review_json", "review_markdown", "import_report"),
}
TEXT_ONLY = {
    *("diagnostics", "vocabulary", "addresses", "identifiers", "root_files", "robots", "security"),
    *("prose", "model", "yamlsource", "blocks", "blockreader", "gfm", "markdown", "frontmatter", "people"),
    *(
        "references",
        "links",
        "directives",
        "header",
        "agenda",
        "news",
        "unclosed",
        "parser",
        "registry",
        "registryreader",
        "moved",
    ),
    *("reread", "outlines", "rules", "proposals", "action_items", "translations", "asof", "views", "api"),
    *("feeds", "search"),
}
"""What must not touch a file: text comes in, values go out."""
FLOOR_OF = {module: floor for floor, modules in FLOORS.items() for module in modules}
ENTRANCE = 8
"""The floor of hooks and scripts."""
MAX_LINES = 300
PUBLISHING = ("git", "branches", "catalogue", "builds", "corrections", "rootpages", "publication", "tasks")
"""The modules of the publishing command: each one imports only from those before it."""

CORE_FILES = sorted(path for path in CORE.rglob("*.py") if path != CORE / "__init__.py")
ALL_FILES = [*CORE_FILES, *sorted(HOOKS.glob("*.py")), *sorted(SCRIPTS.rglob("*.py"))]


def name_of(path: Path) -> str:
    """A path below the project."""
    return path.relative_to(PROJECT).as_posix()


def module_of(path: Path) -> str:
    """The dotted name of a file: ``minutes.rules.links``."""
    parts = path.relative_to(HOOKS).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path) for path in CORE_FILES}


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            package = node.module or ""
            inside = {f"{package}.{alias.name}" for alias in node.names}.intersection(MODULES)
            found.update(inside)
            if len(inside) < len(node.names):
                found.add(package)
    return found


def floor_of(module: str) -> int:
    """The floor of a module: that of its name below ``minutes``."""
    return FLOOR_OF.get(module.split(".")[1], ENTRANCE) if module.startswith("minutes.") else ENTRANCE


@pytest.mark.parametrize("path", CORE_FILES, ids=name_of)
def test_every_module_of_the_core_has_a_floor(path: Path) -> None:
    assert module_of(path).split(".")[1] in FLOOR_OF, "a new module: say in FLOORS where it stands"


def test_every_floor_has_only_modules_that_exist() -> None:
    assert set(FLOOR_OF) - {module.split(".")[1] for module in MODULES} == set()


@pytest.mark.parametrize("path", CORE_FILES, ids=name_of)
def test_imports_never_lead_to_a_higher_floor(path: Path) -> None:
    here = floor_of(module_of(path))
    upwards = [name for name in imports_of(path) if name.startswith("minutes.") and floor_of(name) > here]
    assert upwards == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path in CORE_FILES:
        module = module_of(path)
        graph[module] = {name for name in imports_of(path) if name in MODULES and name != module}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("path", CORE_FILES, ids=name_of)
def test_the_core_never_imports_what_shows_it(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports_of(path)}
    hooks = {hook.stem for hook in HOOKS.glob("*.py")} | {script.stem for script in SCRIPTS.glob("*.py")}
    assert outside.isdisjoint({"mkdocs", "material", "mkdocs_static_i18n", "click", *hooks})


@pytest.mark.parametrize("path", CORE_FILES, ids=name_of)
def test_only_the_renderer_and_how_it_compiles_know_jinja(path: Path) -> None:
    names = {name.split(".")[0] for name in imports_of(path)}
    assert ("jinja2" in names) == (module_of(path) in {"minutes.renderer", "minutes.templates"})


TEXT_FILES = [path for path in CORE_FILES if module_of(path).split(".")[1] in TEXT_ONLY and path.stem != "samples"]


@pytest.mark.parametrize("path", TEXT_FILES, ids=name_of)
def test_what_reads_text_touches_no_file(path: Path) -> None:
    assert {name.split(".")[0] for name in imports_of(path)}.isdisjoint(
        {"os", "io", "subprocess", "shutil", "tempfile"}
    )
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)}
    assert "open" not in calls
    assert not {call.rpartition(".")[2] for call in calls}.intersection(
        {"read_text", "read_bytes", "write_text", "glob"}
    )


@pytest.mark.parametrize("path", sorted(HOOKS.glob("*.py")), ids=name_of)
def test_no_hook_imports_another_hook(path: Path) -> None:
    hooks = {hook.stem for hook in HOOKS.glob("*.py")} - {"bridge", "filling"}
    assert imports_of(path).isdisjoint(hooks)


def test_the_core_works_where_mkdocs_is_not_installed() -> None:
    assert_in_a_process(
        "import sys",
        "for name in ('mkdocs', 'material', 'mkdocs_static_i18n', 'markdown', 'click'):",
        "    sys.modules[name] = None",
        *(f"import {module}" for module in sorted(MODULES)),
        "from minutes.parser import parse_minutes",
        "assert parse_minutes('## Agenda 1: T', 'en/meetings/2031-05-06.md', 'en').items",
        seconds=20,
    )


@pytest.mark.parametrize("path", ALL_FILES, ids=name_of)
def test_no_file_is_two(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", ALL_FILES, ids=name_of)
def test_every_file_says_what_it_knows(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or path.stat().st_size == 0


def test_publishing_goes_one_way() -> None:
    folder = SCRIPTS / "publishing"
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", *PUBLISHING}
    for number, module in enumerate(PUBLISHING):
        imported = re.findall(
            r"^(?:from publishing import|from publishing\.|import publishing\.)(.*)$",
            (folder / f"{module}.py").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        named = {name for line in imported for name in re.findall(r"\w+", line.partition(" import ")[0])}
        assert named <= set(PUBLISHING[:number]), module
