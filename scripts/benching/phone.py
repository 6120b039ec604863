"""The agenda index on a slow phone: how long until it is read, and until its filter answers a key press.

A phone here is Chromium with a quarter of this machine's speed behind a slow 4G link. The same rows alone, without any
style or script, are loaded in the same way: what is measured is given as a multiple of that, too, so that runs on
other machines, or on a busy one, can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from statistics import median

from lxml import html
from playwright.sync_api import Browser, sync_playwright

from browsing.chromium import FLAGS, browser_path
from browsing.host import served

SLOWDOWN = 4
LATENCY_MS, BYTES_PER_SECOND = 150, 1_600_000 // 8

# Runs before anything of the page, and notes milliseconds from the start of the navigation: everything is looked at
# inside the page, so that the time of this program does not count. A frame later, for only then is it on the screen.
_WATCH = """
window.noted = {};
const note = (name) => requestAnimationFrame(() => { noted[name] ??= performance.now(); });
const look = () => {
  if (document.querySelector('[data-item]')) note('list');
  const form = document.querySelector('[data-ready] [data-filters]');
  if (!form) return;
  note('filter');
  if (noted.pressed && document.querySelector('[data-item][hidden]')) note('answered');
  if (/^[0-9]+$/.test(form.querySelector('[data-shown]').textContent)) note('counted');
};
addEventListener('keydown', ({ timeStamp }) => { noted.pressed ??= timeStamp; }, true);
const changes = { childList: true, subtree: true, attributeFilter: ['hidden', 'data-ready'] };
new MutationObserver(look).observe(document, changes);
"""
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
_TRANSFERRED = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
.reduce((sum, { transferSize }) => sum + transferSize, 0)"""


def agenda_times(site: Path, rounds: int) -> Mapping[str, float]:
    """Milliseconds from the start of the navigation, medians of the rounds, for the agenda index of a built site.

    ``bare`` is when the rows alone would be on the screen, ``painted`` the first paint, ``list`` when the rows are
    there, ``filter`` when the form is ready, ``usable`` when something is painted, the form is ready and the list has
    answered a key press, ``counted`` when the count over all years stands. ``transferred`` is in bytes.
    """
    tree = html.parse(str(site / "agenda" / "index.html"))
    rows = "".join(html.tostring(row, encoding="unicode") for row in tree.iterfind(".//li[@data-item]"))
    bare = f"<!doctype html><meta charset=utf-8><title>.</title><ul>{rows}</ul>".encode()
    with served(site, {"/bare/": bare}) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        runs = [_run(browser, address) for _ in range(rounds)]
        browser.close()
    return {name: round(median(run[name] for run in runs)) for name in runs[0]}


def _run(browser: Browser, address: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    link = {"latency": LATENCY_MS, "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **link})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.add_init_script(_WATCH)
    page.goto(f"{address}bare/")
    bare = page.wait_for_function("() => noted.list").json_value()
    page.goto(f"{address}agenda/", wait_until="commit")
    page.wait_for_function("() => window.noted?.filter")
    # The first choice of a field is "all": one press down is the first real one.
    page.locator("[data-filters] select[name=kind]").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => noted.answered && noted.counted")
    page.wait_for_load_state("load")
    noted, painted = page.evaluate("() => noted"), page.evaluate(_PAINTED)
    found = {
        "bare": bare,
        "painted": painted,
        "list": noted["list"],
        "filter": noted["filter"],
        "usable": max(painted, noted["filter"]) + noted["answered"] - noted["pressed"],
        "counted": noted["counted"],
        "transferred": page.evaluate(_TRANSFERRED),
    }
    context.close()
    return found
