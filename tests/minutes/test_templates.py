"""Templates: what is rendered is gone when its text is there, and what is imported stays."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from helpers import LINKS

from minutes.renderer import Renderer

PART = "{% macro part(one) %}<b>{{ one }} {{ address.MEETINGS }}</b>{% endmacro %}"
PARTS = f"{PART}{{% macro twice(one) %}}{{{{ part(one) }}}}{{{{ part(one) }}}}{{% endmacro %}}"


@pytest.fixture(params=["{% import 'parts.jinja' as parts %}", "{% import 'parts.jinja' as parts with context %}"])
def renderer(request: pytest.FixtureRequest, tmp_path: Path) -> Renderer:
    (tmp_path / "parts.jinja").write_text(PARTS, encoding="utf-8")
    own = "{% macro own(one) %}{{ parts.twice(one) }}{% endmacro %}"
    (tmp_path / "page.jinja").write_text(f"{request.param}{own}{{{{ own(view) }}}}", encoding="utf-8")
    return Renderer(tmp_path, "zh")


def test_rendering_leaves_nothing_that_only_the_collector_finds(renderer: Renderer) -> None:
    renderer.render("page", "甲", LINKS)
    gc.collect()
    gc.disable()
    try:
        for _ in range(20):
            renderer.render("page", "甲", LINKS)
        assert gc.collect() < 20
    finally:
        gc.enable()


def test_what_a_template_imports_is_there_the_next_time(renderer: Renderer) -> None:
    made = [renderer.render("page", view, LINKS) for view in ("甲", "<i>", "甲")]
    assert made == [f"<b>{shown} meetings/</b>" * 2 for shown in ("甲", "&lt;i&gt;", "甲")]
