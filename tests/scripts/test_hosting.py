"""What the guide says about hosting holds: a real nginx serves its block, and Read the Docs' commands build the site.

``publishing.md`` stands in both languages with the same blocks. Of these, and of ``.readthedocs.yaml``, only paths,
addresses and the port are replaced here.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from lxml import etree, html

from builder import PROJECT, copy_to_change

LOCALES = ("zh", "en")
PUBLISHED: Mapping[str, str] = {
    "index.html": "way in",
    "404.html": "unknown address",
    "sitemap.xml": "<urlset/>",
    "versions.json": '[{"title": "二〇二二"}]',
    "latest/index.html": "home",
    "latest/meetings/index.html": "会议" * 100,
    "latest/assets/javascripts/bundle.a5f9d56c.min.js": "// 捆绑",
    "latest/assets/javascripts/versions.js": "// 版本",
    "latest/assets/stylesheets/base.css": "/* 样式 */",
    "latest/assets/images/logo.svg": "<svg/>",
    ".git/config": "[core]",
}
MINUTE, HOUR, YEAR = 60, 60 * 60, 365 * 24 * 60 * 60


def guide(locale: str) -> str:
    return (PROJECT / "docs" / locale / "contributing" / "publishing.md").read_text(encoding="utf-8")


def blocks(language: str, locale: str = "en") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", guide(locale), re.MULTILINE | re.DOTALL)


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """A block with other paths, addresses or ports; each of those that are replaced is there."""
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def test_the_guide_has_one_nginx_block_and_the_same_commands_in_both_languages() -> None:
    assert len(blocks("nginx")) == 1
    for language in ("nginx", "bash"):
        assert blocks(language, "zh") == blocks(language, "en")


def test_the_guide_has_the_same_parts_in_both_languages() -> None:
    parts = [re.findall(r"^(#+ |```\w+|\||- \*\*|- )", guide(locale), re.MULTILINE) for locale in LOCALES]
    assert parts[0] == parts[1]


@dataclass(frozen=True)
class Answer:
    """What a host answers."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def seconds(self) -> int | None:
        """How long the answer may be kept."""
        found = re.fullmatch(r"max-age=(\d+)", self.headers.get("cache-control", ""))
        return int(found[1]) if found else None


@dataclass(frozen=True)
class Host:
    """A running nginx with the guide's block."""

    port: int
    log: Path

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()


def start(program: str, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Nginx in the foreground, as one process, with everything that it writes below a folder."""
    built = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    types = Path(re.findall(r"--conf-path=(\S+)", built)[0]).parent / "mime.types"
    server = replaced(blocks("nginx")[0], {"listen 80;": f"listen 127.0.0.1:{port};", "/srv/www": str(folder / "www")})
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    writes = "".join(f"{place}_temp_path {folder / place};\n" for place in places)
    around = "daemon off; master_process off; pid nginx.pid;\nevents {}\nhttp {\naccess_log off;\n"
    (folder / "nginx.conf").write_text(f"{around}include {types};\n{writes}{server}}}\n", encoding="utf-8")
    command = [program, "-p", str(folder), "-e", "nginx.log", "-c", "nginx.conf"]
    with (folder / "said").open("wb") as said:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)


def wait_for(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    pytest.fail(f"nginx does not answer: {said.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    program = shutil.which("nginx")
    if program is None:
        pytest.skip("no nginx on this machine")
    folder = tmp_path_factory.mktemp("host")
    for path, content in PUBLISHED.items():
        file = folder / "release" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    (folder / "www").mkdir()
    (folder / "www" / "minutes").symlink_to(folder / "release")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = start(program, folder, port)
    try:
        wait_for(process, port, folder / "said")
        yield Host(port, folder / "said")
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_a_folder_is_answered_with_its_page(host: Host) -> None:
    for address, text in {"": "way in", "latest/": "home", "latest/meetings/": "会议" * 100}.items():
        answer = host.get(f"/minutes/{address}")
        assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert answer.text == text


def test_a_folder_without_its_slash_leads_to_the_one_with_it_on_any_host_and_scheme(host: Host) -> None:
    answer = host.get("/minutes/latest")
    assert (answer.status, answer.headers["location"]) == (301, "/minutes/latest/")


@pytest.mark.parametrize("address", ["nothing/", "latest/nothing/deeper/", "latest/assets/", ".git/config"])
def test_an_unknown_address_is_answered_with_the_page_for_it(host: Host, address: str) -> None:
    answer = host.get(f"/minutes/{address}")
    assert (answer.status, answer.text) == (404, "unknown address")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.seconds is None


@pytest.mark.parametrize(
    ("address", "kinds", "seconds"),
    [
        ("latest/meetings/", {"text/html"}, 5 * MINUTE),
        ("versions.json", {"application/json"}, 5 * MINUTE),
        ("sitemap.xml", {"text/xml", "application/xml"}, 5 * MINUTE),
        ("latest/assets/stylesheets/base.css", {"text/css"}, HOUR),
        ("latest/assets/javascripts/versions.js", {"application/javascript", "text/javascript"}, HOUR),
        ("latest/assets/images/logo.svg", {"image/svg+xml"}, HOUR),
        ("latest/assets/javascripts/bundle.a5f9d56c.min.js", {"application/javascript", "text/javascript"}, YEAR),
    ],
)
def test_a_file_has_its_type_in_utf_8_and_is_kept_as_long_as_it_holds(
    host: Host, address: str, kinds: set[str], seconds: int
) -> None:
    answer = host.get(f"/minutes/{address}")
    kind, _, charset = answer.headers["content-type"].partition("; ")
    assert answer.status == 200
    assert kind in kinds
    assert charset == "charset=utf-8"
    assert answer.seconds == seconds


@pytest.mark.parametrize("address", ["latest/meetings/", "versions.json"])
def test_texts_are_compressed_for_those_who_ask(host: Host, address: str) -> None:
    plain = host.get(f"/minutes/{address}")
    compressed = host.get(f"/minutes/{address}", **{"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert compressed.headers["content-encoding"] == "gzip"
    assert compressed.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(compressed.body) == plain.body


def test_nginx_has_nothing_to_say_about_the_block(host: Host) -> None:
    assert host.log.read_text(encoding="utf-8") == ""


def test_the_release_is_swapped_as_a_whole(tmp_path: Path) -> None:
    (commands,) = (block for block in blocks("bash") if "git clone" in block)
    source = tmp_path / "source"
    old, www = tmp_path / "minutes" / "old", tmp_path / "www"
    for folder in (source, old, www):
        folder.mkdir(parents=True)
    (www / "minutes").symlink_to(old)
    (source / "index.html").write_text("new", encoding="utf-8")
    identity = ["-c", "user.name=Publisher", "-c", "user.email=publisher@example.org"]
    for arguments in (["init", "-q", "-b", "gh-pages"], ["add", "."], [*identity, "commit", "-q", "-m", "Publish"]):
        subprocess.run(["git", "-C", str(source), *arguments], check=True)
    changes = {
        "https://github.com/OWNER/REPOSITORY.git": source.as_uri(),
        "/srv/minutes": str(tmp_path / "minutes"),
        "/srv/www": str(www),
    }
    subprocess.run(["bash", "-e", "-c", replaced(commands, changes)], check=True)
    assert [path.name for path in www.iterdir()] == ["minutes"]
    assert (www / "minutes").readlink().parent == tmp_path / "minutes"
    assert (www / "minutes" / "index.html").read_text(encoding="utf-8") == "new"
    assert old.is_dir()


def jobs() -> dict[str, list[str]]:
    """The commands that Read the Docs runs, by step."""
    content = yaml.safe_load((PROJECT / ".readthedocs.yaml").read_text(encoding="utf-8"))
    found = content["build"]["jobs"]
    assert (content["version"], set(found), set(found["build"])) == (2, {"install", "build"}, {"html"})
    commands = {"install": found["install"], "html": found["build"]["html"]}
    assert not any("'" in command for step in commands.values() for command in step)  # see run()
    return commands


def run(command: str, folder: Path, kind: str, version: str, **environment: str) -> str:
    """The output of a command in a folder, as Read the Docs runs it: one line for a shell, in single quotes."""
    given = {name: value for name, value in os.environ.items() if not name.startswith(("MINUTES_", "SITE_URL"))}
    given |= {
        "READTHEDOCS": "True",
        "READTHEDOCS_VERSION": version,
        "READTHEDOCS_VERSION_TYPE": kind,
        "READTHEDOCS_CANONICAL_URL": f"https://minutes.example.org/{version}/",
        "READTHEDOCS_OUTPUT": f"{folder / '_readthedocs'}/",
        **environment,
    }
    line = shlex.split(f"/bin/sh -c '{command}'")
    done = subprocess.run(line, cwd=folder, env=given, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_read_the_docs_installs_what_make_installs() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    # The project's own lock files, as long as nobody names others.
    assert "\nLOCKS :=\n" in makefile
    made = re.findall(r"@\$\(BIN\)/(python -m pip install) --quiet (.*)", makefile.replace("$(LOCKS)", ""))
    assert jobs()["install"] == [" ".join(parts) for parts in made if not re.search("-dev|fuzz", parts[1])]


@pytest.mark.parametrize(
    ("kind", "version", "day"),
    [
        ("tag", "2022.07", "2022.07"),
        ("tag", "2022.10", "2022.10"),
        ("tag", "2022.13", ""),
        ("tag", "2022.07.1", ""),
        ("tag", "v2022.07", ""),
        ("tag", "stable", ""),
        ("branch", "latest", ""),
        ("branch", "2022.07", ""),
        ("external", "12", ""),
    ],
)
def test_on_read_the_docs_a_tag_of_a_month_tells_the_day_and_nothing_else_does(
    tmp_path: Path, kind: str, version: str, day: str
) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "[$MINUTES_AS_OF]"\n', encoding="utf-8")
    python.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    said = [run(command, tmp_path, kind, version, PATH=path, MINUTES_AS_OF="2000.01") for command in jobs()["html"]]
    assert said == [f"[{day}]\n"]


@pytest.mark.parametrize(("kind", "version", "is_later_there"), [("branch", "latest", True), ("tag", "2022.07", False)])
def test_read_the_docs_builds_the_site_at_its_address(
    tmp_path: Path, kind: str, version: str, is_later_there: bool
) -> None:
    clone = tmp_path / "clone"
    copy_to_change(PROJECT, clone, ".*", "site", "tests")
    # As the installation there, which is left out for want of a network: this Python, and the clone's own core.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in jobs()["html"]:
        run(command, clone, kind, version, PATH=path, PYTHONPATH=str(clone / "hooks"))
    site, root = clone / "_readthedocs" / "html", f"https://minutes.example.org/{version}/"
    for address in ("", "en/", "meetings/2022-07-28/", "en/agenda/"):
        page = html.parse(site / address / "index.html")
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{root}{address}"]
    later = [site / prefix / "meetings" / "2022-08-11" for prefix in ("", "en")]
    assert [folder.is_dir() for folder in later] == [is_later_there] * 2
    listed = etree.parse(site / "sitemap.xml").findall("{*}url/{*}loc")
    assert [loc.text for loc in listed if not str(loc.text).startswith(root)] == []
    assert (f"{root}meetings/2022-08-11/" in {loc.text for loc in listed}) is is_later_there
