"""The preview: every page is that of MkDocs, what changes is there when it is looked at, and nothing is left behind."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

from building_sites import ENVIRONMENT, MINUTES, files_of
from minutes.addresses import atom
from previewed import Preview, fetched, previewed, wait_for, without_scripts

FILE = "zh/meetings/2022-07-28.md"
FEED = atom("meetings")
FIRST = MINUTES.format(title="社区会议 7.28", date="2022-07-28", item="第一件事")
FILES: dict[str, str | bytes] = {
    FILE: FIRST,
    "en/meetings/2022-08-11.md": MINUTES.format(title="Meeting 8.11", date="2022-08-11", item="Second"),
    "zh/proposals/bizerror.md": "---\ntitle: 业务异常\n---\n\n说明。\n\n<!-- view: proposal-dossier -->\n",
    "zh/meetings/photo.png": b"\x89PNG",
}


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    with previewed(tmp_path, FILES) as running:
        yield running


def test_every_file_is_that_of_mkdocs(preview: Preview) -> None:
    configuration = preview.project / "mkdocs.yml"
    text = configuration.read_text("utf-8").replace("https://example.org/meetings/", preview.address)
    (preview.project / "plain.yml").write_text(text, "utf-8")
    plain = [sys.executable, "-m", "mkdocs", "build", "--config-file", "plain.yml", "--site-dir", "plain"]
    subprocess.run(plain, cwd=preview.project, env=ENVIRONMENT, capture_output=True, check=True)
    theirs = files_of(preview.project / "plain")
    # A preview has no policy, for its pages have scripts of their own.
    del theirs["_headers"]
    ours = {path: preview.get(path) for path in theirs}
    assert [path for path in theirs if without_scripts(path, ours[path]) != without_scripts(path, theirs[path])] == []
    assert {"sitemap.xml.gz", "404.html", f"en/{FEED}", "meetings/photo.png"} <= theirs.keys()


def test_what_is_changed_is_there_on_every_page_that_depends_on_it(preview: Preview) -> None:
    assert "第一件事" in preview.text("agenda/")
    file = preview.project / "docs" / FILE
    changed = FIRST.replace("第一件事", "另一件事")
    assert "另一件事" in preview.after(lambda: file.write_text(changed, "utf-8"), "meetings/2022-07-28/")
    for page in ("agenda/", "en/agenda/", "en/meetings/2022-07-28/", FEED, "meetings.ics"):
        assert "另一件事" in preview.text(page)
        assert "第一件事" not in preview.text(page)
    assert "2022-09-08" in preview.after(
        lambda: (file.parent / "2022-09-08.md").write_text(
            MINUTES.format(title="社区会议 9.8", date="2022-09-08", item="新的事"), "utf-8"
        )
    )
    file.unlink()
    wait_for(lambda: "另一件事" not in preview.text("agenda/"))
    with pytest.raises(HTTPError, match="404") as refused:
        preview.get("meetings/2022-07-28/")
    refused.value.close()


def test_templates_and_texts_are_followed(preview: Preview) -> None:
    template = preview.project / "overrides" / "fragments" / "meeting_page.jinja"
    whole = template.read_text("utf-8")
    page = preview.after(lambda: template.write_text(f"<b>marked</b>{whole}", "utf-8"), "meetings/2022-07-28/")
    assert "<b>marked</b>" in page
    strings = preview.project / "hooks" / "minutes" / "strings" / "en" / "site.yml"
    text = re.sub(r"(?m)^not_found.title: .*$", "not_found.title: Reworded", strings.read_text("utf-8"))
    preview.after(lambda: strings.write_text(text, "utf-8"))
    assert "Reworded" in preview.text("404.html")


def test_what_cannot_be_built_is_said_on_the_page_until_it_is_mended(preview: Preview) -> None:
    template = preview.project / "overrides" / "fragments" / "meeting_page.jinja"
    whole = template.read_text("utf-8")
    page = preview.after(lambda: template.write_text(f"{{% nothing %}}{whole}", "utf-8"), "meetings/2022-07-28/")
    assert "nothing" in page
    assert "The site cannot be built" in page
    assert "第一件事" in preview.after(lambda: template.write_text(whole, "utf-8"), "meetings/2022-07-28/")
    configuration = preview.project / "mkdocs.yml"
    whole = configuration.read_text("utf-8")
    page = preview.after(lambda: configuration.write_text(f"{whole}theme: {{name: nowhere}}\n", "utf-8"))
    assert "nowhere" in page
    assert "站点无法生成" in page
    assert "2022-07-28" in preview.after(lambda: configuration.write_text(whole, "utf-8"), "meetings/")


def test_somebody_who_looks_is_told_that_the_site_is_built_again(preview: Preview) -> None:
    status = f"{preview.host}/livereload/status/"
    number, building = json.loads(fetched(f"{status}-1")).values()
    assert not building
    (preview.project / "docs" / FILE).touch()
    assert json.loads(fetched(f"{status}{number}")) == {"number": number + 1, "building": True}
    assert json.loads(fetched(f"{status}{number + 1}")) == {"number": number + 2, "building": False}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_when_it_ends(preview: Preview, number: signal.Signals) -> None:
    assert preview.text("")
    assert any(preview.made.iterdir())
    # More than once, as make does when its group gets one, and at whatever moment.
    for _ in range(50):
        preview.process.send_signal(number)
        time.sleep(0.002)
    assert preview.process.wait(60) == (0 if number != signal.SIGKILL else -number)
    wait_for(lambda: not any(preview.made.iterdir()))
    wait_for(lambda: not _processes(preview.process.pid))


def test_what_it_makes_lies_elsewhere_where_the_usual_folder_leaves_sockets_no_room(tmp_path: Path) -> None:
    with previewed(tmp_path, FILES, name="长" * 40) as preview:
        assert "第一件事" in preview.text("agenda/")
        assert not any(preview.made.iterdir())


def test_an_address_that_is_taken_is_said(preview: Preview) -> None:
    again = subprocess.run(
        [sys.executable, "scripts/preview_site.py", "--address", preview.address.split("/")[2]],
        cwd=preview.project,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 1
    assert again.stderr.splitlines()[-1].endswith("Address already in use")


def _processes(session: int) -> list[str]:
    """The processes of a session that are no zombies."""
    listed = subprocess.run(["ps", "-s", str(session), "-o", "stat="], capture_output=True, text=True, check=False)
    return [state for state in listed.stdout.split() if not state.startswith("Z")]
