"""Search: the index, and what the script that reads it finds, run by Node as it stands in the browser."""

from __future__ import annotations

import json
import random
import re
import subprocess
import weakref
from functools import partial
from typing import Any
from unittest.mock import Mock

import pytest
from helpers import PROPERTY, Remembering
from hypothesis import example, given
from hypothesis import strategies as st

from minutes.cache import NOTHING, Memory
from minutes.search import postings
from minutes.search.grams import END, START, folded, grams, shard, tokens, words
from minutes.search.index import INDEX, search_files
from minutes.search.runs import Run, run_of
from minutes.values import digest
from minutes.views.search import Group, Record
from workflows import node, search_script

GROUP = Group("G", "g/")
SAMPLES = [
    "Kitex 框架错误处理的定制与规范",
    "bizerror.FromError、kitex#511；v0.4.3，@Li-Jin-Gou（registry-servicecomb）",
    "ＫＩＴＥＸ１２３ İstanbul ΣΟΦΟΣ ǅ C++ 1w+ a_b __init__ https://github.com/a/b?c=d&e=f",
    "𠮷野家 ｶﾅ カナ 한국어 ไทย é é 🙂 o'clock don’t 3.14 - -- . ./ a",
    "",
]


class _Records(list[Record]):
    """Of which it can be seen whether anybody has them."""


def run(**job: Any) -> Any:
    """What the script says to a job (see the script)."""
    done = subprocess.run(
        [node(), str(search_script())], input=json.dumps(job).encode(), capture_output=True, check=True
    )
    return json.loads(done.stdout)


def found(records: list[Record], *queries: str | tuple[str, dict[str, str]]) -> list[Any]:
    """The answers to queries, each alone or with filters."""
    asked = [(query, {}) if isinstance(query, str) else query for query in queries]
    job = {
        "files": dict(search_files([run_of(records)])),
        "queries": [{"query": one, "filters": filters} for one, filters in asked],
    }
    answers: list[Any] = run(indexes=[job])["searches"][0]
    return answers


def record(number: int, title: str, text: str = "", **more: Any) -> Record:
    """A record with an address that tells its number."""
    return Record(f"{number}/", more.pop("group", GROUP), title, text, "zh", **more)


def test_a_run_of_chinese_is_its_pairs_and_a_word_its_triples_with_the_starts_of_its_parts() -> None:
    assert grams("错误处理") == ("错误", "误处", "处理", f"理{END}")
    assert grams("v0.4") == (f"{START}v0", "v0.", "0.4", f".4{END}", f"{START}4{END}")
    assert grams("c") == (f"{START}c{END}",)
    assert tokens(folded("用 Kitex的bizerror.FromError。")) == ["用", "kitex", "的", "bizerror.fromerror"]
    assert words("bizerror.fromerror") == ["bizerror", "fromerror"]
    assert words("错误处理") == []


@given(st.text())
@example("İ")
@PROPERTY
def test_folding_moves_no_character(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


def test_python_and_the_browser_cut_text_alike() -> None:
    chosen = random.Random(1)
    alphabet = "".join(SAMPLES) + "abcXYZ012 .#/-_@+:错误处理的框架，。"
    texts = SAMPLES + ["".join(chosen.choices(alphabet, k=chosen.randrange(1, 40))) for _ in range(500)]
    for text, sample in zip(texts, run(texts=texts)["samples"], strict=True):
        plain = folded(text)
        assert sample["folded"] == plain
        assert sample["tokens"] == tokens(plain)
        assert [set(each) for each in sample["grams"]] == [set(grams(token)) for token in tokens(plain)]
        numbers = {gram: shard(gram, 97) for token in tokens(plain) for gram in grams(token)}
        assert sample["shards"] == [numbers[gram] for each in sample["grams"] for gram in each]


def test_whatever_stands_in_a_text_is_found_wherever_it_begins() -> None:
    chosen = random.Random(2)
    letters = "错误处理业务异常框架的在abcdeABC01"
    texts = ["".join(chosen.choices(letters + " ，.-", k=60)) for _ in range(80)]
    records = [record(number, f"T{number}", text) for number, text in enumerate(texts)]
    runs = [token for text in texts for token in tokens(folded(text)) if len(token) > 1]
    queries = []
    for token in chosen.sample(runs, 150):
        start = chosen.randrange(len(token) - 1)
        queries.append(token[start : start + chosen.randrange(2, 9)].strip(".-"))
    queries = [query for query in queries if query]
    for query, answer in zip(queries, found(records, *queries), strict=True):
        (term,) = tokens(folded(query)) or [""]
        place = re.compile(re.escape(term))
        if re.fullmatch(r"\w{1,2}", term, re.ASCII):
            # Two letters are looked for where words, or their parts, begin.
            place = re.compile(rf"(?<![a-z0-9]){re.escape(term)}")
        having = {f"{number}/" for number, text in enumerate(texts) if place.search(folded(text))}
        assert having == set(answer["found"]), query
        assert answer["count"] == len(having)
        assert len(answer["found"]) == len(set(answer["found"]))


def test_what_is_called_so_comes_before_what_is_tied_to_it_and_what_mentions_it() -> None:
    records = [
        record(0, "Weekly notes", "mira was there; mira spoke, mira left"),
        record(1, "Tracing", words=("mira",)),
        record(2, "Mira Holt", names=("mira",)),
        record(3, "Admiration", "none"),
    ]
    assert found(records, "mira")[0]["found"] == ["2/", "1/", "3/", "0/"]


def test_all_words_are_wanted_and_some_are_better_than_none() -> None:
    records = [record(0, "Heron backoff"), record(1, "Heron tracing"), record(2, "Larch")]
    both, none = found(records, "heron tracing", "backoff larch")
    assert (both["found"], both["partly"]) == (["1/"], False)
    assert (sorted(none["found"]), none["partly"]) == (["0/", "2/"], True)


@pytest.mark.parametrize(
    ("query", "corrected"),
    [("bizeror", ["bizerror"]), ("bzierror", ["bizerror"]), ("bizerrors", ["bizerror"]), ("snetinel", ["sentinel"])],
)
def test_a_misspelt_word_is_taken_for_the_nearest_one(query: str, corrected: list[str]) -> None:
    (answer,) = found([record(0, "One", "the bizerror package"), record(1, "Two", "Sentinel")], query)
    assert answer["corrected"] == corrected
    assert len(answer["found"]) == 1


def test_a_wrong_character_in_a_chinese_phrase_does_not_lose_it() -> None:
    records = [record(0, "框架错误处理的规范"), record(1, "错觉"), record(2, "处理器")]
    for answer in found(records, "错误处里", "框架错误处里"):
        assert answer["found"] == ["0/"]


def test_a_word_of_several_parts_that_is_nowhere_is_its_parts() -> None:
    (answer,) = found([record(0, "Good first issues"), record(1, "First")], "good-first-issue")
    assert answer["found"] == ["0/"]


def test_what_is_nowhere_is_not_found() -> None:
    for answer in found([record(0, "错误处理", "text")], "qqqqqqqq", "龘龘龘", "，。", "zz"):
        assert answer["found"] == []


def test_grams_that_stand_apart_are_not_taken_for_the_word() -> None:
    records = [record(0, "One", "abcd bcde"), record(1, "Two", "abcde1")]
    (answer,) = found(records, "abcde")
    assert answer["found"] == ["1/"]
    (answer,) = found(records[:1], "abcde")
    assert answer["corrected"] == ["abcd", "bcde"]


def test_filters_leave_what_has_them_all_and_say_what_else_there_is() -> None:
    years = {"a": {"year": {"2030": "2030"}}, "b": {"year": {"2031": "2031"}, "kind": {"design": "设计提案"}}}
    records = [record(0, "Heron", facets=years["a"]), record(1, "Heron", facets=years["b"]), record(2, "Larch")]
    every, one, none, only = found(
        records, "heron", ("heron", {"year": "2031"}), ("larch", {"year": "2031"}), ("", {"kind": "design"})
    )
    assert [(value["value"], value["count"]) for value in every["counts"]["year"]] == [("2030", 1), ("2031", 1)]
    assert every["counts"]["kind"] == [{"value": "design", "name": "设计提案", "count": 1}]
    assert one["found"] == ["1/"]
    # What another year would give is still told.
    assert [value["count"] for value in one["counts"]["year"]] == [1, 1]
    assert none["found"] == []
    assert only["found"] == ["1/"]


def test_only_the_pieces_that_a_query_needs_are_read() -> None:
    chosen = random.Random(3)
    text = "错误处理业务异常框架熔断限流注册中心服务发现链路追踪反向代理代码生成模板配置"
    records = [
        record(
            number,
            "".join(chosen.choices(text, k=8)),
            "".join(chosen.choices(text, k=800)),
            group=Group(str(number), ""),
        )
        for number in range(400)
    ]
    files = dict(search_files([run_of(records)]))
    (answer,) = found(records, "反向代理")
    loaded = answer["loaded"]
    assert INDEX in loaded
    # Grams of three pairs, and the texts that are shown first; more() asked for the rest.
    assert 1 <= sum(name.startswith("grams-") for name in loaded) <= 3
    assert not any(name.startswith("words-") for name in loaded)
    assert answer["first"] <= 30
    assert sum(len(text.encode()) for name, text in files.items() if name == INDEX) < 10_000


def test_runs_in_the_place_of_others_give_the_index_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen, memory = random.Random(7), Remembering()
    letters = ["错误", "处理", "提案", "heron", "larch", "v0.4", "处", "x"]

    def some(size: int) -> list[Record]:
        return [
            record(
                chosen.randrange(99),
                " ".join(chosen.choices(letters, k=chosen.randrange(3))),
                " ".join(chosen.choices(letters, k=chosen.randrange(9))),
                names=chosen.choices(letters, k=chosen.randrange(2)),
                facets={"year": {(year := chosen.choice("12")): f"{year}."}},
            )
            for _ in range(size)
        ]

    anew = Mock(side_effect=postings._joined)
    monkeypatch.setattr(postings, "_joined", anew)
    runs = [some(size) for size in (5, 1, 0, 8, 3, 6)]
    for _ in range(40):
        for place in chosen.sample(range(len(runs)), chosen.randrange(4)):
            runs[place] = some(len(runs[place]) + chosen.choice((0, 0, 0, 0, 1)))
        found = list(search_files([run_of(run) for run in runs], memory))
        assert found == list(search_files([run_of([one for run in runs for one in run])]))
    # Where sizes are the same, nothing is put together anew.
    assert 1 < anew.call_count < 30


@pytest.mark.parametrize("memory", [NOTHING, Remembering()])
def test_records_are_asked_for_once_and_let_go_before_those_that_come_next(memory: Memory) -> None:
    asked: list[weakref.ref[_Records]] = []

    def records(number: int) -> _Records:
        assert all(earlier() is None for earlier in asked)
        given = _Records([record(number, "错误处理", "text")])
        asked.append(weakref.ref(given))
        return given

    runs = [Run(partial(records, number), partial(digest, number)) for number in range(4)]
    names = [name for name, _ in search_files(runs, memory)]
    assert (names[0], names[-1], len(asked)) == ("texts-0.json", INDEX, len(runs))


def test_an_index_depends_on_nothing_but_the_records_and_tells_one_build_from_another() -> None:
    records = [record(0, "错误处理", "text", names=("a",)), record(1, "")]
    assert list(search_files([run_of(records)])) == list(search_files([run_of(list(records))]))
    builds = {json.loads(dict(search_files([run_of(each)]))[INDEX])["build"] for each in (records, records[:1], [])}
    assert len(builds) == 3
    assert found([], "错误")[0]["found"] == []


def test_words_differ_by_what_a_slip_of_the_hand_makes() -> None:
    pairs = [
        ("kitex", "kitex", 2),
        ("ktiex", "kitex", 2),
        ("kite", "kitex", 2),
        ("kitexx", "kitex", 2),
        ("abc", "xyz", 2),
    ]
    assert run(distances=pairs)["distances"] == [0, 1, 1, 1, 3]


def test_an_excerpt_is_about_the_words_and_marks_them() -> None:
    text = f"{'前文。' * 60}站在用户一侧看 Kitex 的错误处理。{'后文。' * 60}"
    whole, start = run(excerpts=[[text, ["kitex", "错误处理"], 60], ["Kitex", ["kitex"], 60]])["excerpts"]
    assert whole["part"].startswith("…")
    assert whole["part"].endswith("…")
    assert whole["marked"][1::2] == ["Kitex", "错误处理"]
    assert "".join(whole["marked"]) == whole["part"]
    assert start == {"part": "Kitex", "marked": ["", "Kitex", ""]}
