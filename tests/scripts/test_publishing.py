"""Publishing onto a real remote: three versions, an alias moved, one version deleted, one rebuilt."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import publish_version
from builder import PROJECT
from published import BRANCH, Project, git, new_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with three versions. Tests of it change nothing on the remote."""
    project = new_project(tmp_path_factory.mktemp("three"))
    project.publish("2024.01")
    project.publish("2024.02", "--alias", "stable", "--title", "February")
    project.publish("dev")
    return project


def versions(project: Project) -> dict[str, dict[str, object]]:
    return {one["version"]: one for one in json.loads(project.text("versions.json"))}


def test_a_version_is_the_archive_as_of_the_end_of_its_month(three: Project) -> None:
    assert "meetings/2024-01-18/index.html" in three.files("2024.01")
    assert "meetings/2024-02-15/index.html" not in three.files("2024.01")
    assert "meetings/2024-02-15/index.html" in three.files("2024.02")
    assert "meetings/2024-03-21/index.html" not in three.files("2024.02")
    assert "meetings/2024-03-21/index.html" in three.files("dev")


def test_the_catalogue_is_that_of_mike(three: Project) -> None:
    made_of = {"commit": git(three.folder, "rev-parse", "HEAD")}
    found = versions(three)
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


def test_the_life_of_a_site(project: Project) -> None:
    """Versions come, move, go and are rebuilt; each step changes what it has to, and no byte of anything else."""
    project.publish("2024.01")
    first = project.trees()
    assert first["latest"] == first["2024.01"]
    assert "noindex" not in project.text("2024.01/index.html")

    # The latest version moves: the one before is corrected without a build, in its own words and nothing else.
    project.publish("2024.02", "--alias", "stable")
    second = project.trees()
    changed = git(project.remote, "diff", "--numstat", first["2024.01"], second["2024.01"]).splitlines()
    assert changed
    assert all(line.endswith(".html") for line in changed)
    assert "noindex" in project.text("2024.01/index.html")

    # A version that moves nothing changes nothing else.
    project.publish("dev")
    third = project.trees()
    assert {name for name in third if third.get(name) != second.get(name)} == {"dev", "versions.json", "versions", "en"}

    # An alias moves with the latest version.
    project.publish("2024.03", "--alias", "stable")
    fourth = project.trees()
    assert fourth["stable"] == fourth["latest"] == fourth["2024.03"]
    assert versions(project)["2024.02"]["aliases"] == []
    moved = project.text("2024.01/agenda/index.html")
    assert "在当前版本 2024.03 中查看本页" in moved
    assert "2024.02" not in moved

    # A new template reaches an old version when it is rebuilt, and no other.
    template = (project.folder / "overrides/main.html").read_text(encoding="utf-8")
    project.commit({"overrides/main.html": template.replace("{% block header %}", "{% block header %}<!-- new -->", 1)})
    project.publish("--rebuild", "2024.01")
    fifth = project.trees()
    assert {name for name in fifth if fifth.get(name) != fourth.get(name)} == {"2024.01", "versions.json"}
    rebuilt = project.text("2024.01/agenda/index.html")
    assert "<!-- new -->" in rebuilt
    assert rebuilt.replace("<!-- new -->", "") == moved

    # One goes, and everything that named it.
    project.publish("--delete", "2024.02")
    sixth = project.trees()
    assert "2024.02" not in sixth
    assert {name for name in sixth if sixth.get(name) != fifth.get(name)} == {"versions.json", "versions", "en"}
    assert "2024.02" not in project.text("versions/index.html")

    # Deleting the current one needs a word, and makes the newest of the others current again.
    project.publish("--delete", "2024.03", status=2)
    project.publish("--delete", "2024.03", "--default-too")
    last = project.trees()
    assert last["latest"] == last["2024.01"]
    assert "noindex" not in project.text("2024.01/index.html")
    assert "version-notice" not in project.text("2024.01/en/agenda/index.html").split("<header")[0]

    # All of them again; the one that follows the archive too.
    project.publish("--rebuild", "all")
    assert "<!-- new -->" in project.text("dev/index.html")

    # The home page leads where it is told to.
    project.publish("--set-default", "dev")
    assert 'url=dev/"' in project.text("index.html")

    assert git(project.folder, "status", "--porcelain") == ""
    assert git(project.folder, "rev-parse", "--abbrev-ref", "HEAD") == "main"


def test_the_same_commit_gives_the_same_bytes_wherever_it_is_built(project: Project, tmp_path: Path) -> None:
    project.run("2024.02", "--push")
    trees = project.trees()
    git(project.remote, "update-ref", "-d", f"refs/heads/{BRANCH}")
    other = project.clone(tmp_path / "another place 另一处")
    git(other.folder, "config", "core.autocrlf", "true")
    (other.folder / ".git/info/attributes").write_text("*.css eol=crlf text\n", encoding="utf-8")
    other.run("2024.02", "--push", TZ="Asia/Shanghai", LC_ALL="C", PYTHONHASHSEED="7", COLUMNS="40")
    assert other.trees() == trees


def test_only_what_is_committed_is_published(project: Project) -> None:
    (project.folder / "docs/zh/news.md").write_text("broken {{", encoding="utf-8")
    (project.folder / "docs/zh/meetings/2024-01-18.md").write_text("", encoding="utf-8")
    said = project.run("2024.01", "--push")
    assert "The working tree has changes that are not committed." in said
    assert "agenda-1" in project.text("2024.01/meetings/2024-01-18/index.html")
    assert (project.folder / "docs/zh/news.md").read_text(encoding="utf-8") == "broken {{"


def test_a_build_that_fails_publishes_nothing(project: Project) -> None:
    project.publish("2024.01")
    before = project.head()
    minutes = (project.folder / "docs/zh/meetings/2024-02-15.md").read_text(encoding="utf-8")
    project.commit({"docs/zh/meetings/2024-02-15.md": minutes.replace("errors →", "errrors →")})
    said = project.publish("2024.02", status=1)
    assert "docs/zh/meetings/2024-02-15.md" in said
    assert "can't be built. Nothing was published." in said
    assert project.head() == before


def test_a_remote_that_refuses_is_left_as_it_is(project: Project) -> None:
    project.publish("2024.01")
    before = project.head()
    hook = project.remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho no entry today >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    said = project.publish("2024.02", status=1)
    assert "no entry today" in said
    assert f"The branch {BRANCH} was not updated; it is as it was." in said
    assert project.head() == before
    hook.unlink()
    project.publish("2024.02")
    assert project.trees()["latest"] == project.trees()["2024.02"]


def test_without_push_the_branch_of_this_repository_is_updated(project: Project) -> None:
    said = project.run("2024.01")
    assert f"To push: git push origin {BRANCH}" in said
    assert project.head() is None
    assert git(project.folder, "show", f"{BRANCH}:versions.json")
    git(project.folder, "push", "--quiet", "origin", BRANCH)
    # What the remote has come to in the meantime counts.
    other = project.clone(project.folder.parent / "other")
    other.publish("2024.02")
    git(project.folder, "fetch", "--quiet")
    project.run("dev")
    listed = [line.split()[-1] for line in project.run("--list").splitlines()]
    assert listed == ["dev", "2024.02", "2024.01"]
    # A branch that somebody has checked out is theirs.
    git(project.folder, "worktree", "add", "--quiet", str(project.folder.parent / "tree"), BRANCH)
    assert "is checked out in a working tree" in project.run("2024.03", status=2)


def test_parts_from_elsewhere_give_the_same_version(project: Project, tmp_path: Path) -> None:
    project.publish("2024.02")
    trees = project.trees()
    git(project.remote, "update-ref", "-d", f"refs/heads/{BRANCH}")
    # As the workflow does it: on a machine for each part, and on one more.
    plan = json.loads(workflow(project, "--plan", VERSION="2024.02"))
    assert plan == {"include": [{"version": "2024.02", "locale": "zh"}, {"version": "2024.02", "locale": "en"}]}
    parts = tmp_path / "parts"
    for part in plan["include"]:
        workflow(project, "--build-only", str(parts), "--locale", part["locale"], VERSION=part["version"])
    assert project.head() is None
    workflow(project, "--from", str(parts), "--push", VERSION="2024.02", TOKEN="hidden")  # noqa: S106 — a made-up one
    assert project.trees() == trees
    assert "hidden" not in "".join(path.read_text() for path in project.folder.rglob(".git/config"))
    # Several versions at once, by name.
    assert json.loads(workflow(project, "--plan", VERSION="", REBUILD="all")) == plan
    # A part that was made of something else is none of it.
    project.commit({"docs/zh/news.md": "---\ntitle: 新闻\n---\n\n<!-- view: release-news -->\n"})
    assert "is not what is being published" in project.publish("2024.02", "--overwrite", "--from", str(parts), status=2)


def workflow(project: Project, *arguments: str, **environment: str) -> str:
    """What the workflow's script prints, run in the project."""
    python = project.folder / ".venv/bin/python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    done = subprocess.run(
        ["bash", str(PROJECT / ".github/publish.sh"), *arguments],
        cwd=project.folder,
        env={**os.environ, "SITE_URL": project.site_url, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_address_of_the_site_is_that_of_the_remote_on_github(project: Project) -> None:
    assert "The address where the site is published is not known." in project.run("2024.01", SITE_URL="", status=2)
    git(project.folder, "remote", "set-url", "origin", "git@github.com:Owner/minutes.git")
    project.run("2024.01", SITE_URL="")
    page = git(project.folder, "show", f"{BRANCH}:2024.01/index.html")
    assert '<link rel="canonical" href="https://owner.github.io/minutes/latest/">' in page


def begin_branch(project: Project, files: dict[str, str]) -> None:
    """A branch that holds something already."""
    git(project.folder, "switch", "--quiet", "--orphan", BRANCH)
    project.commit(files)
    git(project.folder, "push", "--quiet", "origin", BRANCH)
    git(project.folder, "switch", "--quiet", "main")


def test_what_else_lies_on_the_branch_stays(project: Project) -> None:
    files = {"CNAME": "minutes.example.org", "old/page.html": "old", "en/old.html": "old", "versions/mine.txt": "mine"}
    begin_branch(project, files)
    for asked in (["old", "--as-of", "2024-01-31"], ["2024.01", "--alias", "old"], ["CNAME", "--as-of", "2024.01"]):
        assert "The branch has something else called" in project.publish(*asked, status=2)
    project.publish("2024.01")
    project.publish("--delete", "2024.01", "--default-too")
    assert project.files() == sorted([".nojekyll", *files, "robots.txt", "versions.json"])
    project.publish("2024.01")
    assert {path: project.text(path) for path in files} == files


def test_a_branch_of_mike_goes_on(project: Project) -> None:
    catalogue = [
        {"version": "2024.01", "title": "January", "aliases": ["latest"]},
        {"version": "spring", "title": "Spring", "aliases": []},
        {"version": "gone", "title": "Gone", "aliases": []},
    ]
    begin_branch(
        project,
        {
            "versions.json": json.dumps(catalogue),
            "2024.01/index.html": "January",
            "spring/index.html": "Spring",
            "index.html": '<meta http-equiv="refresh" content="1; url=latest/" />',
        },
    )
    assert "has no folder of it. Take it away with --delete gone" in project.publish("dev", status=2)
    project.publish("--delete", "gone")
    project.publish("dev")
    assert project.trees()["latest"] == project.trees()["2024.01"]
    assert project.text("spring/index.html") == "Spring"
    assert 'url=latest/"' in project.text("index.html")
    assert "add --overwrite" in project.publish("2024.01", status=2)
    assert "The name “spring” does not tell the day" in project.publish("--rebuild", "spring", status=2)
    project.publish("--rebuild", "2024.01", "latest")
    assert "meetings/2024-02-15/index.html" not in project.files("2024.01")
    assert versions(project)["2024.01"]["title"] == "January"


def test_dev_may_come_first_and_never_goes_back(project: Project) -> None:
    first = git(project.folder, "rev-parse", "HEAD")
    project.publish("dev")
    assert 'url=dev/"' in project.text("index.html")
    project.publish("2024.01")
    assert 'url=latest/"' in project.text("index.html")
    assert "/repo/latest/" in project.text("sitemap.xml")
    project.commit({"docs/zh/news.md": "---\ntitle: 新闻\n---\n\n<!-- view: release-news -->\n"})
    project.publish("dev")
    assert "dev is at a newer commit already" in project.publish("dev", "--commit", first, status=2)
    # Where somebody says that the home page leads, it leads, and so does the sitemap of the site.
    project.publish("--set-default", "dev")
    project.publish("2024.02")
    assert 'url=dev/"' in project.text("index.html")
    assert "/repo/dev/" in project.text("sitemap.xml")


def test_a_version_made_otherwise_of_the_same_is_another_one(project: Project) -> None:
    project.publish("2024.01")
    before = project.head()
    elsewhere = Project(project.folder, project.remote, "https://other.example/x/")
    assert "add --overwrite" in elsewhere.publish("2024.01", status=2)
    assert project.head() == before
    elsewhere.publish("2024.01", "--overwrite")
    assert "https://other.example/x/latest/" in project.text("2024.01/index.html")


def test_a_commit_that_knows_no_versions_is_not_published_as_one(project: Project) -> None:
    configuration = (project.folder / "mkdocs.yml").read_text(encoding="utf-8")
    project.commit({"mkdocs.yml": configuration.replace("  - hooks/site_version.py\n", "")})
    assert "does not have hooks/site_version.py" in project.publish("2024.01", status=2)
    assert project.head() is None


def test_a_catalogue_that_cannot_be_read_is_not_written_over(project: Project) -> None:
    begin_branch(project, {"versions.json": "{"})
    before = project.head()
    assert "The branch's versions.json can't be read" in project.publish("2024.01", status=2)
    assert project.head() == before
