"""A build after another one: what did not change is not made again, and the site is that of a first build."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import PROJECT
from building_sites import MINUTES, files_of, linked_project, start_build

DAYS = ("2022-07-14", "2022-07-28", "2022-08-11")
COLD = {"MINUTES_CACHE": "off"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built, with hooks and templates of its own."""
    folder = tmp_path_factory.mktemp("built")
    files = {
        f"{locale}/meetings/{day}.md": MINUTES.format(title=f"会议 {day}", date=day, item="第一件事")
        for locale in ("zh", "en")
        for day in DAYS
    }
    project = linked_project(folder / "project", {**files, "_data/people.yml": "people:\n  - {id: ada, name: Ada}\n"})
    for name in ("hooks", "overrides"):
        (project / name).unlink()
        shutil.copytree(PROJECT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    (project / "installed" / "something-1.0.dist-info").mkdir(parents=True)
    _build(project)
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """The same in a place of its own, where it may be changed."""
    return shutil.copytree(built, tmp_path / "project", symlinks=True)


def _build(project: Path, *arguments: str, **environment: str) -> str:
    paths = os.pathsep.join([str(project / "hooks"), str(project / "installed")])
    process = start_build(project, *arguments, **{"PYTHONPATH": paths, **environment})
    said = process.communicate(timeout=200)[1]
    assert process.returncode == 0, said
    return said


def _cold(project: Path) -> dict[str, bytes]:
    """The site that a build without a cache gives."""
    _build(project, "--site-dir", "cold", **COLD)
    return files_of(project / "cold")


def _numbers(project: Path) -> dict[str, int]:
    """What the disk knows the files of the site by: the same where one was not made again."""
    site = project / "site"
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


def _made_again(project: Path, before: dict[str, int]) -> set[str]:
    return {path for path, number in _numbers(project).items() if before.get(path) != number}


def test_what_did_not_change_is_not_made_again(project: Path) -> None:
    _build(project, "--strict")
    before, folder = _numbers(project), (project / "site").stat().st_ino
    _build(project, "--strict")
    assert (_numbers(project), (project / "site").stat().st_ino) == (before, folder)
    minutes = project / "docs/zh/meetings/2022-08-11.md"
    minutes.write_text(minutes.read_text("utf-8") + "\n2. 又说了 Rust。\n", "utf-8")
    _build(project, "--strict")
    made = _made_again(project, before)
    assert {"meetings/2022-08-11/index.html", "index.html", "feeds/meetings.atom"} <= made
    assert {"meetings/2022-07-28/index.html", "en/meetings/2022-07-14/index.html"}.isdisjoint(made)
    assert any(path.startswith("search/data/") for path in set(before) - made)
    assert files_of(project / "site") == _cold(project)


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _edit_template(project: Path) -> None:
    _edit(project / "overrides/fragments/meeting_page.jinja", "{%", "<!-- template -->{%")


def _edit_code(project: Path) -> None:
    _edit(project / "hooks/minutes/strings/zh/site.yml", "meeting.previous: ", "meeting.previous: Strings changed ")
    _edit(project / "hooks/page_kinds.py", 'data-kind="{kind}"', 'data-kind="{kind}" data-hook="1"')
    _edit(project / "hooks/minutes/links.py", "<wbr>", "<wbr class='core'>")


def _edit_registry(project: Path) -> None:
    (project / "docs/_data/people.yml").write_text("people:\n  - {id: registry, name: L, aliases: [lsjbd]}\n", "utf-8")


def _edit_navigation(project: Path) -> None:
    (project / "docs/zh/agenda.md").write_text(
        "---\ntitle: Navigation changed\n---\n\n<!-- view: agenda-index -->\n", "utf-8"
    )


def _edit_configuration(project: Path) -> None:
    _edit(project / "mkdocs.yml", "example.org", "address.example.org")


CHANGES: dict[Callable[[Path], object], tuple[str, ...]] = {
    _edit_template: ("<!-- template -->",),
    _edit_code: ("Strings changed", 'data-hook="1"', "class='core'"),
    _edit_registry: ("#registry",),
    _edit_navigation: ("Navigation changed",),
    _edit_configuration: ("//address.",),
}
"""What may be changed that all pages of meetings depend on, with what is on them after that."""


def test_whatever_pages_depend_on_has_them_made_again(project: Path) -> None:
    installed = project / "installed" / "something-1.0.dist-info"
    page = project / "site/meetings/2022-07-28/index.html"
    minutes = project / "docs/zh/meetings/2022-07-28.md"
    minutes.write_text(minutes.read_text("utf-8") + "\n- https://example.org/a/b/c\n", "utf-8")
    _build(project)
    for change, told in CHANGES.items():
        assert not any(text in page.read_text("utf-8") for text in told)
        change(project)
        _build(project)
        assert all(text in page.read_text("utf-8") for text in told)
    assert files_of(project / "site") == _cold(project)
    before = _numbers(project)
    installed.rename(installed.with_name("something-1.1.dist-info"))
    _build(project)
    # Other files that come out the same stay what they were.
    assert {path for path in before if path.endswith(".html")} <= _made_again(project, before)


def test_the_environment_is_a_part_of_what_a_site_is_made_of(project: Path) -> None:
    whole = files_of(project / "site")
    _build(project, MINUTES_AS_OF="2022-07-28")
    assert "meetings/2022-08-11/index.html" not in files_of(project / "site")
    _build(project)
    assert files_of(project / "site") == whole


def test_a_site_that_was_tampered_with_is_mended(project: Path) -> None:
    whole = files_of(project / "site")
    (project / "site/meetings/2022-07-28/index.html").write_bytes(b"<p>")
    (project / "site/meetings/2022-07-14/index.html").unlink()
    (project / "site/more.html").write_bytes(b"<p>")
    _build(project)
    assert files_of(project / "site") == whole


def test_what_is_wrong_is_told_by_every_build(project: Path) -> None:
    (project / "docs/zh/about.md").write_text("# 关于\n\n[x](nowhere.md)\n", "utf-8")
    said = [_build(project) for _ in range(2)]
    assert [one.count("nowhere.md") > 0 for one in said] == [True] * 2
    page = project / "docs/zh/about.md"
    page.write_text("# 关于\n\n[x](meetings/2022-07-28.md#agenda-1)\n", "utf-8")
    assert "agenda-1" not in _build(project)
    for locale in ("zh", "en"):
        minutes = project / f"docs/{locale}/meetings/2022-07-28.md"
        minutes.write_text(minutes.read_text("utf-8").replace("议程 1", "议程 3"), "utf-8")
    # The page that leads there did not change, and is wrong now.
    assert "#agenda-1" in _build(project)


def _damage(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 3 :: 997] = b"\xff" * len(data[len(data) // 3 :: 997])
    file.write_bytes(data)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _replace(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE made (another TEXT)")
    database.close()


HARMS: dict[str, Callable[[Path], object]] = {
    "minutes": _damage,
    "zh": _cut,
    "en": _replace,
    "sites": Path.unlink,
    "all-locales": _damage,
}


def test_a_cache_that_is_harmed_makes_no_other_site(project: Path) -> None:
    assert {file.stem for file in (project / ".cache/build").glob("*.sqlite")} == set(HARMS)
    for name, harm in HARMS.items():
        harm(project / ".cache/build" / f"{name}.sqlite")
    minutes = project / "docs/en/meetings/2022-07-28.md"
    minutes.write_text(minutes.read_text("utf-8") + "\n2. More.\n", "utf-8")
    said = _build(project)
    assert said.startswith("site/ ")
    assert files_of(project / "site") == _cold(project)
    # What of it was found only while it was used is begun anew by the next one.
    _build(project)
    before = _numbers(project)
    _build(project)
    assert _numbers(project) == before


def test_two_builds_at_once_make_the_same_site(project: Path) -> None:
    minutes = project / "docs/zh/meetings/2022-07-28.md"
    minutes.write_text(minutes.read_text("utf-8") + "\n2. 又说了。\n", "utf-8")
    environment = {"PYTHONPATH": str(project / "hooks")}
    running = [start_build(project, "--site-dir", folder, **environment) for folder in ("site", "other")]
    for process in running:
        said = process.communicate(timeout=200)[1]
        assert process.returncode == 0, said
    cold = _cold(project)
    assert files_of(project / "site") == cold
    assert files_of(project / "other") == cold


def test_without_a_cache_nothing_is_kept_and_nothing_taken(project: Path) -> None:
    before, known = _numbers(project), files_of(project / ".cache")
    _build(project, **COLD)
    assert _made_again(project, before) == set(before)
    assert files_of(project / ".cache") == known


@pytest.fixture
def changing(project: Path) -> Path:
    """A project in which minutes are changed while the site is built."""
    (project / "hooks/changing.py").write_text(
        "from pathlib import Path\n\n\n"
        "def on_nav(nav, config, files):\n"
        "    page = Path(config.docs_dir, 'zh/about.md')\n"
        "    if page.exists() and '第二版' not in page.read_text('utf-8'):\n"
        "        page.write_text('# 关于\\n\\n第二版。\\n', 'utf-8')\n",
        encoding="utf-8",
    )
    hooks = (project / "mkdocs.yml").read_text("utf-8")
    text = (project / "project.yml").read_text("utf-8")
    (project / "project.yml").unlink()
    (project / "project.yml").write_text(text.replace("hooks:\n", "hooks:\n  - hooks/changing.py\n"), "utf-8")
    (project / "mkdocs.yml").write_text(hooks, "utf-8")
    return project


def test_what_was_made_while_somebody_changed_something_is_not_kept(changing: Path) -> None:
    page = changing / "docs/zh/about.md"
    page.write_text("# 关于\n\n第一版。\n", "utf-8")
    _build(changing)
    page.write_text("# 关于\n\n第一版。\n", "utf-8")
    os.utime(page, (1, 1))
    _build(changing)
    assert "第二版" in (changing / "site/about/index.html").read_text("utf-8")
    assert files_of(changing / "site") == _cold(changing)
