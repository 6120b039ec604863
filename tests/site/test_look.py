"""The colours of the site: every text on every paper can be read, in both schemes and with the configured brand."""

from __future__ import annotations

import re
from itertools import product

import pytest
import yaml

from builder import PROJECT
from minutes.vocabulary import Status

CSS = (PROJECT / "overrides/assets/stylesheets/base.css").read_text(encoding="utf-8")
TEXTS = ("ink", "muted", "brand", "blue", "green", "violet", "amber", "red", "slate")
PAPERS = ("paper", "surface", "sunken")


def colours(scheme: str) -> dict[str, str]:
    """The colours of a scheme by name, the brand as mkdocs.yml has it."""
    selector = {"light": '[data-md-color-scheme="default"]', "dark": '[data-md-color-scheme="slate"]'}[scheme]
    (block,) = re.findall(rf"{re.escape(selector)} {{([^}}]*--minutes-paper[^}}]*)}}", CSS)
    found = dict(re.findall(r"--minutes-([a-z]+): (#[0-9a-f]+);", block))
    (brand,) = re.findall(r"(?m)^  brand: (\{.*\})$", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    return {**found, "brand": yaml.safe_load(brand)[scheme]}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_every_paper_and_so_do_edges(scheme: str) -> None:
    found = colours(scheme)
    weak = {(text, paper) for text, paper in product(TEXTS, PAPERS) if contrast(found[text], found[paper]) < 4.5}
    assert weak == set()
    assert contrast(found["paper"], found["brand"]) >= 4.5, "the item that is being read, in the bar"
    assert all(contrast(found["edge"], found[paper]) >= 3 for paper in PAPERS)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_a_status_has_one_shape_in_pills_and_drawings() -> None:
    drawings = (PROJECT / "overrides/fragments/drawings.jinja").read_text(encoding="utf-8")
    drawn = dict(re.findall(r"'(\w+)': '(M[^']*)',", drawings))
    pills = dict(re.findall(r"\.status--(\w+) \{[^}]*? d='(M[^']*)'", CSS))
    assert drawn == pills
    assert set(drawn) == set(Status)
