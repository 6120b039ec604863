"""Publishing onto a real remote: an alias moved, one version deleted, one rebuilt, and what stops a publication."""

from __future__ import annotations

from pathlib import Path

from published import BRANCH, Project, git


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
    assert project.versions()["2024.02"]["aliases"] == []
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
