"""Files of the docs folder that are not what they should be: nothing of the machine comes onto the site, and a build
neither stops nor takes long over them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import bridge
from builder import BASE, build_docs, build_site, write_docs
from minutes import archive

MINUTES = "---\ntitle: x\ndate: 2023-01-05\n---\n\n## 议程 1：甲\n\n![图](a.png)\n"


def _link(target: str) -> Callable[[Path, Path], None]:
    return lambda place, outside: place.symlink_to(target.format(outside=outside))


def _foreign_name(place: Path, _: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(place.parent) + b"/2023-01-05-\xff.md"))
    try:
        path.write_text(MINUTES, encoding="utf-8")
    except OSError:
        pytest.skip("this disk has no name that is no UTF-8")


@pytest.mark.parametrize(
    ("path", "put"),
    [
        pytest.param("zh/meetings/a.png", _link("{outside}/secret.txt"), id="a picture"),
        pytest.param("zh/meetings/2023-01-19.md", _link("{outside}/secret.txt"), id="minutes"),
        pytest.param("zh/proposals/x.md", _link("{outside}/secret.txt"), id="a page"),
        pytest.param("zh/meetings/more", _link("{outside}"), id="a folder"),
        pytest.param("zh/meetings/more", _link("../../../outside"), id="a folder, relative"),
        pytest.param("zh/meetings/more", _link("../meetings"), id="a folder around it"),
        pytest.param("zh/meetings/more.txt", _link("more.txt"), id="itself"),
        pytest.param("_data/people.yml", _link("{outside}/secret.txt"), id="the registry"),
        pytest.param("zh/meetings/2023-01-05-x.md", _foreign_name, id="a name that is no UTF-8"),
    ],
)
def test_nothing_outside_the_folder_comes_onto_the_site(
    path: str, put: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret-of-the-machine\n", encoding="utf-8")
    write_docs(docs, {**BASE, "zh/meetings/2023-01-05.md": MINUTES})
    (docs / path).parent.mkdir(parents=True, exist_ok=True)
    put(docs / path, outside)
    site = build_docs(docs, tmp_path / "site")
    told = [warning for warning in site.warnings if "MIN004" in warning or "file-unreadable" in warning]
    assert told, site.warnings
    for file in site.folder.rglob("*"):
        assert not file.is_symlink()
        assert not file.is_file() or b"secret-of-the-machine" not in file.read_bytes(), file


_INSTRUCTIONS = (
    '--8<-- "{file}"',
    '{{% include "{file}" %}}',
    "{{{{ 6 * 7 }}}}",
    "{{! {file} !}}",
    '{{{{< readfile file="{file}" >}}}}',
    '<!--#include virtual="{file}" -->x',
    "![[{file}]]",
)


def test_what_other_tools_take_for_an_instruction_is_text(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret-of-the-machine\n", encoding="utf-8")
    lines = [line.format(file=secret) for line in _INSTRUCTIONS]
    body = "\n\n".join(f"第 {number} 行 {line}\n\n{line}" for number, line in enumerate(lines))
    site = build_site(tmp_path, {**BASE, "zh/meetings/2023-01-05.md": f"{MINUTES}\n{body}\n"})
    page = "".join(site.page("meetings/2023-01-05/").itertext())
    for line in lines:
        # A comment is no text.
        shown = re.sub("<!--.*-->", "", line)
        assert page.count(shown) >= 2, line
    for file in site.folder.rglob("*.*"):
        assert b"secret-of-the-machine" not in file.read_bytes(), file


def test_a_file_of_a_hundred_megabytes_is_not_read(tmp_path: Path) -> None:
    docs = tmp_path / "docs" / "zh" / "meetings"
    docs.mkdir(parents=True)
    with (docs / "2023-01-05.md").open("wb") as file:
        file.write(MINUTES.encode())
        file.truncate(100_000_000)
    site = build_site(tmp_path, BASE)
    assert any("100000000" in warning for warning in site.warnings), site.warnings
    # Not in the assertion, which would write out a page of a hundred megabytes.
    shown = "议程 1" in site.text("meetings/2023-01-05")
    assert not shown


@pytest.mark.parametrize(
    ("page", "told"),
    [
        pytest.param(b"---\ntitle: x\n---\n\n\xff", "zh/x.md：页面不是 UTF-8，第 5 行", id="no UTF-8"),
        pytest.param(b"---\ntitle: x\ntemplate: ../../main.html\n---\n", "没有模板“../../main.html”", id="a path"),
        pytest.param(b"---\ntitle: x\ntemplate: /etc/passwd\n---\n", "没有模板“/etc/passwd”", id="an absolute path"),
        pytest.param(b"---\ntitle: x\ntemplate: [main.html]\n---\n", "没有模板“['main.html']”", id="a list"),
    ],
)
def test_a_page_that_cannot_be_built_does_not_stop_the_others(page: bytes, told: str, tmp_path: Path) -> None:
    site = build_site(tmp_path, {**BASE, "zh/x.md": page})
    (warning,) = site.warnings
    assert told in warning
    assert site.text("agenda")


@pytest.mark.parametrize("path", ["zh/news.md", "zh/proposals/x.md", "zh/meetings/a.png", "zh/meetings/2023-01-05.md"])
@pytest.mark.parametrize("work", [(archive, "archive_from"), (bridge, "read_archive")], ids=["listed", "read"])
def test_a_file_that_goes_away_while_files_are_read_is_named_and_stops_no_other(
    path: str, work: tuple[ModuleType, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    write_docs(docs, {**BASE, "zh/meetings/2023-01-05.md": MINUTES, "zh/meetings/a.png": b"", "zh/proposals/x.md": "x"})
    done = getattr(*work)

    def gone_meanwhile(*arguments: Any) -> Any:
        before = done(*arguments) if work[0] is bridge else None
        (docs / path).unlink()
        return before or done(*arguments)

    monkeypatch.setattr(*work, gone_meanwhile)
    site = build_docs(docs, tmp_path / "site")
    # Minutes that were read with the archive are not read again.
    shown = work[0] is bridge and path.endswith("2023-01-05.md")
    assert any(path in warning for warning in site.warnings) is not shown, site.warnings
    assert {"", "agenda", "en/news", "meetings/2023-01-05"} <= set(site.addresses())


def test_a_page_may_have_a_template_of_the_theme(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**BASE, "zh/x.md": "---\ntitle: x\ntemplate: main.html\n---\n\nyes\n"})
    assert site.warnings == []
    assert "yes" in site.text("x")
