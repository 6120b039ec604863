"""What is known by its basis is the same wherever the basis is: no view shows anything that is not in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

import pytest
from helpers import Remembering, render

from minutes.api.build import files
from minutes.api.files import ApiFiles
from minutes.api.pages import Pages
from minutes.archive import Archive, archive_from
from minutes.search.index import search_files
from minutes.search.runs import run_of, runs_of
from minutes.translations import digests
from minutes.values import digest
from minutes.views import linked_data
from minutes.views.action_items import action_items_index
from minutes.views.agenda import agenda_index, agenda_pages, agenda_year, narrowing
from minutes.views.basis import Basis
from minutes.views.calendar import calendar
from minutes.views.cards import FACTS, TRANSLATIONS, Authored, facts, meeting_card, proposal_card
from minutes.views.feeds import feeds
from minutes.views.home import home
from minutes.views.lens import Lens
from minutes.views.meetings import meeting_page, meetings_index
from minutes.views.people import people_index
from minutes.views.programmes import programmes_index
from minutes.views.projects import projects_index
from minutes.views.proposals import dossier, proposals_index
from minutes.views.releases import release_news
from minutes.views.translations import translation_status

LOCALES = ("zh", "en")
REGISTRY = {
    "_data/projects.yml": "projects:\n  - {id: heron, name: Heron, repositories: [birdhouse/heron]}\n"
    "  - {id: larch, name: Larch, aliases: [ALIAS]}\n",
    "_data/people.yml": "people:\n  - {id: mira, name: Mira Holt, aliases: [米拉]}\n  - {id: tomas, name: tomas-k}\n",
    "_data/proposals.yml": """\
proposals:
  - id: nests
    title: {zh: 巢箱, en: Nests}
    projects: [heron]
    issues: [birdhouse/heron#12]
    aliases: [ALIAS]
    questions: [{id: size, title: {zh: 尺寸, en: Size}}]
  - {id: seeds, title: {zh: 种子}, champions: [mira]}
  - {id: walks, kind: programme, title: {zh: 散步, en: Walks}}
""",
}
DAYS = ("2031-05-06", "2031-05-20", "2031-06-03", "2031-06-17", "2032-01-05", "2032-01-19", "2032-02-02")
ITEMS = (
    "## {heading} {n}：{title} @{who}\n\n1. 说了{word}。\n\n- [{box}] 写文档 @{who}\n",
    "## {heading} {n}：巢箱 {word} @Mira Holt\n\n- <https://example.org/{n}>\n\n**提案**：nests → {status}\n",
    "## {heading} {n}：{word}\n\n- <https://github.com/birdhouse/heron/issues/12>\n- [{box}] 找木板 @{who}\n",
    "## {heading} {n}：种子 {title} @{who}\n\n**结论**：{word}\n\n**提案**：seeds → 已发布（Heron v0.{n}.0）\n",
    "## {heading} {n}：{title}\n\n**提案**：nests/size → {status}\n\n- 问：{word}？\n  答：{word}。\n",
    "## {heading} {n}：Heron v0.{n}.0 发布 @{who}\n\n- 提案 walks {word}\n\n**提案**：walks\n",
)
SUMMARIES: Mapping[str, Callable[[Lens], object]] = {
    "home": home,
    "meetings_index": meetings_index,
    "agenda_index": agenda_index,
    "proposals_index": proposals_index,
    "release_news": release_news,
    "people_index": people_index,
    "projects_index": projects_index,
    "programmes_index": programmes_index,
    "action_items": action_items_index,
}
"""The fragments that follow from outlines, with their views."""
WORDS = ("风", "羽毛", "bark", "ALIAS", "Larch", "<b>粗</b>")
PEOPLE = ("ada", "tomas-k", "Mira Holt")
STATUSES = ("讨论中", "已合入", "已搁置")


def _minutes(day: str, locale: str, chance: Random) -> str:
    """Some minutes."""
    values = {"heading": "议程" if locale == "zh" else "Agenda"}
    lines = [f"---\ntitle: {chance.choice(('会议', 'Meeting'))} {day}\ndate: {day}\n---\n\n参会人：Mira Holt, ada\n"]
    for number in range(1, chance.randrange(2, 4)):
        values |= {
            "n": str(number),
            "title": chance.choice(WORDS),
            "word": chance.choice(WORDS),
            "who": chance.choice(PEOPLE),
            "box": chance.choice((" ", "x")),
            "status": chance.choice(STATUSES),
        }
        lines.append(chance.choice(ITEMS).format(**values))
    if chance.random() < 0.3:
        lines.append(f"## 新闻\n\n- Larch v1.{chance.randrange(3)}.0 发布\n")
    return "\n".join(lines)


def _changed(state: Mapping[str, str], chance: Random) -> dict[str, str]:
    """The files after one change: minutes written, edited a little, or gone, or another alias in the registry."""
    changed = dict(state)
    path = f"{chance.choice(LOCALES)}/meetings/{chance.choice(DAYS)}.md"
    kind = chance.randrange(9)
    if kind == 0:
        name = chance.choice(list(REGISTRY))
        changed[name] = REGISTRY[name].replace("ALIAS", chance.choice(WORDS[:3]))
    elif kind == 1:
        for locale in chance.choice((LOCALES, path[:2].split())):
            changed.pop(f"{locale}{path[2:]}", None)
    elif kind == 8 and path in changed:
        changed[path] += f"\n{chance.choice(WORDS)}\n"
    elif kind < 5 and path in changed:
        changed[path] = changed[path].replace(chance.choice(WORDS), chance.choice(WORDS), 1)
    else:
        changed[path] = _minutes(path[-13:-3], path[:2], chance)
    return changed


def _archive(state: Mapping[str, str]) -> Archive:
    return archive_from(frozenset(state), lambda path: state[path].encode(), LOCALES)


def _shown(archive: Archive, locale: str) -> dict[tuple[str, bytes], bytes]:
    """Everything that is known by its basis, with a digest of what it is."""
    lens = Lens(archive, locale)
    basis, place = Basis(lens), linked_data.Place("", lambda address: address)
    found: dict[tuple[str, bytes], bytes] = {}
    for meeting in archive.meetings:
        page = meeting_page(lens, meeting, ())
        days = lens.days[max(lens.days.index(meeting.date) - 1, 0) :][:3]
        told = (meeting_card(lens, page), linked_data.event(lens, meeting, "", place), lens.meeting(meeting))
        found["meeting", digest(basis.of_meeting(meeting), page.lang, days)] = digest(page, told)
    for proposal_id, history in lens.histories.items():
        card = proposal_card(lens, proposal_id, Authored("", "", ""))
        found["dossier", basis.of_dossier(history)] = digest(dossier(lens, proposal_id), card)
    pages = agenda_pages(lens, 0)
    for year in pages:
        meetings = [basis.of_meeting(meeting) for meeting in archive.meetings if meeting.date.year == year]
        found["agenda year", digest(pages, year, meetings)] = digest(agenda_year(lens, year, 0))
    for name, give in feeds(lens).items():
        feed = give()
        found["feed", digest(basis.of_feed(feed))] = digest(feed, lens.days[-1:])
        found["feed by outlines", digest(name, basis.of_outlines(), basis.of_meetings_in(feed))] = digest(feed)
    found["calendar", basis.of_outlines()] = digest(calendar(lens))
    return found


def _api(lenses: Mapping[str, Lens], pages: Pages) -> ApiFiles:
    return ApiFiles(lenses, {locale: Basis(lens) for locale, lens in lenses.items()}, pages)


@pytest.mark.parametrize("seed", range(4))
def test_what_has_the_same_basis_is_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # So that the records of these few are several runs.
    monkeypatch.setattr("minutes.search.runs._FEWEST", 1)
    monkeypatch.setattr("minutes.search.runs._ONE_IN", 2)
    chance = Random(seed)
    state: dict[str, str] = dict(REGISTRY)
    for day in DAYS:
        for locale in chance.choice((LOCALES, *map(str.split, LOCALES))):
            state[f"{locale}/meetings/{day}.md"] = _minutes(day, locale, chance)
    known: dict[tuple[str, str, bytes], bytes] = {}
    met = 0
    memory = Remembering()
    for _ in range(60):
        state = _changed(state, chance)
        archive = _archive(state)
        for locale in LOCALES:
            for (kind, basis), shown in _shown(archive, locale).items():
                met += (kind, locale, basis) in known
                assert known.setdefault((kind, locale, basis), shown) == shown, (kind, locale)
        lenses = {locale: Lens(archive, locale) for locale in LOCALES}
        pages = Pages("https://example.org/", {"zh": "", "en": "en/"}, documents=frozenset(state))
        api = dict(files(lenses, pages))
        assert dict(files(lenses, pages, memory)) == api
        of = digest(_api(lenses, pages)._basis())
        assert known.setdefault(("api", "", of), digest(api)) == digest(api)
        for locale in LOCALES:
            runs = runs_of(lenses[locale], Basis(lenses[locale]), ())
            records = (record for run in runs for record in run.records())
            assert list(search_files(runs, memory)) == list(search_files([run_of([*records])]))
    # Most of it did not change.
    assert met > 400


EDITS = (
    ("写文档", "写[文档](https://example.org/doc)"),
    ("Mira Holt", "ada"),
    ("讨论中", "已合入"),
    ("[ ]", "[x]"),
    ("issues/12", "issues/13"),
    ("结论", "问"),
    ("v0.1", "v0.2"),
    ("title: ", "title: 又"),
    ("议程 1：", "议程 1：又"),
    ("date:", "topics:\ndate:"),
    ("\n- [", "\n又\n\n- ["),
    ("1. 说了", "1. 大家说了"),
    ("\n\n1. ", "\n\n正文。\n\n1. "),
    ("参会人：", "参会人：bob，"),
    ("正文一。", "正文二。"),
    ("example.org", "example.com"),
    ("提案 walks", "提案 seeds"),
    ("巢箱", "鸟屋"),
    ("答：", "答：又"),
    ("Larch v1", "Larch v2"),
    ("新闻", "资讯"),
    ("**提案**：walks", "walks"),
    ("nests →", "seeds →"),
)
"""What an edit puts in the place of what."""
NEWS = "## 新闻\n\n- Larch v1.0.0 发布\n"


def test_pages_that_follow_from_outlines_say_nothing_else() -> None:
    values = {"heading": "议程", "title": "风", "word": "羽毛", "who": "Mira Holt", "box": " ", "status": "讨论中"}
    start = "---\ntitle: 会议\ndate: {}\n---\n\n参会人：Mira Holt, ada\n\n"
    state: dict[str, str] = dict(REGISTRY)
    for day in DAYS[:2]:
        # One with tasks, and one without.
        items = (
            item.format(n=number, **values)
            for number, item in enumerate(ITEMS, start=1)
            if day == DAYS[0] or "{box}" not in item
        )
        state[f"zh/meetings/{day}.md"] = start.format(day) + "\n".join((*items, "正文一。\n\n", NEWS))
    state |= _translated(state)
    before, kept = _summaries(state), []
    for old, new in EDITS:
        for path in (each for each in state if "meetings" in each):
            changed = _summaries({**state, path: state[path].replace(old, new, 1)})
            for name, (basis, page) in before.items():
                assert basis != changed[name][0] or page == changed[name][1], (name, old, new)
            kept.append(before["en", "home"][0] == changed["en", "home"][0])
    # What is said of no meeting on other pages is no edit of these.
    assert kept.count(True) > 3


def _translated(state: Mapping[str, str]) -> dict[str, str]:
    """A translation of each of some minutes, with a record of its source."""
    found = {}
    for path, text in state.items():
        if "meetings" in path:
            other = f"en{path[2:]}"
            there, here = (digests(next(_archive({each: text}).minutes)) for each in (path, other))
            record = ", ".join(f"{anchor}: {mark}-{here[anchor]}" for anchor, mark in there.items())
            found[other] = text.replace("date:", f"translation: {{{record}}}\ndate:", 1)
    return found


def _summaries(state: Mapping[str, str]) -> dict[tuple[str, str], tuple[bytes, object]]:
    """What sums up all meetings in each locale, with what it follows from."""
    archive, found = _archive(state), dict[tuple[str, str], tuple[bytes, object]]()
    lenses = {locale: Lens(archive, locale) for locale in LOCALES}
    pages = Pages("https://example.org/", {"zh": "", "en": "en/"}, documents=frozenset(state))
    found["", "api"] = digest(_api(lenses, pages)._basis()), dict(files(lenses, pages))
    for locale in LOCALES:
        lens, basis = Lens(archive, locale), Basis(Lens(archive, locale))
        for name, view in SUMMARIES.items():
            found[locale, name] = basis.of_outlines(), render(name, view(lens), locale)
        found[locale, "narrowing"] = basis.of_outlines(), narrowing(lens)
        for shows in FACTS.keys() - {TRANSLATIONS}:
            found[locale, f"facts of {shows}"] = basis.of_outlines(), facts(lens, shows)
        translated = render("translation_status", translation_status(lens), locale), facts(lens, TRANSLATIONS)
        found[locale, "translations"] = basis.of_translations(), translated
    return found
