"""The string tables: equal in both locales, complete for what uses them, and the only place with sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml
from helpers import PROJECT

from minutes.diagnostics import CODES, Severity
from minutes.model import ReferenceKind
from minutes.moved import CODES as ADDRESS_CODES
from minutes.proposals import Basis
from minutes.strings import LOCALES, strings_for
from minutes.views.pieces import ItemKind

OVERRIDES, HOOKS = PROJECT / "overrides", PROJECT / "hooks"
FRAGMENTS = sorted(OVERRIDES.rglob("*.jinja"))
TEMPLATES = [*FRAGMENTS, *sorted(OVERRIDES.rglob("*.html")), *sorted(OVERRIDES.rglob("*.js"))]
MODULES = [*sorted(HOOKS.rglob("*.py")), *sorted((PROJECT / "scripts").rglob("*.py"))]
# The format's own words, and tables of characters: what is compared with text, never shown.
WITH_CHINESE = {"vocabulary.py"}
CHINESE = re.compile(r"[\u3400-\u9fff]")

Table = dict[str, str | dict[str, str]]


def files_of(locale: str) -> list[Path]:
    """The files that make up a table."""
    return sorted((HOOKS / "minutes/strings" / locale).glob("*.yml"))


def table_of(locale: str) -> Table:
    """A table as written."""
    table: Table = {}
    for file in files_of(locale):
        table |= yaml.safe_load(file.read_text(encoding="utf-8"))
    return table


ZH, EN = table_of("zh"), table_of("en")


def forms_of(entry: str | dict[str, str]) -> list[str]:
    """Every form of a sentence."""
    return [entry] if isinstance(entry, str) else list(entry.values())


def placeholders(sentence: str) -> set[str]:
    """The names of the values that a sentence takes. A value may come in a form for each language: ``label_en``."""
    return {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def name_of(path: Path) -> str:
    """A path below the project."""
    return path.relative_to(PROJECT).as_posix()


def test_both_tables_have_the_same_keys() -> None:
    assert sorted(set(ZH) ^ set(EN)) == []


def test_both_tables_have_the_same_files_with_the_same_keys_in_the_same_order() -> None:
    def keys(locale: str) -> dict[str, list[str]]:
        return {file.name: list(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files_of(locale)}

    assert keys("zh") == keys("en")


@pytest.mark.parametrize("locale", LOCALES)
def test_no_key_is_written_twice(locale: str) -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in files_of(locale))
    keys = re.findall(r"^([A-Za-z][\w.-]*):", text, re.MULTILINE)
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
    assert len(keys) == len(table_of(locale))


@pytest.mark.parametrize("key", sorted(set(ZH) & set(EN)))
def test_both_locales_say_it_in_the_same_way(key: str) -> None:
    zh, en = ZH[key], EN[key]
    assert type(zh) is type(en)
    if isinstance(zh, dict) and isinstance(en, dict):
        assert set(zh) == set(en) == {"one", "other"}
    for sentence in (*forms_of(zh), *forms_of(en)):
        assert isinstance(sentence, str)
        # Pieces of lines that a command puts together have their spaces, and punctuation has.
        if not key.startswith("check.") and re.search(r"\w", sentence):
            assert sentence.strip() == sentence != ""
    together = [set[str]().union(*(placeholders(form) for form in forms_of(entry))) for entry in (zh, en)]
    assert together[0] == together[1]


@pytest.mark.parametrize("key", sorted(EN))
def test_no_english_sentence_has_chinese_in_it(key: str) -> None:
    allowed = key == "language.name"
    assert allowed or not any(CHINESE.search(form) for form in forms_of(EN[key]))


@pytest.mark.parametrize("code", [*CODES, *ADDRESS_CODES], ids=lambda code: str(code.slug))
def test_every_code_has_its_sentences_in_both_tables(code: object) -> None:
    slug = getattr(code, "slug", "")
    for table in (ZH, EN):
        assert f"diagnostic.{slug}.message" in table
        assert f"diagnostic.{slug}.suggestion" in table


def test_no_sentence_is_left_of_a_code_that_is_gone() -> None:
    slugs = {code.slug for code in (*CODES, *ADDRESS_CODES)}
    left = {key.split(".")[1] for key in EN if key.startswith("diagnostic.")} - slugs
    assert sorted(left) == []


# What fragments and code ask for. A key that ends in `~` is put together: all its endings must exist.

ENDINGS = {
    "kind.": [kind.value for kind in ReferenceKind],
    "severity.": [severity.value for severity in Severity],
    "proposal.basis.": [basis.value for basis in Basis],
    "agenda.": ["year", "project", "presenter", "proposal"],
    "agenda.kind.": [kind.value for kind in ItemKind],
}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_sentence_that_a_fragment_asks_for_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for key, more in re.findall(r"(?<![\w.])t\(\s*['\"]([^'\"]+)['\"]\s*(~)?", text):
        keys = [f"{key}{ending}" for ending in ENDINGS[key]] if more else [key]
        for each in keys:
            assert each in EN, f"{name_of(path)} asks for {each}"
    if path.suffix == ".jinja":
        for key in re.findall(r"['\"]((?:[a-z_]+)\.[a-z_.]+)['\"]", text):
            assert key in EN or key in ENDINGS or key.endswith((".jinja", ".js")), f"{name_of(path)} asks for {key}"


@pytest.mark.parametrize("path", FRAGMENTS, ids=name_of)
def test_a_fragment_gives_each_sentence_the_values_that_it_takes(path: Path) -> None:
    for key, values in re.findall(
        r"\bt\('([a-z_.]+)'((?:,\s*\w+=[^,()]*(?:\([^()]*\)[^,()]*)*)*)\)", path.read_text(encoding="utf-8")
    ):
        given = set(re.findall(r",\s*(\w+)=", values))
        for form in forms_of(EN[key]) + forms_of(ZH[key]):
            assert placeholders(form) <= given, f"{key} needs {placeholders(form)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_sentence_that_code_asks_for_exists(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(key := node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called.endswith(("strings", "in_every_language")) or called.startswith("strings_for("):
                assert key.value in EN, f"{name_of(path)}:{node.lineno} asks for {key.value!r}"


# Sentences stand in the tables only.


def without_comments(text: str) -> str:
    """A template without its comments."""
    return re.sub(r"\{#.*?#\}|/\*.*?\*/|<!--.*?-->|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_has_chinese_in_it(path: Path) -> None:
    assert CHINESE.findall(without_comments(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", FRAGMENTS, ids=name_of)
def test_no_fragment_has_english_sentences_in_it(path: Path) -> None:
    no_words = r"\{%.*?%\}|\{\{.*?\}\}|<script>.*?</script>"
    text = re.sub(no_words, "", without_comments(path.read_text(encoding="utf-8")), flags=re.DOTALL)
    shown = re.sub(r"<[^>]*>|\w+=\"[^\"]*\"", "\n", text, flags=re.DOTALL)
    assert [line.strip() for line in shown.split("\n") if re.search(r"[A-Za-z]{2,}", line)] == []


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module with its line, but for docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", [path for path in MODULES if path.name not in WITH_CHINESE], ids=name_of)
def test_no_module_but_the_vocabulary_has_chinese_words_in_it(path: Path) -> None:
    # A range of characters in a regular expression is written with escapes, which are characters here: leave it out.
    found = [(line, re.sub(r"\[[^\]]*\]|.-.", "", text)) for line, text in texts_of(path)]
    assert [(line, text) for line, text in found if CHINESE.search(text)] == []


# Looking sentences up.


@pytest.mark.parametrize(
    ("locale", "n", "sentence"),
    [
        ("en", 0, "0 meetings"),
        ("en", 1, "1 meeting"),
        ("en", 2, "2 meetings"),
        ("zh", 1, "1 次会议"),
        ("zh", 5, "5 次会议"),
    ],
)
def test_a_sentence_that_counts_has_the_form_of_its_number(locale: str, n: int, sentence: str) -> None:
    assert strings_for(locale)("count.meetings", n=n) == sentence


def test_values_are_put_in_as_they_are() -> None:
    assert (
        strings_for("en")("diagnostic.status-unknown.message", found="{known} %s \\")
        == 'Unknown status "{known} %s \\".'
    )


def test_an_unknown_key_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        strings_for("en")("no.such.key")


def test_an_unknown_locale_has_no_table() -> None:
    with pytest.raises(FileNotFoundError):
        strings_for("xx")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_table_knows_its_keys(locale: str) -> None:
    assert strings_for.__wrapped__(locale).keys() == frozenset(table_of(locale))
