"""Another community: English first, other projects, other words on the front; only data and configuration differ."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from builder import BASE, NAVIGATION, PROJECT, BuiltSite, build_site

OURS = re.compile(r"cloudwego|kitex|hertz|\bvolo\b|netpoll", re.IGNORECASE)

REEF: dict[str, str | bytes] = {
    **BASE,
    "_data/projects.yml": "projects:\n  - {id: coral, name: Coral, repositories: [reef/coral]}\n",
    "_data/people.yml": "people:\n  - {id: noor, name: noor, github: noor}\n",
    "_data/proposals.yml": """\
proposals:
  - id: tides
    title: {en: Tide tables, zh: 潮汐表}
    projects: [coral]
    issues: [reef/coral#3]
    champions: [noor]
""",
    "en/proposals/tides.md": "---\ntitle: Tide tables\n---\n\nWhy.\n\n<!-- view: proposal-dossier -->\n",
    "zh/proposals/tides.md": "---\ntitle: 潮汐表\n---\n\n缘由。\n\n<!-- view: proposal-dossier -->\n",
    "en/meetings/2030-02-03.md": """\
**Topic**: Reef call 2.3

**Attendees**: noor

## Agenda 1: Tides in Coral @noor

1. **Issue**: https://github.com/reef/coral/issues/3

**Proposal**: tides → released (Coral v2.0.0)

**Action items**

- [ ] Write it up @noor
""",
    "zh/meetings/2030-03-03.md": "**会议主题**：礁石例会 3.3\n\n**参会人**：noor\n\n## 议程 1：闲谈 @noor\n\n1. 无。\n",
}


def plugins() -> list[object]:
    """The project's plugins, with English as the default locale."""
    languages = [
        {"locale": "en", "name": "English", "default": True, "build": True, "site_name": "Reef"},
        {"locale": "zh", "name": "中文", "build": True, "site_name": "礁石"},
    ]
    settings = {"docs_structure": "folder", "fallback_to_default": True}
    return [{"i18n": {**settings, "languages": languages}}]


@pytest.fixture(scope="module")
def reef(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    configuration = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    theme = yaml.load(configuration, Loader=_Plain)["theme"]  # noqa: S506 — a safe loader that passes over tags
    theme |= {"language": "en", "custom_dir": str(PROJECT / "overrides")}
    return build_site(
        tmp_path_factory.mktemp("reef"),
        REEF,
        plugins=plugins(),
        nav=NAVIGATION,
        theme=theme,
        site_name="Reef",
        site_description="Calls of the reef",
        copyright="Reef",
        extra={},
    )


class _Plain(yaml.SafeLoader):
    """YAML without MkDocs' tags."""


_Plain.add_constructor("!ENV", lambda *_: "")


def test_builds_with_english_at_the_root_and_chinese_below_it(reef: BuiltSite) -> None:
    assert reef.warnings == []
    assert list(reef.broken_links()) == []
    assert reef.page("").get("lang") == "en"
    assert reef.page("zh").get("lang") == "zh"
    assert "Tides in Coral" in reef.article("agenda").text_content()
    assert "2 February" not in reef.article("").text_content()
    assert "3 March 2030" in reef.article("").text_content()


def test_each_locale_falls_back_to_the_other(reef: BuiltSite) -> None:
    assert "not been translated into English yet" in reef.article("meetings/2030-03-03").text_content()
    assert "还没有译成中文" in reef.article("zh/meetings/2030-02-03").text_content()


def test_statuses_releases_and_people_are_its_own(reef: BuiltSite) -> None:
    assert "Coral v2.0.0" in reef.article("news").text_content()
    assert "released" in reef.article("proposals/tides").text_content()
    assert reef.article("people").xpath(".//*[@id='noor']")
    assert reef.article("projects").xpath(".//*[@id='coral']")
    assert "Write it up" in reef.article("action-items").text_content()


def test_nothing_of_ours_is_on_its_pages(reef: BuiltSite) -> None:
    for file in reef.folder.rglob("*"):
        if file.suffix in (".html", ".json", ".xml", ".js", ".css", ".svg"):
            assert not OURS.search(file.read_text(encoding="utf-8", errors="replace")), file


def test_nothing_of_ours_stands_in_code_templates_or_words() -> None:
    for file in [*PROJECT.glob("overrides/**/*"), *PROJECT.glob("hooks/minutes/strings/**/*.yml")]:
        if file.is_file():
            assert not OURS.search(file.read_text(encoding="utf-8", errors="replace")), file
    for file in [*PROJECT.glob("hooks/**/*.py"), *PROJECT.glob("scripts/*.py")]:
        assert not [text for text in _constants(file) if OURS.search(text)], file


def _constants(file: Path) -> Iterator[str]:
    """The strings of a module that do something: all but docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
