"""Whatever is changed: a preview that goes on, a build in several processes and MkDocs by itself show one site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.error import HTTPError

from building_sites import ENVIRONMENT, MINUTES, files_of
from previewed import Preview, previewed, wait_for, without_scripts

DAYS = [f"2022-{month:02}-{day:02}" for month in (7, 8, 9, 10) for day in (6, 20)]
PROPOSALS = """\
proposals:
  - id: bizerror
    title: {zh: 业务异常, en: Business errors}
    aliases: [ALIAS]
"""
FILES: dict[str, str | bytes] = {
    "zh/meetings/2022-07-06.md": MINUTES.format(title="社区会议 7.6", date="2022-07-06", item="第一件事"),
    "en/meetings/2022-07-06.md": MINUTES.format(title="Meeting 7.6", date="2022-07-06", item="First"),
    "zh/meetings/2022-08-06.md": MINUTES.format(title="社区会议 8.6", date="2022-08-06", item="业务异常 的设计"),
    "zh/proposals/bizerror.md": "---\ntitle: 业务异常\n---\n\n说明。\n\n<!-- view: proposal-dossier -->\n",
    "_data/proposals.yml": PROPOSALS.replace("ALIAS", "业务异常"),
    "zh/meetings/notes/photo.png": b"\x89PNG",
}
ROUNDS, SEED = int(os.environ.get("ROUNDS", "3")), int(os.environ.get("SEED", "1"))
"""More rounds, or other ones: ``ROUNDS=50 SEED=2 pytest …``."""
Change = Callable[[Path, Random], object]


def minutes_of(project: Path) -> list[Path]:
    """The minutes of a project, in both locales."""
    return sorted(file for locale in ("zh", "en") for file in (project / "docs" / locale / "meetings").glob("2*.md"))


def add(project: Path, chance: Random) -> None:
    """Minutes of a meeting that has none yet in that locale, or other ones in the place of those that it has."""
    day = chance.choice(DAYS)
    items = ("第二件事", "bizerror 的进展", "Kitex v0.4.3 发布", "<b>粗体</b> 与 `code`", "")
    text = MINUTES.format(title=f"会议 {day}", date=day, item=chance.choice(items))
    directive = chance.choice(
        ("", "\n**提案**：bizerror → 已合入\n", "\n**提案**：bizerror → 已发布（Kitex v0.4.3）\n")
    )
    (project / "docs" / chance.choice(("zh", "en")) / "meetings" / f"{day}.md").write_text(text + directive, "utf-8")


def edit(project: Path, chance: Random) -> None:
    """A line more in some minutes."""
    line = f"\n{chance.randrange(9)}. 又说了一些话 {chance.random()}。\n"
    with chance.choice(minutes_of(project)).open("ab") as file:
        file.write(line.encode())


def delete(project: Path, chance: Random) -> None:
    """Some minutes less."""
    if len(files := minutes_of(project)) > 1:
        chance.choice(files).unlink()


def rename(project: Path, chance: Random) -> None:
    """The same minutes under the name of another day."""
    file = chance.choice(minutes_of(project))
    file.replace(file.with_stem(chance.choice(DAYS)))


def break_it(project: Path, chance: Random) -> None:
    """Front matter that is no YAML, or bytes that are no UTF-8."""
    chance.choice(minutes_of(project)).write_bytes(chance.choice((b"---\ntitle: [\n---\n\ntext\n", b"\xff\xfe")))


def register(project: Path, chance: Random) -> None:
    """Another name of the proposal, which other titles have."""
    aliases = chance.choice(("业务异常", "第二件事", "First", "进展"))
    (project / "docs" / "_data" / "proposals.yml").write_text(PROPOSALS.replace("ALIAS", aliases), "utf-8")


def redesign(project: Path, chance: Random) -> None:
    """Another template of meetings."""
    template = project / "overrides" / "fragments" / "meeting_page.jinja"
    template.write_text(f"{template.read_text('utf-8')}<p>{chance.random()}</p>\n", "utf-8")


def reword(project: Path, chance: Random) -> None:
    """Another text of the site."""
    strings = project / "hooks" / "minutes" / "strings" / chance.choice(("zh", "en")) / "site.yml"
    text = re.sub(r"(?m)^not_found.title: .*$", f"not_found.title: Title {chance.random()}", strings.read_text("utf-8"))
    strings.write_text(text, "utf-8")


CHANGES: list[Change] = [add, add, edit, edit, delete, rename, break_it, register, redesign, reword]


def test_builds_agree_whatever_was_changed(tmp_path: Path) -> None:
    chance = Random(SEED)
    with previewed(tmp_path, FILES) as preview:
        for _ in range(ROUNDS):
            made = [change.__name__ for change in _change(preview, chance)]
            theirs = _built(preview, "mkdocs", "build", "--site-dir", "plain")
            ours = _built(preview, "scripts/build_site.py", "--site-dir", "parts")
            assert ours.keys() == theirs.keys(), made
            assert [path for path in ours if ours[path] != theirs[path]] == [], made
            theirs.pop("_headers")
            shown = {path: without_scripts(path, preview.get(path)) for path in theirs}
            assert [path for path in theirs if shown[path] != without_scripts(path, theirs[path])] == [], made


def _change(preview: Preview, chance: Random) -> list[Change]:
    changes = chance.sample(CHANGES, 3)
    for change in changes:
        change(preview.project, chance)
    # What has this has all the others.
    last = str(chance.random())
    (preview.project / "docs" / "zh" / "last.md").write_text(f"# {last}\n", "utf-8")
    wait_for(lambda: last in _last_page(preview))
    return changes


def _last_page(preview: Preview) -> str:
    try:
        return preview.text("last/")
    except HTTPError as unknown:
        unknown.close()
        return ""


def _built(preview: Preview, *command: str) -> dict[str, bytes]:
    """The files of a build in the preview's project, for its address."""
    configuration = preview.project / "mkdocs.yml"
    text = configuration.read_text("utf-8").replace("https://example.org/meetings/", preview.address)
    (preview.project / "built.yml").write_text(text, "utf-8")
    start = ["-m", *command] if command[0] == "mkdocs" else [*command]
    environment = {**ENVIRONMENT, "PYTHONPATH": str(preview.project / "hooks")}
    done = subprocess.run(
        [sys.executable, *start, "--config-file", "built.yml"],
        cwd=preview.project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return files_of(preview.project / command[-1])
