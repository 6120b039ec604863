"""Which pages the screenshots show, and what the command says where it can't take any."""

from __future__ import annotations

from pathlib import Path

import pytest

import take_screenshots
from screenshots.kinds import KINDS, KindPage, pages_of


def test_a_kind_is_shown_by_its_fullest_page_the_same_in_every_locale(tmp_path: Path) -> None:
    sizes = {"index.html": 1, "meetings/2031-05-06/index.html": 9, "meetings/2031-06-03/index.html": 5, "404.html": 3}
    sizes |= {"en/index.html": 1, "en/meetings/2031-05-06/index.html": 2, "en/meetings/2031-06-03/index.html": 7}
    for path, size in sizes.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x" * size)
    assert pages_of(tmp_path, ("zh", "en"), KINDS) == [
        KindPage("home", "zh", ""),
        KindPage("home", "en", "en/"),
        KindPage("meeting", "zh", "meetings/2031-05-06/"),
        KindPage("meeting", "en", "en/meetings/2031-05-06/"),
        KindPage("not-found", "zh", "404.html"),
    ]


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有 Chromium"), ("en", "no Chromium on this machine")])
def test_without_a_browser_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert take_screenshots.main([str(tmp_path / "pictures"), "--lang", lang]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "pictures").exists()
