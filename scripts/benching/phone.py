"""The agenda index on a slow phone: how long until it is read, and until its filter answers a key press.

A phone here is Chromium with a quarter of this machine's speed behind a slow 4G link. The same link and speed load a
page of nothing but the same stylesheets first: what is measured is given as a multiple of that, too, so that runs on
other machines can be compared.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from statistics import median

SLOWDOWN = 4
LATENCY_MS, BYTES_PER_SECOND = 150, 1_600_000 // 8
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

# Runs before anything of the page: notes when the list is there, and when the filter has answered, from the start of
# the navigation. A frame later, for only then is it on the screen.
_WATCH = """
window.noted = {};
const note = (name) => requestAnimationFrame(() => { window.noted[name] ??= performance.now(); });
const watch = new MutationObserver(() => {
  if (document.querySelector('[data-item]')) note('list');
  const form = document.querySelector('[data-filters]');
  if (form && !form.hidden) { note('form'); watch.disconnect(); }
});
watch.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['hidden'] });
"""
# The first choice of a field is "all": one press down is the first real one.
_ANSWERED = "() => [...document.querySelectorAll('[data-item]')].some((row) => row.hidden)"
_COUNTED = "() => /^\\d+$/.test(document.querySelector('[data-shown]').textContent)"


def browser_path() -> str | None:
    """A Chromium that is installed, or None; the variable CHROMIUM names one elsewhere."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def agenda_times(address: str, rounds: int) -> Mapping[str, float]:
    """Milliseconds from the start of the navigation to the agenda index below ``address``, medians of the rounds.

    ``painted`` is the first contentful paint, ``list`` when rows are on the screen, ``filter`` when the form is ready,
    ``usable`` when the list has answered a key press made as soon as the form was ready, ``counted`` when the count
    over all years stands. ``transferred`` is in bytes.
    """
    from playwright.sync_api import sync_playwright

    runs = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=_FLAGS)
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            link = {"latency": LATENCY_MS, "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
            session.send("Network.emulateNetworkConditions", {"offline": False, **link})
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
            page.add_init_script(_WATCH)
            page.goto(f"{address}agenda/", wait_until="commit")
            page.wait_for_function("() => window.noted?.form")
            pressed = page.evaluate("() => performance.now()")
            page.locator("[data-filters] select[name=kind]").focus()
            page.keyboard.press("ArrowDown")
            page.wait_for_function(_ANSWERED)
            answered = page.evaluate("() => performance.now()")
            page.wait_for_function(_COUNTED)
            counted = page.evaluate("() => performance.now()")
            page.wait_for_load_state("load")
            times = page.evaluate("() => window.noted")
            painted = page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
            size = page.evaluate(
                "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
                ".reduce((sum, { transferSize }) => sum + transferSize, 0)"
            )
            runs.append(
                {
                    "painted": painted,
                    "list": times["list"],
                    "filter": times["form"],
                    "answer": answered - pressed,
                    "usable": answered,
                    "counted": counted,
                    "transferred": size,
                }
            )
            context.close()
        browser.close()
    return {name: round(median(run[name] for run in runs)) for name in runs[0]}
