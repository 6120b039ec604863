// Marks, in the bar of a meeting page, the item that is being read, and shows its title there. Without this script the
// bar leads to the same places.
(() => {
  const bar = document.querySelector("[data-item-bar]");
  const list = bar?.querySelector("ol");
  const stops = [...(list?.querySelectorAll("a") ?? [])]
    .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ heading }) => heading);
  if (!stops.length) return;

  const title = bar.querySelector(".item-bar__title");
  let current;

  const mark = () => {
    const edge = bar.getBoundingClientRect().bottom + 32;
    const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
    const passed = stops.filter(({ heading }) => heading.getBoundingClientRect().top <= edge);
    // At the end of the page the item that was asked for may be too low to reach the bar.
    const asked = atEnd ? stops.find(({ link }) => link.hash === window.location.hash) : undefined;
    const next = asked && !passed.includes(asked) ? asked : passed.at(-1);
    if (next === current) return;
    current?.link.removeAttribute("aria-current");
    current = next;
    title.textContent = current ? current.link.title || current.heading.textContent : "";
    title.lang = current?.link.lang || document.documentElement.lang;
    if (!current) return;
    current.link.setAttribute("aria-current", "true");
    const { offsetLeft, offsetWidth } = current.link;
    list.scrollLeft = offsetLeft - list.offsetLeft - (list.clientWidth - offsetWidth) / 2;
  };

  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  addEventListener("hashchange", soon);
  mark();
})();
