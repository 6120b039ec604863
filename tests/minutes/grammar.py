"""Minutes from bytes, by a grammar of the format and of the slips that people make in it; and damage done to them.

Whoever has bytes, at random or chosen with care, has minutes: each byte chooses one of the ways to write a thing, zero
the plainest one, and where the bytes end everything is plain. Knows nothing of where the bytes come from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count

from minutes.vocabulary import (
    ACTION_WORDS,
    AGENDA_WORDS,
    ARROWS,
    DECISION_WORDS,
    FRONT_MATTER_KEYS,
    HEADER_WORDS,
    NEWS_WORDS,
    PROPOSAL_WORDS,
    STATUS_WORDS,
)

_PART = re.compile("⟨([a-z]+)⟩")
_WORD = re.compile("¤")
OWN_WORD = re.compile(r"w\d+w|字\d+字")
"""A word that stands at one place of a text only."""

# What ⟨name⟩ may be, the plainest first. Each ¤ becomes a word that stands nowhere else. What often is right in real
# minutes stands here several times.
GRAMMAR: Mapping[str, Sequence[str]] = {
    "odd": (
        *("\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u2028"),
        *("\u2029", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u202a", "\u202e", "\u202c", "\u2066"),
        *("\u2069", "\u061c", "\u3000", "\ue000", "\uf8ff", "￼", "�", "\ufffe", "\uffff", "\U0010ffff"),
        *("\U000e0041", "\ufe0f", "а", "о", "ｗ", "１", "：", "，", "e\u0301", "\u0300", "𠮷", "😀", "👩\u200d💻", "İ"),
        *("ß", "ﬁ", "٣", "²", "Ⅷ", "\\", "\\\\", "&", "&amp;", "&lt;", "&#0;", "&#x202e;", "&#xd800;", "&copy"),
        *("&nbsp;", "%", "%s", "{}", "{{ x }}", "{% x %}", "<", ">", "\t", " ", "  ", '"', "'", "`", "``", "*"),
        *("**", "***", "_", "~", "~~", "|", "[", "]", "(", ")", "（", "）", "!", "#", "@", "^", "-->", "<!--"),
        *("<!-->", "]]>", "<![CDATA[", "<?", "$", "---", "...", "\n", "\n\n", "一"),
    ),
    "person": ("mira", "Mira Holt", "米拉", "tomas-k", "Rx:9", "rx", "mirah", "Mira Hot", "Yin Xuran", "¤"),
    "address": (
        *("https://github.com/birdhouse/heron/issues/12", "https://github.com/birdhouse/heron/pull/9#issue-1"),
        *("https://x.test/¤", "https://github.com/birdhouse/larch"),
        *("https://github.com/birdhouse/heron/releases/tag/v1.2.0", "http://x.test/¤", "https://x.test/¤?a=b&c=d"),
        *("www.x.test/¤", "https://x.test/¤。", "https://x.test/¤；https://x.test/¤", "//x.test", "¤"),
        *("2031-05-20.md", "2031-05-20.md#agenda-1", "../proposals/backoff.md", "missing-¤.md", "#agenda-1"),
        *("/docs/¤/", "¤@x.test", "https://", "http://[::1", "https://x.test:99999/", "javascript:¤"),
        *("data:text/html,¤", "mailto:¤@x.test", "x y", "https://¤", "https://x.test/(a)b", "https://x.test/%zz"),
        *("https://x.test/\\", "HTTPS://X.TEST/¤", "", " ", "<>", "?", "#", ".", "⟨odd⟩"),
    ),
    "bit": (
        *(
            "¤",
            "¤",
            "¤ ¤",
            "¤，¤。",
            "words",
            "文字",
            "2031-05-06",
            "5.6",
            "12",
            "，",
            "。",
            " ",
            "：",
            "中文English中文",
        ),
        *("……", "**¤**", "**¤：**¤", "**¤**：¤", "*¤*", "_¤_", "***¤***", "~~¤~~", "`¤`", "``¤`¤``", "<b>¤</b>"),
        *("<i>¤", "¤</i>", "<kbd>¤</kbd>", "<foo>¤</foo>", "<script>¤</script>", "<style>¤</style>", "<!-- ¤ -->"),
        *("<br>", "<wbr>", "<p>", "¤:¤", '<a id="agenda-1"></a>', '<a name="¤">¤</a>', '<img src="¤.png" alt="¤">'),
        *("<input type=checkbox> ¤", "<br/>¤", "<hr>", "<title>¤</title>", "<textarea>¤</textarea>"),
        *("<svg>¤</svg>", "<math>¤", "<x-y>¤</x-y>", "<u\n>¤</u>", "<¤>", '<a href="', "[^1]", "[^¤]", "[¤][r]"),
        *("[¤]", "![¤][r]", "[ ] ¤", "[x] ¤", ":¤:", "¤\\\n¤", "¤  \n¤", "#12", "heron#12", "<table>¤"),
        *(
            "birdhouse/heron#12",
            "Heron v1.2.0",
            "Heron v1.2.0 发布！",
            "**Larch** v0.3.2-rc.1 已发布",
            "Heron 1.2",
            "v1",
        ),
        *("Rook v9.9.9", "⟨address⟩", "⟨address⟩", "<⟨address⟩>", "[¤](⟨address⟩)", "[¤](⟨address⟩)"),
        *("![¤](⟨address⟩)", "[¤](⟨address⟩ '¤')", "[![¤](a.png)](⟨address⟩)", "（⟨address⟩）", "¤⟨address⟩"),
        *("⟨address⟩¤", '<img src="⟨address⟩">', '<a href="⟨address⟩">¤', "@⟨person⟩", "@⟨person⟩ @⟨person⟩"),
        *("（@⟨person⟩ 负责介绍）", "(@⟨person⟩)", "@⟨person⟩，@⟨person⟩", "@@⟨person⟩", "@⟨person⟩(¤)"),
        *("@⟨person⟩ presents ¤", "⟨person⟩ 分享 ¤", "⟨odd⟩", "⟨odd⟩", "⟨odd⟩¤", "¤⟨odd⟩¤", "⟨odd⟩⟨odd⟩"),
    ),
    "line": ("¤", "⟨bit⟩", "⟨bit⟩", "⟨bit⟩⟨bit⟩", "⟨bit⟩ ⟨bit⟩，⟨bit⟩", "¤⟨bit⟩¤", "⟨bit⟩\n⟨bit⟩", "⟨bit⟩⟨line⟩"),
    "edge": ("**", "**", "", "- ", "- **", "> ", "1. ", "**⟨odd⟩", "  "),
    "colon": ("：", "：", "**：", "：**", "**: ", "** ：", ": ", " ： ", "**", "", "：\n"),
    "status": (*STATUS_WORDS["zh"].values(), *STATUS_WORDS["en"].values(), "done", "¤", ""),
    "release": ("", "", "（Heron v1.2.0）", " (Larch v0.4.3)", "（Heron）", "(", "。", "（¤）"),
    "proposal": ("backoff", "tracing", "quiet", "backof", "backoff/cap", "¤", "", "退避策略", "¤ ¤"),
    "arrow": (*(f" {arrow} " for arrow in ARROWS), "→", " "),
    "bound": PROPOSAL_WORDS,
    "decided": DECISION_WORDS,
    "todo": ACTION_WORDS,
    "directive": ("⟨edge⟩⟨bound⟩⟨colon⟩⟨proposal⟩⟨arrow⟩⟨status⟩⟨release⟩\n\n", "⟨edge⟩⟨bound⟩⟨colon⟩⟨proposal⟩\n"),
    "block": (
        *("⟨line⟩\n\n", "⟨line⟩\n⟨line⟩\n\n", "⟨line⟩\n", "- ⟨line⟩\n", "- ⟨line⟩\n  - ⟨line⟩\n"),
        *("* ⟨line⟩\n\n  ⟨line⟩\n", "⟨line⟩", "+ ⟨line⟩\n\t- ⟨line⟩\n", "1. ⟨line⟩\n", "2) ⟨line⟩\n"),
        *("1. ⟨line⟩\n   - ⟨line⟩\n", "10. ⟨line⟩\n", "- **¤**：⟨line⟩\n", "1. **¤**：⟨line⟩\n", "- [ ] ⟨line⟩\n"),
        *("- [x] ⟨line⟩\n", "  - [X] ⟨line⟩\n", "> ⟨line⟩\n", "> - [ ] ⟨line⟩\n", "> ⟨line⟩\n⟨line⟩\n"),
        *("    ⟨line⟩\n", "\t⟨line⟩\n", "# ⟨line⟩\n", "#### ⟨line⟩ ####\n", "⟨line⟩\n===\n", "⟨line⟩\n---\n"),
        *("---\n", "***\n", "\n", "```\n⟨line⟩\n```\n", "```⟨bit⟩\n⟨line⟩\n```\n", "~~~ go\n⟨line⟩\n"),
        *("````\n```\n⟨line⟩\n````\n", "¤ | ¤\n-|-\n⟨line⟩\n", "```"),
        *("| ⟨line⟩ | ¤ |\n|:-|-:|\n| ⟨line⟩ | `¤\\|¤` |\n", "<div>⟨line⟩</div>\n", "<div>\n\n⟨line⟩\n\n</div>\n"),
        *("<li>⟨line⟩\n", "<details>\n<summary>⟨line⟩</summary>\n\n⟨line⟩\n</details>\n"),
        *("<table><tr><td>⟨line⟩\n", "</td></tr></table>⟨line⟩\n", '<p align="center">⟨line⟩</p>\n', "</div>\n"),
        *("<pre>⟨line⟩\n", "<!-- ⟨line⟩ -->\n", "<!--\n⟨line⟩\n", "-->\n", "<?⟨line⟩?>\n", "<!X ⟨line⟩>\n"),
        *("<![CDATA[⟨line⟩]]>\n", "<ul><li>⟨line⟩</ul>\n", "<hr>\n", "</p>\n", "[^1]: ⟨line⟩\n"),
        *("[^¤]: ⟨line⟩\n    ⟨line⟩\n", "[r]: https://x.test/r\n", "[¤]: <⟨line⟩> '¤'\n", "[r]:\n"),
        *("⟨line⟩：⟨line⟩\n", "\n\n", "   \n", "<iframe>⟨line⟩\n", "<h2>⟨line⟩</h2>\n", "Q：⟨line⟩\nA：⟨line⟩\n"),
        *("**Q：** ⟨line⟩ **A：** ⟨line⟩\n\n", "**Q**：⟨line⟩\n\n**A**: ⟨line⟩\n", "- Q: ⟨line⟩\n  A：⟨line⟩\n"),
        *("相关链接：⟨line⟩\n", "Link: ⟨line⟩\n", "⟨address⟩\n", "⟨directive⟩", "⟨directive⟩", "⟨directive⟩"),
        *("⟨edge⟩⟨decided⟩⟨colon⟩⟨line⟩\n\n", "**⟨todo⟩**\n\n- [ ] ⟨line⟩\n- [x] ⟨line⟩\n"),
        *("⟨edge⟩⟨todo⟩⟨colon⟩\n- ⟨line⟩\n", "#### ⟨todo⟩\n\n1. ⟨line⟩\n", "⟨header⟩", "⟨front⟩"),
    ),
    "hash": ("## ", "## ", "## ", "### ", "#### ", "# ", "##### ", "##", "**", ""),
    "item": (*AGENDA_WORDS, *AGENDA_WORDS, "agenda", "议题"),
    "gap": (" ", "", "  ", "\u3000", "\u200b"),
    "numeral": (
        "1",
        "2",
        "3",
        "12",
        "１",
        "一",
        "二",
        "十二",
        "百",
        "十十",
        "0",
        "01",
        "999",
        "9999",
        "٣",
        "x",
        "1.2",
        "",
    ),
    "end": ("：", ": ", " ：", "：", ":", "", "."),
    "title": (
        *("¤", "⟨line⟩", "⟨line⟩ @mira", "¤ @米拉 @Yin Xuran", "@tomas-k 分享 ⟨line⟩", "[⟨line⟩](x.md) @mira", "`¤`"),
        *("@⟨person⟩", "¤ @⟨person⟩(¤)", "@⟨person⟩（¤）分享 ¤"),
    ),
    "news": NEWS_WORDS,
    "heading": (
        *("⟨hash⟩⟨item⟩⟨gap⟩⟨numeral⟩⟨end⟩⟨title⟩\n\n", "## 议程 ⟨numeral⟩：⟨title⟩\n\n"),
        *("### Agenda ⟨numeral⟩: ⟨title⟩\n\n", "⟨hash⟩⟨news⟩\n\n", "## ⟨news⟩⟨end⟩\n\n", "## ⟨line⟩\n\n"),
        *("### ⟨line⟩\n", "⟨line⟩\n---\n\n", "⟨item⟩ ⟨numeral⟩：⟨title⟩\n===\n"),
    ),
    "piece": (*("⟨block⟩",) * 5, *("⟨heading⟩",) * 2, "⟨heading⟩⟨block⟩"),
    "label": (*HEADER_WORDS, "Attendees", "Topic", "TOPIC", "参会"),
    "people": (
        *("⟨person⟩", "⟨person⟩, ⟨person⟩", "⟨person⟩，⟨person⟩、⟨person⟩。", "⟨person⟩,\n⟨person⟩", "⟨line⟩"),
        *("⟨line⟩", ""),
    ),
    "header": ("**⟨label⟩**：⟨people⟩\n\n", "⟨edge⟩⟨label⟩⟨colon⟩⟨people⟩\n\n", "⟨edge⟩⟨label⟩⟨colon⟩⟨people⟩\n"),
    "key": (
        *(*FRONT_MATTER_KEYS, *FRONT_MATTER_KEYS, "titel", "¤", "1", "", "? x", "[a]", "{a: b}", "date", "null"),
        *("<<", "⟨odd⟩"),
    ),
    "value": (
        *("¤", "¤ 5.6", "¤ ¤", "2031-05-06", "2031-05-20", "2031-02-30", "'2031-05-06'", "11", "-1", "1.5", "true"),
        *("", ">", "|", ">\n  ¤", "'¤'", "'¤", '"¤"', '"\\x41"', "[¤, ¤]", "{a: ¤}"),
        *("{agenda-1: 0f0f0f0f-00000000}", "null", "~", "⟨odd⟩", "&a ¤", "*a", "!!python/name:os.system", "!x ¤"),
        *("¤: ¤", "- ¤", "\n- ¤\n- ¤", "0x7fffffffffffffffff", "1e999", ".inf", "12:30:45", "2031-05-06 10:00:00"),
        *("https://x.test/¤", "# ¤", "¤ # ¤", "@¤", "`¤", "%¤", "\t¤", "1_0", "0o7", "=", "<<"),
    ),
    "fence": ("---\n", "---\n", "---\n", "---\n", "---  \n", "--\n", "----\n", " ---\n", "...\n", "\n---\n", ""),
    "pair": ("⟨key⟩: ⟨value⟩\n",),
    "front": (
        *("⟨fence⟩⟨pair⟩⟨fence⟩\n", "⟨fence⟩⟨pair⟩⟨pair⟩⟨pair⟩⟨fence⟩\n", "⟨fence⟩⟨fence⟩", "⟨fence⟩⟨pair⟩⟨pair⟩"),
    ),
}


class Choices:
    """Choices that bytes make; the first one of each kind where there are no more bytes."""

    def __init__(self, data: bytes) -> None:
        self._rest = iter(data)

    def below(self, limit: int) -> int:
        """A number from 0 on."""
        return next(self._rest, 0) % limit

    def written(self, text: str) -> str:
        """A text with every ⟨name⟩ in it written out."""
        return _PART.sub(lambda part: self.written(self._one_of(GRAMMAR[part[1]])), text)

    def _one_of(self, options: Sequence[str]) -> str:
        return options[self.below(len(options))]


def written(name: str, data: bytes) -> str:
    """A part of the grammar as bytes would have it, its words not numbered yet."""
    return Choices(data).written(f"⟨{name}⟩")


def numbered(text: str) -> str:
    """A text with a word of its own for each ¤: ``w1w``, ``字2字``, ``w3w``."""
    numbers = count(1)
    return _WORD.sub(lambda _: ("w{0}w" if (number := next(numbers)) % 2 else "字{0}字").format(number), text)


def damaged(text: str, data: bytes) -> str:
    """A text after an edit that went wrong."""
    choices = Choices(data)
    kind, lines = choices.below(9), text.split("\n")
    line, other = choices.below(256) * len(lines) // 256, choices.below(256) * len(lines) // 256
    place = choices.below(256) * len(text) // 256
    if kind == 0:
        return text[:place]
    if kind == 1:
        return text[:place] + choices.written("⟨odd⟩") + text[place:]
    if kind == 2:
        return choices.written("⟨front⟩") + text
    if kind == 3:
        del lines[line]
    elif kind == 4:
        lines.insert(other, lines[line])
    elif kind == 5:
        lines[line], lines[other] = lines[other], lines[line]
    elif kind == 6:
        lines[line : line + 2] = ["".join(lines[line : line + 2])]
    elif kind == 7:
        lines[line:other] = [f"{' ' * (1 + place % 6)}{each}" for each in lines[line:other]]
    else:
        lines.insert(line, choices.written("⟨piece⟩"))
    return "\n".join(lines)
