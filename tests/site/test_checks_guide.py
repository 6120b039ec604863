"""The guide to the checks, on a built site."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder import BuiltSite
from minutes.diagnostics import CODES
from samples import FOREST

PAGE = "---\ntitle: Checks\n---\n\n<!-- view: checks -->\n"
PAGES = {f"{locale}/contributing/checks.md": PAGE for locale in ("zh", "en")}


@pytest.mark.parametrize(
    ("prefix", "words", "described"),
    [
        ("", "主讲人“grace”没有登记。", "反例：用 UTF-8 以外的编码"),
        ("en/", 'The presenter "grace" is not', "Not like this: "),
    ],
)
def test_every_code_has_an_address_a_wording_and_samples(
    site: Callable[..., BuiltSite], prefix: str, words: str, described: str
) -> None:
    built = site({**FOREST, **PAGES})
    article = built.article(f"{prefix}contributing/checks")
    assert article.xpath(".//h3/@id") == [code.code.lower() for code in CODES]
    (entry,) = article.xpath(".//section[h3/@id='min204']")
    assert words in entry.text_content()
    assert len(entry.xpath(".//pre")) == 2
    (unreadable,) = article.xpath(".//section[h3/@id='min001']/p[@class='check__bad']")
    assert unreadable.text_content().startswith(described)
    assert built.page(f"{prefix}contributing/checks").xpath("//nav//a[@href='#min204']")
