// Narrows the agenda index. The filter stands in the address (agenda/?presenter=lsjbd), so it can be shared, survives
// the language switch, and the back button undoes it. Where the index is split by year, `narrowing.json` tells what
// every item can be found by, so that all years are counted at once; the rows of a year, or what is missing of them, are
// fetched from its page when they are to be shown, a few years at a time. Without scripts the form is hidden (indexes.css)
// and links lead to the pages, which are complete.
(() => {
  const index = document.querySelector("[data-agenda-index]");
  const form = index?.querySelector("[data-filters]");
  if (!form) return;

  const selects = [...form.querySelectorAll("select")];
  const languageLinks = [...document.querySelectorAll("a[data-language-link]")];
  const list = index.querySelector("[data-years]");
  const more = index.querySelector("[data-more]");
  const chunk = Number(index.dataset.chunk ?? Infinity);
  const fetchedAtOnce = 6;
  let wanted = chunk;
  let turn = 0;
  let changed = null;
  let paint = () => {};

  // A year: its items by facet, and its section once that is on the page.
  const facetsOf = ({ dataset }) =>
    Object.fromEntries(selects.map(({ name }) => [name, dataset[name].split(" ")]));
  const rowsOf = (section) => [...section.querySelectorAll("[data-item]")];
  let years = [...list.querySelectorAll("[data-agenda-year]")].map((section) => ({
    year: section.dataset.agendaYear,
    items: rowsOf(section).map(facetsOf),
    section,
  }));
  let complete = !index.dataset.narrowing;

  const matches = (facets) => selects.every(({ name, value }) => !value || facets[name]?.includes(value));

  const narrow = (section) => {
    for (const row of rowsOf(section)) row.hidden = !matches(facetsOf(row));
    for (const group of section.querySelectorAll("[data-group]"))
      group.hidden = !group.querySelector("[data-item]:not([hidden])");
  };

  // Of a year that is cut, how many of the items are on the page.
  const restOf = (section) => section?.querySelector("[data-rest]");
  const hereOf = ({ section, items }) => (!section ? 0 : restOf(section) ? rowsOf(section).length : items.length);

  const fetchSection = async (each) => {
    const address = new URL(`${each.year}/`, new URL(index.dataset.narrowing, window.location.href));
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const section = document.adoptNode(page.querySelector("[data-agenda-year]"));
    for (const link of section.querySelectorAll("a[href]"))
      link.href = new URL(link.getAttribute("href"), address).href;
    if (each.section) {
      const before = each.section.querySelectorAll("[data-group]").length;
      restOf(each.section).replaceWith(...[...section.querySelectorAll("[data-group]")].slice(before));
      return;
    }
    // The link to the year gives its anchor to the year itself.
    document.getElementById(`year-${each.year}`)?.removeAttribute("id");
    const next = years.slice(years.indexOf(each) + 1).find((year) => year.section);
    list.insertBefore(section, next?.section ?? null);
    each.section = section;
  };

  const load = (each) => {
    each.loading ??= fetchSection(each).finally(() => (each.loading = undefined));
    return each.loading;
  };

  // The newest years with matches, until there are as many as wanted; resolves when they are on the page.
  const apply = async () => {
    const mine = ++turn;
    const found = years.map(({ items }) => items.filter(matches).length);
    const total = found.reduce((sum, count) => sum + count, 0);
    const shown = [];
    let rows = 0;
    let missing = [];
    years.forEach((each, place) => {
      if (!found[place] || rows >= wanted || missing.length === fetchedAtOnce) return;
      const here = each.items.slice(0, hereOf(each)).filter(matches).length;
      const enough = here === found[place] || (here && rows + here >= wanted);
      if (!enough) missing.push(each);
      rows += enough ? here : found[place];
      shown.push(each);
    });
    paint = () => {
      for (const each of years.filter(({ section }) => section)) {
        each.section.hidden = !shown.includes(each);
        if (!each.section.hidden) narrow(each.section);
      }
    };
    paint();
    form.querySelector("[data-shown]").textContent = complete ? total : "…";
    form.querySelector("[data-none]").hidden = !complete || total > 0;
    form.querySelector("[data-failed]").hidden = true;
    if (more) more.hidden = rows >= total;
    if (!missing.length) return;
    list.setAttribute("aria-busy", "true");
    // A year may come when something else is chosen already: it is painted as is chosen then.
    const outcomes = await Promise.allSettled(missing.map((each) => load(each).then(() => paint())));
    if (mine !== turn) return;
    list.removeAttribute("aria-busy");
    form.querySelector("[data-failed]").hidden = outcomes.every(({ status }) => status === "fulfilled");
  };

  const setQuery = (link) => {
    const address = new URL(link.href);
    address.search = new URLSearchParams(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    return address.href;
  };

  // Passing through the choices of one field is one step back, not many.
  const choose = (field) => {
    const address = setQuery(window.location);
    if (address !== window.location.href)
      window.history[field && field === changed ? "replaceState" : "pushState"](null, "", address);
    changed = field;
    show();
  };

  const show = () => {
    for (const link of languageLinks) link.href = setQuery(link);
    wanted = chunk;
    return apply();
  };

  // The choice in an address may be one that comes later: until then it stands in for itself.
  const read = () => {
    const query = new URLSearchParams(window.location.search);
    for (const select of selects) {
      const value = query.get(select.name) ?? "";
      const known = [...select.options].some((option) => option.value === value);
      if (!known && !complete) {
        const standIn = new Option(value, value);
        standIn.dataset.standIn = "";
        select.add(standIn);
      }
      select.value = known || !complete ? value : "";
    }
    changed = null;
    return show();
  };

  // The other years: values are numbered, to be small.
  const complement = async () => {
    const response = await fetch(index.dataset.narrowing);
    if (!response.ok) throw new Error(response.statusText);
    const { facets, choices, years: all } = await response.json();
    const names = Object.keys(facets);
    const here = new Map(years.map((each) => [each.year, each]));
    years = all.map(([year, items]) => {
      const known = here.get(String(year));
      if (known && !restOf(known.section)) return known;
      const named = (item) => names.map((name, place) => [name, item[place].map((number) => facets[name][number])]);
      const told = items.map((item) => ({ year: [String(year)], ...Object.fromEntries(named(item)) }));
      return Object.assign(known ?? { year }, { items: told });
    });
    complete = true;
    for (const select of selects) {
      const { name, value } = select;
      const standIns = select.querySelectorAll("[data-stand-in]");
      for (const [choice, label, count] of choices[name] ?? []) select.add(new Option(`${label} (${count})`, choice));
      if (!standIns.length) continue;
      for (const option of standIns) option.remove();
      select.value = value;
      if (select.selectedIndex < 0) select.value = "";
    }
  };

  form.addEventListener("change", ({ target }) => choose(target));
  form.addEventListener("focusout", () => (changed = null));
  form.addEventListener("reset", () => setTimeout(choose));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", read);
  more?.addEventListener("click", async () => {
    const before = rowsOf(list).filter((row) => row.checkVisibility());
    wanted = before.length + chunk;
    await apply();
    // The button has moved down, or is gone: go on at the first row that is new.
    rowsOf(list)
      .find((row) => row.checkVisibility() && !before.includes(row))
      ?.querySelector("a")
      .focus();
  });
  read();
  index.dataset.ready = "";
  if (!complete)
    complement().then(apply, () => {
      form.querySelector("[data-failed]").hidden = false;
    });
})();
