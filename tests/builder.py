"""Real MkDocs builds of tiny sites, and how to look at what came out."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from browsing.chromium import browser_path as browser_path  # noqa: PLC0414 — tests ask for it here

PROJECT = Path(__file__).parent.parent
SITE_URL = "https://example.org/"

# The smallest docs folder that gives every kind of page.
BASE: Mapping[str, str] = {
    f"{locale}/{path}": f"---\ntitle: {title}\n---\n\n{text}\n"
    for locale, words in {
        "zh": (
            "首页",
            "会议",
            "议程索引",
            "提案",
            "版本",
            "参与者",
            "项目",
            "社区活动",
            "待办",
            "翻译进度",
            "历史版本",
            "搜索",
            "订阅",
        ),
        "en": (
            *("Home", "Meetings", "Agenda", "Proposals", "News"),
            *("People", "Projects", "Programmes", "Action items", "Translations", "Versions", "Search", "Feeds"),
        ),
    }.items()
    for path, title, text in (
        ("index.md", words[0], "<!-- view: home -->"),
        ("meetings/index.md", words[1], "<!-- view: meetings-index -->"),
        ("agenda.md", words[2], "<!-- view: agenda-index -->"),
        ("proposals/index.md", words[3], "<!-- view: proposals-index -->"),
        ("news.md", words[4], "<!-- view: release-news -->"),
        ("people.md", words[5], "<!-- view: people-index -->"),
        ("projects.md", words[6], "<!-- view: projects-index -->"),
        ("programmes.md", words[7], "<!-- view: programmes-index -->"),
        ("action-items.md", words[8], "<!-- view: action-items -->"),
        ("translations.md", words[9], "<!-- view: translation-status -->"),
        ("versions.md", words[10], "<!-- view: versions -->"),
        ("search.md", words[11], "<!-- view: search -->"),
        ("feeds.md", words[12], "<!-- view: feeds -->"),
    )
}

NAVIGATION = ["index.md", "meetings/index.md", "agenda.md", "proposals/index.md", "news.md"]
NAVIGATION += ["people.md", "projects.md", "programmes.md", "action-items.md", "translations.md", "versions.md"]
NAVIGATION += ["feeds.md"]


@dataclass(frozen=True)
class BuiltSite:
    """A built site and the warnings that its build logged."""

    folder: Path
    warnings: list[str]

    def text(self, address: str) -> str:
        """The source of the page at an address: "" is the home page, ``en/agenda/`` another."""
        return (self.folder / address / "index.html").read_text(encoding="utf-8")

    def page(self, address: str) -> html.HtmlElement:
        """The page at an address as a tree."""
        return html.fromstring(self.text(address))

    def article(self, address: str) -> html.HtmlElement:
        """The content of the page at an address."""
        (article,) = self.page(address).xpath("//article[contains(@class, 'md-content__inner')]")
        return article

    def addresses(self) -> list[str]:
        """Every page."""
        pages = self.folder.rglob("index.html")
        return sorted(page.parent.relative_to(self.folder).as_posix().removeprefix(".") for page in pages)

    def broken_links(self) -> Iterator[str]:
        """Every link or anchor of the built pages that leads nowhere on the site."""
        ids: dict[str, set[str]] = {}
        for page in sorted(self.folder.rglob("*.html")):
            path = "/" + page.relative_to(self.folder).as_posix().removesuffix("index.html")
            tree = html.fromstring(page.read_text(encoding="utf-8"))
            links: Any = tree.xpath("//@href | //@src")
            for link in links:
                target = urlsplit(urljoin(SITE_URL.rstrip("/") + path, link))
                if target.netloc != urlsplit(SITE_URL).netloc:
                    continue
                file = self.folder / unquote(target.path).lstrip("/")
                file = file / "index.html" if target.path.endswith("/") else file
                if not file.is_file():
                    yield f"{path}: {link}"
                elif target.fragment and file.suffix == ".html":
                    known = ids.setdefault(target.path, set())
                    if not known:
                        names: Any = html.fromstring(file.read_text(encoding="utf-8")).xpath("//@id | //@name")
                        known.update(names)
                    if unquote(target.fragment) not in known:
                        yield f"{path}: {link}"


def build_site(folder: Path, files: Mapping[str, str | bytes], **options: Any) -> BuiltSite:
    """Build the docs folder that ``files`` describe: text by path, below the folder ``docs``."""
    write_docs(folder / "docs", files)
    return build_docs(folder / "docs", folder / "site", **options)


def write_docs(docs: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by path below a docs folder."""
    for path, content in files.items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())


def build_docs(docs: Path, site: Path, **options: Any) -> BuiltSite:
    """Build a docs folder with the project's own configuration."""
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    tiny = {"nav": NAVIGATION} if docs != PROJECT / "docs" else {}
    settings: dict[str, Any] = {"docs_dir": str(docs), "site_dir": str(site), "site_url": SITE_URL, **tiny, **options}
    try:
        build(load_config(str(PROJECT / "mkdocs.yml"), **settings))
    finally:
        logger.removeHandler(warnings)
    return BuiltSite(site, warnings.messages)


def copy_to_change(source: Path, target: Path, *left_out: str) -> None:
    """Copy a folder of the project, which may be read-only, so that the copy can be changed.

    ``left_out`` are patterns of further names; what Python compiled always is left out.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", *left_out))
    for path in (target, *target.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def java_path() -> str | None:
    """A Java runtime that is installed, or None; the variable JAVA names one elsewhere."""
    return os.environ.get("JAVA") or shutil.which("java")


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
