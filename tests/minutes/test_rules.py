"""Rules over the whole archive: what each one finds, with a good and a bad sample."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import PROPERTY, PROPOSALS, archive_of, read, registry
from hypothesis import given
from hypothesis import strategies as st

from minutes.archive import Archive, archive_from
from minutes.diagnostics import CODES, Diagnostic
from minutes.model import Meeting
from minutes.rules import RULES, Rule, check
from minutes.rules.directives import proposal_unknown
from minutes.rules.files import file_name_ambiguous, file_name_reserved
from minutes.rules.links import link_target_missing, picture_elsewhere
from minutes.rules.proposal_pages import proposal_page_missing, proposal_page_unregistered
from minutes.rules.references import url_runs_into_text

HERE = "zh/meetings/2031-05-06.md"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zh/meetings/Plan.txt", "zh/meetings/plan.txt"),
        ("zh/Plans/a.txt", "zh/plans/a.txt"),
        ("zh/Stra\u00dfe.txt", "zh/strasse.txt"),
        ("zh/caf\u00e9.txt", "zh/cafe\u0301.txt"),
        ("zh/CAFE\u0301.txt", "zh/caf\u00e9.txt"),
    ],
)
def test_no_two_files_are_one_on_another_disk(one: str, other: str) -> None:
    archive = archive_from(frozenset((one, other, "zh/other.txt")), lambda _: b"", ("zh", "en"))
    first, second = sorted((one, other))
    (found,) = file_name_ambiguous(archive)
    assert (found.path, found.values["other"]) == (second, first)


@pytest.mark.parametrize(
    "name",
    [
        *("CON.md", "aux", "nul.md", "Prn.tar.gz", "com1.md", "LPT9", "lpt\u00b2.md", "aux .md", "CONIN$", "con."),
        *("a.", "a ", "a. ", "a:b.md", "a?.md", "a*.md", "<a>.md", "a|b", 'a".md', "a\\b.md", "a\x1f.md", "a\n"),
    ],
)
@pytest.mark.parametrize("place", ["zh/{}", "zh/{}/2023-01-05.md"])
def test_no_file_or_folder_has_a_name_that_windows_does_not_allow(name: str, place: str) -> None:
    path = place.format(name)
    (found,) = file_name_reserved(archive_from(frozenset((path, "zh/b.md")), lambda _: b"", ("zh", "en")))
    assert found.path == path
    assert str(found.values["name"]).strip() == name.strip()


def test_a_folder_with_such_a_name_is_told_once() -> None:
    paths = frozenset(("zh/aux/a.txt", "zh/aux/b.txt", "zh/aux/nul", "en/aux/a.txt"))
    found = file_name_reserved(archive_from(paths, lambda _: b"", ("zh", "en")))
    assert [one.path for one in found] == ["en/aux/a.txt", "zh/aux/a.txt", "zh/aux/nul"]


@pytest.mark.parametrize(
    "name",
    ["console.md", "auxiliary", "com.md", "com0", "com10.md", "lpt", ".hidden", "a.b.md", "议程：一？", "a aux"],
)
def test_what_windows_allows_is_no_finding(name: str) -> None:
    assert not [*file_name_reserved(archive_from(frozenset((f"zh/{name}",)), lambda _: b"", ("zh", "en")))]


@pytest.mark.parametrize(
    ("line", "urls"),
    [
        ("![图](https://x.example/y.png)", ["https://x.example/y.png"]),
        ("![](<//x.example/y.png> 'z')", ["//x.example/y.png"]),
        (
            "[![图](http://x.example/y)](https://z.example) 与 ![图](HTTPS://x.example/z)",
            ["http://x.example/y", "HTTPS://x.example/z"],
        ),
        ("<img alt='图' src=https://x.example/y>", ["https://x.example/y"]),
        ('正文 <img width="1" src="https://x.example/y"> 与 `<img src="//x.example/z">`', ["https://x.example/y"]),
        ("`x` ![图](https://x.example/y)", ["https://x.example/y"]),
        ("![图](y.png) ![图](/y.png) [图](https://x.example/y.png) ！[图](https://x.example/y.png)", []),
        ("`![图](https://x.example/y.png)` https://z.example", []),
        ("```\n![图](https://x.example/y.png)\n```", []),
    ],
)
def test_a_picture_on_another_host_is_told(tmp_path: Path, line: str, urls: list[str]) -> None:
    archive = archive_of(tmp_path, {HERE: f"## 议程 1：甲\n\n{line}\n"})
    found = list(picture_elsewhere(archive))
    assert [one.values["url"] for one in found] == urls
    assert [line[one.span.column - 1 : one.span.end_column - 1] for one in found] == urls


def told(found: Diagnostic) -> tuple[str, str, int]:
    """Slug, path and line of a finding."""
    return found.code.slug, found.path, found.span.line


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_docstring_of_a_rule_is_the_rule(rule: Rule) -> None:
    assert rule.__doc__
    assert rule.__doc__.strip().endswith((".", "`", "?"))


def test_every_rule_of_the_package_is_in_the_list_once() -> None:
    names = [f"{rule.__module__}.{rule.__name__}" for rule in RULES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_has_the_name_of_its_code(rule: Rule) -> None:
    assert rule.__name__.replace("_", "-") in {code.slug for code in CODES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_minds_an_empty_archive(rule: Rule) -> None:
    assert list(rule(Archive(("zh", "en"), ()))) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("**提案**：backoff → 已接受", []),
        ("**提案**：tracing", []),
        ("**提案**：backof → 已接受", [("backof", "backoff")]),
        ("**提案**：tracin", [("tracin", "tracing")]),
        ("**提案**：zzz → 已接受", [("zzz", "backoff · tracing · quiet")]),
    ],
)
def test_a_directive_names_a_registered_proposal(tmp_path: Path, line: str, found: list[tuple[str, str]]) -> None:
    archive = archive_of(tmp_path, {HERE: f"## 议程 1：甲\n\n正文\n{line}\n"})
    diagnostics = list(proposal_unknown(archive))
    assert [(one.values["found"], one.values["known"]) for one in diagnostics] == found
    assert [told(one) for one in diagnostics] == [("proposal-unknown", HERE, 4)] * len(found)


def test_an_unknown_proposal_is_found_in_minutes_without_a_date_too(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"zh/meetings/notes.md": "## 议程 1：甲\n\n**提案**：zzz → 已接受\n"})
    assert [told(one) for one in proposal_unknown(archive)] == [("proposal-unknown", "zh/meetings/notes.md", 3)]


def test_without_any_registered_proposal_the_suggestion_has_no_gap(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {HERE: "## 议程 1：甲\n\n**提案**：zzz\n"}, with_registry=False)
    (found,) = proposal_unknown(archive)
    assert found.values["known"] == "—"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("[甲](2031-06-03.md)", None),
        ("[甲](2031-06-03.md#agenda-1)", None),
        ("[甲](../proposals/backoff.md)", None),
        ("[甲](../../en/meetings/2031-05-06.md)", None),
        ("[甲](<../a b.md>)", None),
        ("[甲](../a%20b.md)", None),
        ("[甲](../%E9%B9%AD.md)", None),
        ("[甲](../鹭.md)", None),
        ("[甲](#agenda-1)", None),
        ("[甲](/docs/)", None),
        ("[甲](https://birds.example/missing.md)", None),
        ("`[甲](missing.md)`", None),
        ("[甲](missing.md)", "zh/meetings/missing.md"),
        ("[甲](../proposals/backof.md)", "zh/proposals/backof.md"),
        ("[甲](../../../outside.md)", "../outside.md"),
        ("[甲][r]\n\n[r]: missing.md", "zh/meetings/missing.md"),
        ("<a href='missing.md'>甲</a>", "zh/meetings/missing.md"),
    ],
)
def test_a_relative_link_leads_to_a_file(tmp_path: Path, link: str, target: str | None) -> None:
    files = {"zh/meetings/2031-06-03.md": "x", "en/meetings/2031-05-06.md": "x", "zh/a b.md": "x", "zh/鹭.md": "x"}
    archive = archive_of(tmp_path, {**files, HERE: f"## 议程 1：甲\n\n正文\n{link}\n"})
    found = [(*told(one), one.values["target"]) for one in link_target_missing(archive) if one.path == HERE]
    assert found == ([("link-target-missing", HERE, 4, target)] if target else [])


def test_a_proposal_has_a_page_in_some_locale(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"_data/proposals.yml": PROPOSALS.replace("id: quiet", "id: hush")})
    (found,) = proposal_page_missing(archive)
    assert found.code.slug == "proposal-page-missing"
    assert found.path == "_data/proposals.yml"
    assert (found.values["id"], found.values["page"]) == ("hush", "zh/proposals/hush.md")


def test_a_page_in_the_other_locale_is_enough(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        {"_data/proposals.yml": PROPOSALS.replace("id: quiet", "id: hush"), "en/proposals/hush.md": "x"},
    )
    assert list(proposal_page_missing(archive)) == []


def test_a_page_is_that_of_a_registered_proposal(tmp_path: Path) -> None:
    files = (
        "zh/proposals/index.md",
        "zh/proposals/notes/x.md",
        "zh/proposals/a.png",
        "zh/other.md",
        "en/proposals/lost.md",
    )
    archive = archive_of(tmp_path, dict.fromkeys(files, "x"))
    (found,) = proposal_page_unregistered(archive)
    assert told(found) == ("proposal-page-unregistered", "en/proposals/lost.md", 1)
    assert (found.values["id"], found.values["known"]) == ("lost", "backoff · tracing · quiet")


def test_a_check_gives_all_findings_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        {
            HERE: "## 议程 1：甲 @mira\n\n[乙](missing.md)\n\n**提案**：zzz → 已接受\n\n## 议程 1：丙\n",
            "en/proposals/lost.md": "x",
            "_data/people.yml": "people: 7\n",
        },
    )
    found = check(archive)
    places = [(one.path, one.span.line) for one in found]
    assert places == sorted(places)
    slugs = {one.code.slug for one in found}
    assert slugs >= {"link-target-missing", "proposal-unknown", "agenda-number-repeated", "registry-invalid"}


SNIPPETS = st.sampled_from(
    [
        *(
            "---\ntitle: 例会 5.6\ndate: 2031-05-06\nweight: 3\n---\n",
            "---\ntitle: 7\nnope: x\n",
            "---\n",
            "\n",
            "\n\n",
        ),
        *("**会议主题**：例会\n\n", "**参会人**：mira, mira, Mirа\n\n", "**Topic**:\n\n", "会前必读：\n\n"),
        *(
            "## 议程 1：甲 @mira\n\n",
            "### 议程 三：Heron 0.4 发布\n\n",
            "## Agenda 2: T @nobody\n\n",
            "## 议程 1 甲\n\n",
        ),
        *(
            "**提案**：backoff → 已合入\n\n",
            "**提案**：zzz → 好\n\n",
            "**结论**：做\n\n",
            "- [ ] 写 @x\n",
            "1. **背景**：y\n",
        ),
        *(
            "https://github.com/birdhouse/heron/issues/12。",
            "#12 ",
            "http://x.example ",
            "https:/x ",
            "[a](b.md) ",
            "[a]( ",
        ),
        *(
            "## 相关资讯\n\n",
            "Heron v0.4.0 发布！\n",
            "Heron v0.3.0 已发布\n",
            "链接：https://x.example/y\n",
            "**标：**文",
        ),
        *(
            "\u200b",
            "\u202e",
            "中文English",
            "а",
            "……",
            "\x00",
            "\ufeff",
            "`x\ny`",
            "|a|\n|-|\n|b|\n",
            "> q\n",
            "  - z\n",
        ),
    ]
)
TEXTS = st.lists(SNIPPETS, max_size=25).map("".join)


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("见 https://x.example/甲", True),
        ("（https://x.example/甲", True),
        ("[乙](https://x.example/甲) https://x.example/", False),
        ('<a href="https://x.example/甲">乙</a>', False),
        ("<a href='https://x.example/甲'>乙</a>", False),
        ("<a href=https://x.example/甲>乙</a>", False),
        ("[r]: https://x.example/甲", False),
    ],
)
def test_only_an_address_that_stands_alone_is_put_in_brackets(line: str, bare: bool) -> None:
    minutes = read(f"{line}\n\n[丙][r]\n")
    found = list(url_runs_into_text(Archive(("zh",), (), (minutes,))))
    assert bool(found) is bare


@PROPERTY
@given(zh=TEXTS, en=TEXTS)
def test_no_rule_ever_raises_and_every_place_is_in_the_file(zh: str, en: str) -> None:
    sources = {"zh": zh, "en": en}
    both = {locale: read(text, f"{locale}/meetings/2031-05-06.md", locale) for locale, text in sources.items()}
    dated = {locale: minutes for locale, minutes in both.items() if minutes.date}
    meetings = (
        (Meeting(minutes.date, dated, next(iter(dated))),)
        if dated and (minutes := dated[min(dated)]) and minutes.date
        else ()
    )
    loose = tuple(minutes for minutes in both.values() if not minutes.date)
    archive = Archive(("zh", "en"), meetings, loose, registry())
    for rule in RULES:
        for found in rule(archive):
            for path, span in [(found.path, found.span), *found.related]:
                if path.endswith(".md"):
                    lines = sources[path[:2]].split("\n")
                    assert 1 <= span.line <= len(lines)
                    assert 1 <= span.column <= len(lines[span.line - 1]) + 1
