"""Whatever a stranger writes, wherever it can be written: in a browser none of it runs, and all of it can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from browsing.host import served
from builder import BASE, build_site
from hostile import vectors

ATOM = "{http://www.w3.org/2005/Atom}"
VECTORS = vectors()
ENTRIES = 10
"""How many entries of each registry file share the vectors."""

# Attributes that act, and addresses of what is none: in a browser that has read the page, however it was written.
_ACTING = """() => {
  const acting = [];
  const addresses = new Set(
    ["href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "srcset"]);
  const kept = new Set(["http:", "https:", "mailto:"]);
  for (const node of document.querySelectorAll("*")) {
    for (const { name, value } of node.attributes) {
      if (name.startsWith("on") || name === "srcdoc") acting.push(`${node.localName} ${name}=${value}`);
      if (!addresses.has(name)) continue;
      try {
        const { protocol } = new URL(value, document.baseURI);
        if (!kept.has(protocol)) acting.push(`${node.localName} ${name}=${value}`);
      } catch {}
    }
    if (["iframe", "object", "embed", "base", "frameset", "portal", "form"].includes(node.localName)
        && !node.closest("[data-md-component=search], [data-filters], [data-search]"))
      acting.push(node.outerHTML.slice(0, 200));
    if (node.localName === "meta" && /refresh/i.test(node.httpEquiv)) acting.push(node.outerHTML);
  }
  return acting;
}"""
_SCRIPTS = """() => [...document.querySelectorAll("script, style")]
  .filter(({ type }) => type !== "application/ld+json").map((each) => each.src || each.textContent.trim()).sort()"""


@dataclass(frozen=True)
class Hostile:
    """The built site, where it is served, and the number of every vector by the address of its meeting."""

    folder: Path
    address: str
    meetings: Mapping[str, int]


@dataclass
class Watched:
    """A page in which whatever calls ``hit`` is noticed."""

    page: Page
    hits: list[str]


def _plain(text: str) -> str:
    """A text on one line."""
    return re.sub(r"[\r\n\x0b\x0c\u2028\u2029]+", " ", text)


def _yaml(text: str) -> str:
    """A text as a YAML scalar."""
    return json.dumps(text)


def _minutes(number: int, vector: str, day: date) -> str:
    """Minutes with a vector in every place; beside each stands a word of its own, which has to come out again."""
    v = _plain(vector)
    cell, quoted = v.replace("|", "\\|"), v.replace('"', "&quot;")
    return f"""---
title: {_yaml(f"{vector} 标题{number}")}
linkTitle: {_yaml(vector)}
description: {_yaml(vector)}
date: {day}
---

**会议主题**：{v} 主题{number}

**参会人**：{v}, ada, 参会{number}

**会前必读**：[{v}](https://example.org/) 必读{number}

**录屏链接**：{v} 录屏{number}

## 议程 1：{v} 议题{number} @{v}

正文{number} {v}

- **{v}**：要点{number} {v}

| 表头{number} | {cell} |
| --- | --- |
| {cell} | 单元{number} |

[链接{number}]({v}) [名字{number}](<{v}>) [{v}](https://example.org/{number})

[题注{number}](https://example.org "{quoted}")

![图片{number}]({v}) ![{v}](x.png) <{v}>

`{v}` 代码{number}

**结论**：{v} 结论{number}

**提案**：p{number % ENTRIES} → {v}

**提案**：{v} → 已发布（{v}）

**Q**：{v} 问题{number}

**A**：{v} 回答{number}

- [ ] {v} 待办{number} @{v}

## 议程 2：原样 @ada

```{v}
围栏{number}
```

**提案**：p{number % ENTRIES} → 已讨论

{vector}
末尾{number}

## 相关资讯

Q{number % ENTRIES} v1.0.{number} {v} 资讯{number}

相关链接：{v}
"""


_WORDS = (
    *("主题", "参会", "必读", "录屏", "议题", "正文", "要点", "表头", "单元", "链接", "名字", "题注", "代码"),
    *("结论", "问题", "回答", "待办", "围栏", "末尾", "资讯"),
)


def _registry() -> Iterator[tuple[str, str]]:
    """The registry files, and the page that a proposal has: the vectors in all that is free text."""
    shares = [VECTORS[number::ENTRIES] for number in range(ENTRIES)]
    people, projects, proposals = [], [], []
    for number, share in enumerate(shares):
        text = _yaml(" ".join(share))
        aliases = ", ".join(map(_yaml, dict.fromkeys(one.strip() for one in share)))
        both = f"{{zh: {text}, en: {text}}}"
        people.append(f"  - {{id: h{number}, name: {text}, github: {text}, aliases: [{aliases}]}}\n")
        projects.append(f"  - {{id: q{number}, name: {text}, aliases: [Q{number}], description: {both}}}\n")
        asked = f"[{{id: one, title: {both}}}]"
        proposals.append(
            f"  - {{id: p{number}, title: {both}, summary: {both}, projects: [q{number}], champions: [h{number}],"
            f" aliases: [{aliases}], questions: {asked}}}\n"
        )
        page = f"---\ntitle: p{number}\n---\n\nP {number}.\n\n<!-- view: proposal-dossier -->\n"
        yield from ((f"{locale}/proposals/p{number}.md", page) for locale in ("zh", "en"))
    yield "_data/people.yml", "people:\n" + "".join(people)
    yield "_data/projects.yml", "projects:\n" + "".join(projects)
    yield "_data/proposals.yml", "proposals:\n" + "".join(proposals)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """A site, in Chinese, each meeting of which has one vector in every place, and the registry all of them."""
    files: dict[str, str | bytes] = {**BASE, **dict(_registry())}
    meetings = {}
    first = date(2020, 1, 1)
    for number, vector in enumerate(VECTORS):
        day = first + timedelta(days=number)
        files[f"zh/meetings/{day}.md"] = _minutes(number, vector, day)
        meetings[f"meetings/{day}/"] = number
    # In the name of a file, of which there is then a second one for its day.
    named = [one for one in VECTORS if "/" not in one and "\0" not in one and one.isprintable() and len(one) < 80]
    for number, vector in enumerate(named[::6]):
        day = first + timedelta(days=number)
        files[f"zh/meetings/{day} {vector}.md"] = f"---\ntitle: {_yaml(vector)}\n---\n\n## 议程 1：甲\n\n乙\n"
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MINUTES_LOCALE", "zh")
        built = build_site(folder, files)
    with served(built.folder) as address:
        yield Hostile(built.folder, address, meetings)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[[], Watched]]:
    contexts: list[BrowserContext] = []

    def watch() -> Watched:
        # The policy of the site is the second defence: what it would stop must not even be there.
        context = browser.new_context(bypass_csp=True)
        contexts.append(context)
        hits: list[str] = []

        def seen(dialog: Dialog) -> None:
            hits.append(dialog.message)
            dialog.dismiss()

        context.expose_binding("hit", lambda source, *_: hits.append(source["page"].url))
        page = context.new_page()
        page.on("dialog", seen)
        return Watched(page, hits)

    yield watch
    for context in contexts:
        context.close()


def _found(watched: Watched, address: str) -> list[str]:
    """What acts on a page, by where."""
    watched.page.goto(address)
    acting: Sequence[str] = watched.page.evaluate(_ACTING)
    return [f"{address}: {each}" for each in [*acting, *watched.hits]]


def test_there_are_as_many_as_promised() -> None:
    assert len(VECTORS) >= 300


def test_in_minutes_nothing_runs_and_everything_is_there(hostile: Hostile, watched: Callable[[], Watched]) -> None:
    one = watched()
    one.page.goto(f"{hostile.address}meetings/2020-01-01/")
    scripts = one.page.evaluate(_SCRIPTS)
    acting, lost = [], []
    for path, number in hostile.meetings.items():
        acting += _found(one, f"{hostile.address}{path}")
        if one.page.evaluate(_SCRIPTS) != scripts:
            acting.append(f"{path}: another script")
        text = one.page.evaluate("() => document.querySelector('article').textContent")
        header = one.page.evaluate("() => document.querySelector('[data-md-component=header-topic]').textContent")
        lost += [f"{path} {VECTORS[number]!r}: {word}" for word in _WORDS if f"{word}{number}" not in text]
        if f"标题{number}" not in header:
            lost.append(f"{path}: 标题")
    assert acting == []
    assert lost == []


def test_on_all_that_is_made_of_minutes_nothing_runs(hostile: Hostile, watched: Callable[[], Watched]) -> None:
    one = watched()
    pages = [page.parent.relative_to(hostile.folder).as_posix() for page in hostile.folder.rglob("index.html")]
    others = [f"{page}/" if page != "." else "" for page in pages if f"{page}/" not in hostile.meetings]
    assert len(others) > 40
    assert [each for page in sorted(others) for each in _found(one, f"{hostile.address}{quote(page)}")] == []
    for word in ("议题", "待办", "onerror", "script", "javascript"):
        one.page.goto(f"{hostile.address}search/?q={word}")
        one.page.wait_for_selector("[data-search-results] a:visible")
        acting: Any = one.page.evaluate(_ACTING)
        assert [*acting, *one.hits] == []


def test_what_a_reader_of_feeds_shows_runs_nothing(hostile: Hostile, watched: Callable[[], Watched]) -> None:
    one = watched()
    one.page.goto(f"{hostile.address}feeds/")
    feeds = sorted(hostile.folder.rglob("*.atom"))
    shown = 0
    for feed in feeds:
        for entry in ET.parse(feed).getroot().iter(f"{ATOM}entry"):  # noqa: S314 — our own
            for part in ("title", "summary", "content"):
                node = entry.find(f"{ATOM}{part}")
                if node is None or node.get("type") != "html":
                    continue
                shown += 1
                one.page.evaluate("html => { document.querySelector('article').innerHTML = html; }", node.text or "")
                acting: Any = one.page.evaluate(_ACTING)
                assert [*acting, *one.hits] == [], f"{feed.name} {entry.findtext(f'{ATOM}id')}"
    assert shown > 100
