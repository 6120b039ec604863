"""What commands read of the site's configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import PROJECT
from minutes.settings import Settings, settings_beside, settings_of

ENGLISH_FIRST = """\
site_url: !ENV [SITE_URL, "http://127.0.0.1:8000/"]
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
extra:
  meeting_interval: 7
plugins:
  - search
  - i18n:
      languages:
        - {locale: zh, name: 中文}
        - {locale: fr, name: Français}
        - {locale: en, name: English, default: true}
"""


def test_the_default_locale_comes_first_whatever_the_order() -> None:
    assert settings_of(ENGLISH_FIRST) == Settings(("en", "zh"), 7)


def test_a_locale_that_is_not_built_is_none() -> None:
    assert settings_of(ENGLISH_FIRST.replace("name: 中文", "build: false")).locales == ("en",)


def test_plugins_may_be_a_mapping() -> None:
    assert settings_of("plugins:\n  i18n:\n    languages: [{locale: en, default: true}]\n").locales == ("en",)


@pytest.mark.parametrize(
    "text",
    ["", "- a list\n", "plugins: none\n", "plugins: {i18n: {languages: zh}}\n", "a: [\n", "[" * 5000, "extra: 5\n"],
)
def test_what_says_nothing_leaves_the_defaults(text: str) -> None:
    assert settings_of(text) == Settings()


@pytest.mark.parametrize("interval", ["0", "-14", "true", "'14'", "1.5"])
def test_an_interval_is_a_number_of_days(interval: str) -> None:
    assert settings_of(f"extra: {{meeting_interval: {interval}}}\n").meeting_interval == 0


def test_it_lies_beside_the_docs_folder(tmp_path: Path) -> None:
    assert settings_beside(tmp_path / "docs") == Settings()
    (tmp_path / "mkdocs.yml").write_text(ENGLISH_FIRST, encoding="utf-8")
    assert settings_beside(tmp_path / "docs").locales == ("en", "zh")
    assert settings_beside(PROJECT / "docs") == Settings(("zh", "en"), 14)
