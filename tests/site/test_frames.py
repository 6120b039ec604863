"""What pages share is rendered once; each page is the same as if it were rendered by itself."""

from __future__ import annotations

import re
from pathlib import Path

from builder import BASE, PROJECT, build_site

HOOK = "hooks/page_frames.py"


def test_pages_are_the_same_with_and_without_what_they_share(tmp_path: Path) -> None:
    hooks = re.findall(r"(?m)^  - (hooks/\S+)", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    files = dict(BASE)
    for day in ("2022-07-28", "2022-08-11", "2022-08-25"):
        head = f"---\ntitle: 会议 {day}\ndate: {day}\n---\n\n参会人：ann\n\n"
        # One has nothing for a table of contents, one has no English page.
        files[f"zh/meetings/{day}.md"] = head + ("" if day == "2022-08-11" else "## 议程 1：x @ann\n\n- y\n")
        if day != "2022-08-25":
            files[f"en/meetings/{day}.md"] = head + "## Agenda 1: x @ann\n\n- y\n"
    files["zh/contributing/a.md"] = files["en/contributing/a.md"] = "# A\n\n## B\n\ntext\n"
    files["zh/contributing/b.md"] = files["en/contributing/b.md"] = "---\nhide: [toc]\n---\n\n# A\n\n## B\n\ntext\n"
    shared = build_site(tmp_path / "shared", files)
    hooks.remove(HOOK)
    alone = build_site(tmp_path / "alone", files, hooks=hooks)
    assert shared.addresses() == alone.addresses()
    for address in shared.addresses():
        assert shared.text(address) == alone.text(address), address
