"""Published onto a real remote: three versions, each with all that it says of the others."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

import publish_version
from builder import PROJECT
from published import BRANCH, Project, git, new_project


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with three versions. Tests of it change nothing on the remote."""
    project = new_project(tmp_path_factory.mktemp("three"))
    project.publish("2024.01")
    project.publish("2024.02", "--alias", "stable", "--title", "February")
    project.publish("dev")
    return project


def test_a_version_is_the_archive_as_of_the_end_of_its_month(three: Project) -> None:
    assert "meetings/2024-01-18/index.html" in three.files("2024.01")
    assert "meetings/2024-02-15/index.html" not in three.files("2024.01")
    assert "meetings/2024-02-15/index.html" in three.files("2024.02")
    assert "meetings/2024-03-21/index.html" not in three.files("2024.02")
    assert "meetings/2024-03-21/index.html" in three.files("dev")


def test_the_catalogue_is_that_of_mike(three: Project) -> None:
    made_of = {"commit": git(three.folder, "rev-parse", "HEAD")}
    found = three.versions()
    for one in found.values():
        properties = one["properties"]
        assert isinstance(properties, dict)
        assert git(three.folder, "cat-file", "-t", properties.pop("built")) == "tree"
    assert list(found.values()) == [
        {"version": "dev", "title": "dev", "aliases": [], "properties": {"as_of": None, **made_of}},
        {
            "version": "2024.02",
            "title": "February",
            "aliases": ["latest", "stable"],
            "properties": {"as_of": "2024-02-29", **made_of},
        },
        {
            "version": "2024.01",
            "title": "2024.01",
            "aliases": [],
            "properties": {"as_of": "2024-01-31", **made_of},
        },
    ]


def test_aliases_are_the_version_itself_without_symbolic_links(three: Project) -> None:
    trees = three.trees()
    assert trees["latest"] == trees["stable"] == trees["2024.02"]
    modes = {line.split()[0] for line in git(three.remote, "ls-tree", "-r", BRANCH).splitlines()}
    assert modes == {"100644"}


def test_the_way_in_leads_to_the_latest_version_in_both_locales(three: Project) -> None:
    assert 'url=latest/"' in three.text("index.html")
    assert 'url=../latest/en/"' in three.text("en/index.html")


def test_a_version_has_addresses_of_its_own_and_canonical_ones_of_the_latest(three: Project) -> None:
    root = "https://example.org/repo/"
    for version, path, canonical in (
        ("2024.01", "meetings/2024-01-18/", "latest/meetings/2024-01-18/"),
        ("2024.02", "en/meetings/2024-02-15/", "latest/en/meetings/2024-02-15/"),
        ("dev", "", "latest/"),
        ("dev", "en/meetings/2024-03-21/", "dev/en/meetings/2024-03-21/"),
    ):
        page = three.text(f"{version}/{path}index.html")
        assert f'<link rel="canonical" href="{root}{canonical}">' in page
        # The other languages are where search engines are to find them, too.
        folder = canonical.partition("/")[0]
        assert f'<link rel="alternate" href="{root}{folder}/en/{path.removeprefix("en/")}" hreflang="en">' in page
    origin = json.loads(three.text("2024.01/api/v1/meetings.json"))["generated_from"]
    assert origin == {"site": f"{root}2024.01/", "latest_meeting": "2024-01-18"}
    assert f"<loc>{root}2024.01/agenda/</loc>" in three.text("2024.01/sitemap.xml")
    searched = [path for path in three.files("2024.01") if "search/data/texts-" in path]
    assert searched
    assert not [path for path in searched if "2024-02-15" in three.text(f"2024.01/{path}")]
    for version, newest in (("2024.01", "2024-01-18"), ("2024.02", "2024-02-15")):
        item = json.loads(three.text(f"{version}/en/feeds/meetings.json"))["items"][0]
        assert item["url"] == f"{root}{version}/en/meetings/{newest}/"
        assert item["id"] == f"tag:cloudwego.io,2022:meetings/{newest}"
        assert f'<link href="{item["url"]}"' in three.text(f"{version}/en/feeds/meetings.atom")
        assert f"URL:{root}{version}/meetings/{newest}/" in three.text(f"{version}/meetings.ics").replace("\n ", "")


def test_the_sitemap_of_the_site_lists_the_current_version_only(three: Project) -> None:
    sitemap = three.text("sitemap.xml")
    shown = three.text("2024.02/sitemap.xml").replace("/repo/2024.02/", "/repo/latest/")
    # The list of versions lies beside them.
    assert sitemap == re.sub(r"/repo/latest/((?:en/)?versions/)", r"/repo/\1", shown)
    assert sitemap.count("<loc>") == sitemap.count("<loc>https://example.org/repo/latest/") + 2 > 20


def test_only_the_current_version_is_shown_by_search_engines(three: Project) -> None:
    for version, hidden in (("2024.01", True), ("2024.02", False), ("latest", False), ("dev", True)):
        for path in three.files(version):
            if path.endswith(".html"):
                page = three.text(f"{version}/{path}")
                leads_on = "data-moved-to" in page
                never = leads_on or path == "404.html"
                assert ('<meta name="robots" content="noindex">' in page) is (hidden or never), f"{version}/{path}"
                assert ('<aside class="version-notice"' in page) is (hidden and not leads_on), f"{version}/{path}"


def test_a_notice_is_in_the_language_of_the_page_and_leads_to_the_same_one(three: Project) -> None:
    chinese = three.text("2024.01/meetings/2024-01-18/index.html")
    assert "这是旧版本 2024.01，内容截至 2024 年 1 月 31 日。" in chinese
    assert (
        '<a href="../../../latest/meetings/2024-01-18/" data-same-place="true">在当前版本 February 中查看本页</a>'
        in chinese
    )
    english = three.text("2024.01/en/agenda/index.html")
    assert "This is an old version, 2024.01, as of 31 January 2024." in english
    assert 'href="../../../latest/en/agenda/" data-same-place="true">Read this page in the current version' in english
    ahead = three.text("dev/en/meetings/2024-03-21/index.html")
    assert "This is version dev, which follows the main branch" in ahead
    assert 'href="../../../../latest/en/meetings/" data-same-place="false"' in ahead


def test_the_list_of_versions_says_what_each_one_brought(three: Project) -> None:
    page = three.text("en/versions/index.html")
    start, end = page.index('<ol class="versions__list"'), page.index("</ol>", page.index('<ol class="versions__list"'))
    entries = page[start:end].split('<li class="card version"')[1:]
    assert [entry.split('id="')[1].split('"')[0] for entry in entries] == ["dev", "2024.02", "2024.01"]
    dev, february, january = entries
    assert 'href="../../2024.02/en/meetings/2024-02-15/">Community Meeting 2.15</a>' in february
    assert "As of 29 February 2024" in february
    assert "Current version" in february
    assert '<a href="../../dev/en/proposals/errors/">Errors</a>' in dev
    assert "Tool v1.2.0" in dev
    assert "1 meeting · 1 proposal · 0 releases" in january
    assert "社区会议 2.15" in three.text("versions/index.html")
    shell = three.text("2024.01/en/versions/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../../../en/versions/">' in shell


def test_the_page_for_unknown_addresses_leads_into_the_latest_version(three: Project) -> None:
    page = three.text("404.html")
    assert '"/repo/latest/' in page
    assert "/repo/2024.02/" not in page


def test_an_old_address_leads_on_in_every_version(three: Project) -> None:
    for version in ("2024.01", "2024.02", "dev"):
        page = three.text(f"{version}/en/proposals/mistakes/index.html")
        assert '<meta http-equiv="refresh" content="0; url=../errors/">' in page
        assert '<link rel="canonical" href="https://example.org/repo/latest/en/proposals/errors/">' in page


def test_what_heads_say_of_addresses_is_of_the_version_that_is_read(three: Project) -> None:
    page = three.text("2024.01/agenda/index.html").partition("</head>")[0]
    latest = "https://example.org/repo/latest/"
    assert f'<link rel="alternate" href="{latest}en/agenda/" hreflang="en">' in page
    assert f'<link rel="alternate" href="{latest}agenda/" hreflang="x-default">' in page
    assert f'<meta property="og:url" content="{latest}agenda/">' in page
    assert f'"item":"{latest}agenda/"' in page
    assert "https://example.org/repo/2024.01/agenda/" not in page
    listed = three.text("en/versions/index.html")
    assert '<link rel="canonical" href="https://example.org/repo/en/versions/">' in listed
    assert '<link rel="alternate" href="https://example.org/repo/versions/" hreflang="zh">' in listed
    assert '<link rel="alternate" href="https://example.org/repo/en/versions/" hreflang="en">' in listed


def test_crawlers_are_told_of_the_sitemap_beside_the_versions(three: Project) -> None:
    assert three.text("robots.txt").endswith("Sitemap: https://example.org/repo/sitemap.xml")
    assert "dev/robots.txt" not in three.files()


def test_dry_run_says_what_would_change_and_changes_nothing(three: Project) -> None:
    before = three.head()
    said = three.publish("2024.03", "--dry-run")
    assert "2024.03: " in said
    assert f"The branch {BRANCH} would change like that; it was left as it is." in said
    assert three.head() == before


def test_what_is_published_stays_unless_somebody_says_so(three: Project) -> None:
    before = three.head()
    assert "is like that already" in three.publish("2024.01")
    said = three.publish("2024.01", "--as-of", "2024-01-20", status=2)
    assert "Version 2024.01 is published. To replace it all the same, add --overwrite." in said
    for asked in (["--delete", "latest"], ["--delete", "2024.02"]):
        assert "The home page leads to" in three.publish(*asked, status=2)
    assert three.head() == before


def test_a_remote_is_never_an_option_of_git(three: Project, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    three.run("--list", "--push", f"--remote=--upload-pack=touch {proof};", status=1)
    assert not proof.exists()


@pytest.mark.parametrize("environment", [{"VERSION": "--set-default=x"}, {"REBUILD": "all --branch=main"}])
def test_the_workflow_takes_names_only(three: Project, environment: dict[str, str]) -> None:
    script = str(PROJECT / ".github/publish.sh")
    done = subprocess.run(["bash", script], cwd=three.folder, env={**os.environ, **environment}, check=False)
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Give a version, or one of"),
        (("2024.02", "--list"), "but not both"),
        (("en",), "can be called “en”"),
        (("../x",), "can be called “../x”"),
        (("versions",), "can be called “versions”"),
        (("1.0",), "does not tell the day. Add --as-of"),
        (("2024.13",), "does not tell the day"),
        (("2024.02", "--as-of", "29.2.2024"), "29.2.2024"),
        (("2024.02", "--alias", "2024.01"), "“2024.01” is a version"),
        (("stable", "--as-of", "2024-02-29"), "“stable” is an alias of 2024.02"),
        (("--delete", "1999.01"), "There is no version or alias “1999.01”"),
        (("--set-default", "1999.01"), "There is no version or alias “1999.01”"),
        (("--rebuild", "1999.01"), "There is no version or alias “1999.01”"),
        (("latest",), "can be called “latest”"),
        (("2024.02", "--alias", "2024.02"), "“2024.02” is a version"),
        (("2024.01", "--alias", "latest"), "latest is always the newest dated version, which is 2024.02"),
        (("--delete", "latest", "--default-too"), "latest is always the newest dated version, which is 2024.02"),
        (("dev", "--as-of", "2024-02-29"), "dev follows the main branch and has no day"),
        (("2024.02", "--title", "\x80"), "characters that can't be shown"),
        (("2024.02", "--branch=--all"), "No branch can be called “--all”"),
        (("2024.02", "--branch", "main"), "This branch holds sources"),
        (("2024.02", "--locale", "en"), "--locale and VERSION do not go together"),
        (("--delete", "stable", "--from", "x"), "--from and --delete do not go together"),
        (("--rebuild", "dev", "--title", "x"), "--title and --rebuild do not go together"),
        (("2024.05", "--build-only", "x", "--locale", "fr"), "There is no locale “fr”; the site has zh, en."),
        (("2024.05", "--commit", "nowhere"), "There is no commit “nowhere”"),
        (("2024.05", "--from", "nowhere"), "A part that should have been built is missing: nowhere"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    three: Project,
    arguments: tuple[str, ...],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = three.head()
    monkeypatch.chdir(three.folder)
    monkeypatch.setenv("SITE_URL", three.site_url)
    assert publish_version.main([*arguments, "--push", "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert three.head() == before
