function (address, words) {
  "use strict";
  const bar = document.createElement("div");
  bar.setAttribute("role", "status");
  bar.style.cssText =
    "position:fixed;inset:auto 0 0;z-index:9;padding:.3rem 1rem;text-align:center;" +
    "font:.9rem/1.6 system-ui,sans-serif;background:#14171d;color:#fbfaf7;visibility:hidden";
  document.body.append(bar);
  let shown;
  const show = (building) => {
    clearTimeout(shown);
    bar.style.visibility = "hidden";
    // What is over at once needs no word.
    if (building)
      shown = setTimeout(() => {
        bar.textContent = words[document.documentElement.lang.slice(0, 2)] || words.en;
        bar.style.visibility = "visible";
      }, 300);
  };
  const ask = async (seen) => {
    try {
      const status = await (await fetch(address + seen, { cache: "no-store" })).json();
      show(status.building);
      ask(status.number);
    } catch {
      setTimeout(ask, 3000, seen);
    }
  };
  addEventListener("load", () => ask(-1));
}
