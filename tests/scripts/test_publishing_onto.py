"""Publishing onto what is there already: parts from elsewhere, files of others, a branch of mike, a catalogue that
cannot be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from builder import PROJECT
from published import BRANCH, Project, git


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
    files["_headers"] = "/*\n  X-Frame-Options: DENY"
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
    assert project.versions()["2024.01"]["title"] == "January"


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
