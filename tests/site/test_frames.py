"""What pages share is rendered once, and contents wait on disk; each page is the same as without that."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from mkdocs.structure.files import Files

import page_words
from builder import BASE, PROJECT, build_site

NO_CONTENT = """
def on_env(env, config, files):
    assert not any(file.page.content for file in files.documentation_pages())
"""


@pytest.mark.parametrize("hook", ["hooks/page_frames.py", "hooks/page_contents.py", "hooks/theme_files.py"])
def test_pages_are_the_same_with_and_without_what_saves_time_or_memory(tmp_path: Path, hook: str) -> None:
    hooks = re.findall(r"(?m)^  - (hooks/\S+)", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    files = dict(BASE)
    for day in ("2022-07-28", "2022-08-11", "2022-08-25"):
        head = f"---\ntitle: 会议 {day}\ndate: {day}\n---\n\n参会人：ann\n\n"
        # One has nothing for a table of contents, one has no English page.
        files[f"zh/meetings/{day}.md"] = head + ("" if day == "2022-08-11" else "## 议程 1：x @ann\n\n- y\n")
        if day != "2022-08-25":
            files[f"en/meetings/{day}.md"] = head + "## Agenda 1: x @ann\n\n- y\n"
    files["zh/contributing/a.md"] = files["en/contributing/a.md"] = "# A\n\n## B\n\ntext\n"
    files["zh/contributing/b.md"] = files["en/contributing/b.md"] = "---\nhide: [toc]\n---\n\n# A\n\n## B\n\ntext\n"
    shared = build_site(tmp_path / "shared", files)
    hooks.remove(hook)
    alone = build_site(tmp_path / "alone", files, hooks=hooks)
    assert shared.addresses() == alone.addresses()
    for address in shared.addresses():
        assert shared.text(address) == alone.text(address), address


@pytest.mark.parametrize("language", ["zh", "en", "sr"])
def test_the_words_of_the_theme_are_those_that_it_finds_itself(language: str) -> None:
    (package,) = find_spec("material").submodule_search_locations  # type: ignore[union-attr, misc]
    templates = Path(package, "templates")
    environment = Environment(loader=FileSystemLoader(templates), autoescape=False)  # noqa: S701 — as MkDocs has it
    environment.globals["config"] = config = SimpleNamespace(theme={"language": language})
    theirs: Any = environment.get_template("partials/language.html").module
    page_words.on_env(environment, config, Files([]))  # type: ignore[arg-type]  # all that it looks at
    own = (PROJECT / "overrides" / "partials" / "language.html").read_text(encoding="utf-8")
    ours: Any = environment.from_string(own).module
    table = (templates / "partials" / "languages" / "en.html").read_text(encoding="utf-8")
    keys = [*re.findall(r'^  "([\w.]+)":', table, re.MULTILINE), "no.such.word"]
    assert len(keys) > 50
    assert [ours.t(key) for key in keys] == [theirs.t(key) for key in keys]


def test_no_content_is_in_memory_before_its_page_is_made(tmp_path: Path) -> None:
    hooks = re.findall(r"(?m)^  - (hooks/\S+)", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    (tmp_path / "no_content.py").write_text(NO_CONTENT, encoding="utf-8")
    site = build_site(tmp_path / "site", BASE, hooks=[*hooks, str(tmp_path / "no_content.py")])
    assert "<h1" in site.text("")
