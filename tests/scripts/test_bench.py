"""The benchmark: its synthetic archive, its host, and what it makes of sizes. Timings are no tests."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from benching import tables
from benching.building import measured
from benching.contenders import contenders, middle_of, write_project
from benching.measuring import run
from benching.previews import preview_times
from benching.profiling import profile
from benching.speedpages import PAGE, write_pages
from benching.spending import FailedError, spent
from benching.synthetic import write_archive
from benching.weights import Weight, page_weights
from browsing.host import gzipped, served
from builder import PROJECT
from minutes.archive import Archive, read_archive
from minutes.rules import check
from samples import FOREST

MEETINGS = 60
PREVIEWED = (
    "In a preview of 1,000 meetings, it takes 0.73 s from saving minutes until the meeting page shows the new words, "
    "and 1.75 s until the agenda index shows a new title. With nothing changed, the meeting page loads in 0.12 s."
)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic") / "docs"
    assert len(write_archive(folder, MEETINGS, PROJECT / "docs")) == 2 * MEETINGS
    return folder


@pytest.fixture(scope="module")
def archive(docs: Path) -> Archive:
    return read_archive(docs, ("zh", "en"))


def test_a_synthetic_archive_is_like_minutes_and_has_no_error(archive: Archive) -> None:
    assert [one.code.code for one in check(archive) if one.fails_strict] == []
    items = [item for meeting in archive.meetings for item in meeting.in_locale("zh").items]
    assert 4.5 < len(items) / MEETINGS < 6.5
    newest = read_archive(PROJECT / "docs", ("zh", "en")).meetings[-1].date
    assert archive.meetings[-1].date == newest
    assert len({meeting.date for meeting in archive.meetings}) == MEETINGS
    assert len({item.title for item in items}) > 0.95 * len(items)
    assert len({reference.label for item in items for reference in item.references}) > 50
    assert len({name for item in items for name in item.presenters}) > 20
    assert len({one.proposal for item in items for one in item.directives}) > 10


def test_both_locales_of_a_synthetic_meeting_tell_the_same(archive: Archive) -> None:
    for meeting in archive.meetings:
        zh, en = ([(item.anchor, item.presenters) for item in each.items] for each in meeting.minutes.values())
        assert zh == en


def test_a_synthetic_archive_is_the_same_at_every_run(docs: Path, tmp_path: Path) -> None:
    for file in write_archive(tmp_path / "docs", MEETINGS, PROJECT / "docs")[::40]:
        assert file.read_bytes() == (docs / file.relative_to(tmp_path / "docs")).read_bytes()


def test_the_host_compresses_and_lets_assets_be_kept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>page</p>", encoding="utf-8")
    (tmp_path / "a.css").write_text("p {}", encoding="utf-8")
    (tmp_path.parent / "secret.txt").write_text("x", encoding="utf-8")
    with served(tmp_path, {"/more/": b"more"}) as address:
        found = {}
        for path in ("", "a.css", "more/"):
            with urlopen(f"{address}{path}") as answer:  # noqa: S310 — of this machine
                found[path] = (gzip.decompress(answer.read()), answer.headers["Cache-Control"].partition(",")[0])
        for path in ("none/", "..%2Fsecret.txt"):
            with pytest.raises(HTTPError) as refused:
                urlopen(f"{address}{path}")  # noqa: S310 — of this machine
            refused.value.close()
            assert refused.value.code == 404
    assert found == {"": (b"<p>page</p>", "no-cache"), "a.css": (b"p {}", "public"), "more/": (b"more", "no-cache")}


def test_the_heaviest_page_of_each_kind_is_named(tmp_path: Path) -> None:
    pages = {"": 10, "en/": 20, "agenda/": 10, "agenda/2022/": 10}
    pages |= {"meetings/2022-01-01/": 30, "en/meetings/2022-01-01/": 40}
    for address, size in pages.items():
        (tmp_path / address).mkdir(parents=True, exist_ok=True)
        text = "".join(f"<p>{number * number}" for number in range(size))
        (tmp_path / address / "index.html").write_text(text, encoding="utf-8")
    weights = page_weights(tmp_path, {"zh": "", "en": "en/"})
    found = {one.kind: (one.address, one.elements, one.pages) for one in weights}
    assert found == {
        "home": ("en", 20, 2),
        "meeting": ("en/meetings/2022-01-01", 40, 2),
        "agenda/": ("agenda", 10, 1),
        "agenda/…": ("agenda/2022", 10, 1),
    }
    assert gzipped(b"a" * 1000) < 50


def test_a_meeting_page_that_is_too_heavy_is_told() -> None:
    def told(size: int) -> str:
        return tables.verdict("Site", [Weight("meeting", "m", size, 0, 0, 1), Weight("home", "h", 99_999, 0, 0, 1)])

    assert "within 40.0 KB" in told(40 * 1024)
    assert "OVER 40.0 KB" in told(40 * 1024 + 1)


@pytest.mark.parametrize(
    ("part", "named"), [("phone", "agenda index of 2 meetings on a slow phone"), ("preview", "preview of 2 meetings")]
)
def test_what_is_left_out_without_a_browser_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], part: str, named: str
) -> None:
    monkeypatch.setattr("benching.measuring.browser_path", lambda: None)
    monkeypatch.setattr("benching.measuring.build_site", lambda *_: 1.0)
    found = run(tmp_path, 2, 1, [part])
    assert found[part] is None
    assert f"Left out: {named}, for there is no Chromium" in capsys.readouterr().out


# Whole builds.


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A docs folder of two meetings that has all that the project's own navigation names."""
    docs = tmp_path_factory.mktemp("forest") / "docs"
    guides = {f"{locale}/contributing/index.md": "# Contributing\n" for locale in ("zh", "en")}
    for path, text in {**FOREST, **guides}.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_bytes(text.encode() if isinstance(text, str) else text)
    return docs


@pytest.fixture(scope="module")
def costs(forest: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the builds of those two meetings cost, without a Hugo; the whole site is built for the profile."""
    folder = tmp_path_factory.mktemp("builds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("benching.contenders.hugo_path", lambda: None)
        patch.setattr("benching.building.hugo_path", lambda: None)
        found = measured(
            {2: [one for one in contenders(folder, forest) if one.name in {"mkdocs", "site-without-search"}]}, 1
        )
    plain, own = folder / "mkdocs" / "site", folder / "own" / "site"
    assert (plain / "search" / "search_index.json").is_file()
    for prefix in ("", "en/"):
        assert "md-nav__link" in (plain / prefix / "meetings/2023-03-01/index.html").read_text(encoding="utf-8")
        assert "agenda-item" in (own / prefix / "meetings/2023-03-01/index.html").read_text(encoding="utf-8")
        assert not (own / prefix / "search/data").exists()
    return found


def test_builds_are_compared_with_mkdocs_by_the_book(costs: dict[str, Any]) -> None:
    found = costs["sizes"]["2"]
    assert list(found) == ["mkdocs", "site-without-search"]
    plain, own = found.values()
    assert plain["ratio"] == 1
    assert own["ratio"] == pytest.approx(own["seconds"] / plain["seconds"], abs=0.01)
    assert all(value > 0 for one in found.values() for value in one.values())
    assert costs["growth"] == dict.fromkeys(found, 1)
    assert "hugo" not in costs["versions"]


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """The guide's pages on the speed of builds, alone."""
    for locale in ("zh", "en"):
        (tmp_path / locale / "contributing").mkdir(parents=True)
        (tmp_path / locale / PAGE).write_bytes((PROJECT / "docs" / locale / PAGE).read_bytes())
    return tmp_path


def test_what_was_measured_is_written_into_the_guide(costs: dict[str, Any], guide: Path) -> None:
    circumstances = {"date": "2024-02-29", "machine": {"cores": 2, "architecture": "x86_64"}, "rounds": 3}
    fast = {"seconds": 9.51, "ratio": 0.19, "processor_seconds": 9.4, "processor_ratio": 0.2, "megabytes": 250}
    sizes = {"200": costs["sizes"]["2"], "1000": {"mkdocs": {**fast, "seconds": 50.04, "ratio": 1}, "site": fast}}
    found = {
        **circumstances,
        "versions": {"hugo": "0.1"},
        "sizes": sizes,
        "growth": {"mkdocs": 9.31, "site": 4.96},
    }
    for _ in range(2):
        write_pages({"build": found, "preview": {"load": 123, "words": 734, "title": 1750}}, guide)
    before, written = (PROJECT / "docs/en" / PAGE).read_text(encoding="utf-8"), (guide / "en" / PAGE).read_text("utf-8")
    start, end = "<!-- measured -->\n", "<!-- end measured -->"
    assert written.partition(start)[0] == before.partition(start)[0]
    assert written.partition(start)[2].partition(end)[0].split("\n") == [
        "<!-- since: 2024-02-29 -->",
        "",
        "## The latest measurement",
        "",
        "29 February 2024, a machine with 2 cores (x86_64), 1,000 meetings; medians, rounds: 3. Versions: Hugo 0.1.",
        "",
        "| Builder | Seconds | Ratio to MkDocs | Processor seconds | Peak memory (MB) | From 200 to 1,000 meetings |",
        "| --- | --: | --: | --: | --: | --: |",
        "| MkDocs by the book | 50.0 | 1.00 | 9.4 | 250 | 9.3 |",
        "| This site (`make build`) | 9.5 | 0.19 | 9.4 | 250 | 5.0 |",
        "",
        PREVIEWED,
        "",
        "<!-- end since -->",
        "",
    ]
    assert "1,000 次会议" in (guide / "zh" / PAGE).read_text(encoding="utf-8")


def test_everyone_who_takes_part_has_a_name_in_the_guide(
    costs: dict[str, Any], guide: Path, forest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benching.contenders.hugo_path", lambda: "hugo")
    names = [one.name for one in contenders(tmp_path / "builds", forest)]
    one = costs["sizes"]["2"]["mkdocs"]
    write_pages(
        {"build": {**costs, "sizes": {"2": dict.fromkeys(names, one)}, "growth": dict.fromkeys(names, 1)}}, guide
    )
    rows = [line.split(" | ")[0] for line in (guide / "en" / PAGE).read_text(encoding="utf-8").splitlines()]
    assert {"| MkDocs by the book", "| This site", "| This site without its search index"} < set(rows)
    assert "| Hugo, minimal layouts" in rows


def test_a_guide_without_marks_is_not_written(costs: dict[str, Any], guide: Path) -> None:
    (guide / "zh" / PAGE).write_text("# Speed\n", encoding="utf-8")
    with pytest.raises(LookupError, match="measured"):
        write_pages({"build": costs}, guide)


def test_a_profile_has_every_second_once_by_hook_by_event_and_by_phase(forest: Path, tmp_path: Path) -> None:
    found = profile(tmp_path, forest)
    for name in ("hooks", "events", "hooks_and_events", "phases"):
        assert sum(found[name].values()) == pytest.approx(found["seconds"], abs=0.05), name
        assert list(found[name].values()) == sorted(found[name].values(), reverse=True)
    assert {"MkDocs", "i18n", "hooks/meeting_pages.py", "hooks/search.py"} <= set(found["hooks"])
    assert {"MkDocs", "files", "page_content", "post_build"} <= set(found["events"])
    assert found["hooks_and_events"]["hooks/meeting_pages.py: on_page_content"] > 0
    phases = ("reading the archive", "Python-Markdown", "fragments", "templates", "writing", "navigation")
    assert all(found["phases"][name] > 0 for name in phases)


# By a process of its own: the browser of this one is taken.
PREVIEW_ALONE = """
import json, sys
from pathlib import Path
from benching.previews import preview_times
print(json.dumps(preview_times(Path(sys.argv[1]), Path(sys.argv[2]), 1)))
"""


@pytest.mark.browser
def test_the_preview_is_measured_from_what_was_written_to_the_page_that_has_it(docs: Path, tmp_path: Path) -> None:
    project = tmp_path / "preview"
    command = [sys.executable, "-c", PREVIEW_ALONE, str(project), str(docs)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "scripts")}
    times = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
    assert list(times) == ["load", "words", "title"]
    assert all(value > 0 for value in times.values())
    before, written = (middle_of(each).read_text("utf-8") for each in (docs, project / "docs"))
    assert written.replace(" P.S. 0.", "", 1).replace(" N.B. 0", "", 1) == before != written


def test_a_preview_that_does_not_begin_tells_why(forest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_broken(folder: Path, docs: Path, *, edited: bool) -> None:
        write_project(folder, docs, edited=edited)
        (folder / "mkdocs.yml").write_text("site_name: []\n", encoding="utf-8")

    monkeypatch.setattr("benching.previews.write_project", write_broken)
    with pytest.raises(FailedError, match="site_name"):
        preview_times(tmp_path / "preview", forest, 1)


def test_costs_are_those_of_the_command_and_its_children_and_of_nothing_else(tmp_path: Path) -> None:
    ballast = b"x" * 150_000_000
    busy = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    found = spent([sys.executable, "-c", child], tmp_path, os.environ, tmp_path / "log")
    assert found.seconds > 0.2
    assert found.processor > 0.2
    assert 1 < found.megabytes < len(ballast) / 2**20


def test_a_build_that_fails_tells_why(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="no such thing"):
        spent([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path, os.environ, tmp_path / "log")
