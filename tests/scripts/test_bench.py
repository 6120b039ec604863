"""The benchmark: its synthetic archive, its host, and what it makes of sizes. Timings are no tests."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from benching import tables
from benching.measuring import run
from benching.synthetic import write_archive
from benching.weights import Weight, page_weights
from browsing.host import gzipped, served
from builder import PROJECT
from minutes.archive import Archive, read_archive
from minutes.rules import check

MEETINGS = 60


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


def test_what_is_left_out_without_a_browser_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benching.measuring.browser_path", lambda: None)
    monkeypatch.setattr("benching.measuring.build_site", lambda *_: 1.0)
    found = run(tmp_path, 2, 1, ["phone"])
    assert found["phone"] is None
    assert "Left out: agenda index of 2 meetings on a slow phone, for there is no Chromium" in capsys.readouterr().out
