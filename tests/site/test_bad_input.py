"""A broken file fails a strict build with path and line, and its page still shows, with its text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from mkdocs.exceptions import Abort

from builder import BuiltSite
from samples import FIRST_ZH, FOREST

Build = Callable[..., BuiltSite]

LATER = FIRST_ZH.replace("2023-03-01", "2023-04-12")
UNKNOWN = LATER.replace("没有记录。", "没有记录。\n\n**提案**：retry → 已合入")

BROKEN = {
    "broken YAML": ("2023-04-12", FIRST_ZH.replace("date: 2023-03-01", 'date: 2023-04-12\nweight: "x'), "MIN101", 4),
    "no date": ("notes", FIRST_ZH.replace("date: 2023-03-01\n", ""), "MIN104", 1),
    "a wrong date": ("notes", FIRST_ZH.replace("2023-03-01", "2023-13-45"), "MIN105", 3),
    "two meetings on one date": ("2023-03-01-again", FIRST_ZH, "MIN106", 3),
    "an unknown proposal": ("2023-04-12", UNKNOWN, "MIN701", 21),
    "a heading like an agenda item": ("2023-04-12", LATER.replace("议程 2：", "议程 二 "), "MIN401", 17),
    "not UTF-8": ("2023-04-12", LATER.encode("gb18030"), "MIN001", 2),
    "empty": ("2023-04-12", "", "MIN002", 1),
    "5 MB": ("2023-04-12", LATER + "长" * 1_700_000, "MIN003", 1),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "code", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_reported_by_line_and_still_shows(
    site: Build, name: str, content: str | bytes, code: str, line: int
) -> None:
    built = site({**FOREST, f"zh/meetings/{name}.md": content})
    (warning,) = built.warnings
    assert f"zh/meetings/{name}.md:{line}:" in warning
    assert code in warning
    for prefix in ("", "en/"):
        article = built.article(f"{prefix}meetings/{name}")
        assert code in article.xpath(".//section[contains(@class,'diagnostics')]")[0].text_content()
        if content:
            assert "失败的请求需要再试一次" in article.text_content()
    assert list(built.broken_links()) == []


def test_a_strict_build_fails_on_a_broken_file(site: Build) -> None:
    with pytest.raises(Abort):
        site({**FOREST, "zh/meetings/notes.md": "## 议程 1：没有日期\n"}, strict=True)


def test_a_broken_registry_entry_is_reported_and_the_others_count(site: Build) -> None:
    proposals = str(FOREST["_data/proposals.yml"]).replace("id: metrics", "id: Metrics!")
    built = site({**FOREST, "_data/proposals.yml": proposals})
    assert any("_data/proposals.yml:9:9" in warning and "REG002" in warning for warning in built.warnings)
    assert "REG002" in built.article("proposals").text_content()
    assert built.article("proposals/retries").xpath(".//ol[@class='story']/li")


def test_front_matter_that_cannot_be_read_is_shown(site: Build) -> None:
    built = site({**FOREST, "zh/meetings/2023-04-12.md": BROKEN["broken YAML"][1]})
    assert 'weight: "x' in built.article("meetings/2023-04-12").xpath(".//section[@class='raw']")[0].text_content()


def test_a_link_to_a_missing_file_is_reported(site: Build) -> None:
    content = FIRST_ZH.replace("没有记录。", "见[旧纪要](2020-01-01.md)。")
    built = site({**FOREST, "zh/meetings/2023-03-01.md": content})
    assert any("zh/meetings/2023-03-01.md:19:" in warning and "MIN501" in warning for warning in built.warnings)


def test_a_title_with_tags_is_text_wherever_it_is_printed(site: Build) -> None:
    title = "<img src=x onerror=alert(1)> & retries"
    content = re.sub(r"title: .*", f"title: '{title}'", FIRST_ZH)
    built = site({**FOREST, "zh/meetings/2023-03-01.md": content})
    page = built.page("meetings/2023-03-01")
    assert page.xpath("//*[@onerror]") == []
    assert page.xpath("normalize-space(//*[@data-md-component='header-topic'])") == title
