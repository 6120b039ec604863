// What a reader sees of search: the field, the filters, and the results by meeting.

import { open } from "./engine.js";
import { excerpt, marked } from "./rank.js";
import { nodeOf } from "./highlight.js";

const PAUSE = 120;

/**
 * Brings a panel (overrides/fragments/search.jinja) to life. `base` is the address of the page that it came from,
 * `keepsAddress` whether the query stands in the address of this page, `close` leaves the panel.
 */
export function mount(panel, { base = location, keepsAddress = false, close = () => {} }) {
  const find = name => panel.querySelector(`[data-search-${name}]`);
  const [form, status, results, more] = ["form", "status", "results", "more"].map(find);
  const [again, share, clear] = ["again", "share", "clear"].map(find);
  const field = form.querySelector("input"), selects = [...form.querySelectorAll("select")];
  const [root, index, page] = ["root", "index", "address"].map(name => new URL(panel.dataset[name], base));
  let engine, asked = 0, timer;

  const load = async (name, build) => {
    const address = new URL(name, index);
    if (build) address.searchParams.set("v", build);
    const answer = await fetch(address, { cache: build ? "default" : "no-cache" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  };
  const filters = () => Object.fromEntries(selects.map(({ name, value }) => [name, value]));
  const isAsked = () => Boolean(field.value.trim() || selects.some(({ value }) => value));

  async function search() {
    const number = ++asked;
    addressed();
    clear.hidden = !selects.some(({ value }) => value);
    again.hidden = more.hidden = true;
    if (!isAsked()) {
      results.replaceChildren();
      say("");
      return done();
    }
    try {
      if (!results.childElementCount) say(panel.dataset.loading);
      engine ??= open(load);
      engine.catch(() => { engine = undefined; });
      const answer = await (await engine).search(field.value, filters());
      if (number === asked) show(answer);
    } catch (error) {
      if (number !== asked) return;
      console.error(error);
      results.replaceChildren();
      say(panel.dataset.failed);
      again.hidden = false;
      done();
    }
  }

  function show(answer) {
    offer(answer.counts);
    const focused = results.contains(document.activeElement) && document.activeElement;
    results.replaceChildren(...groupsOf(answer.results).map(group => groupOf(group, answer.terms)));
    if (focused) focusAgain(focused.dataset.address);
    const count = answer.records.length - answer.dropped;
    const said = [count === 1 ? panel.dataset.one : panel.dataset.other.replace("{n}", count)];
    if (!count) said.splice(0, 1, panel.dataset.none);
    else if (answer.partly) said.unshift(panel.dataset.partly);
    else if (answer.corrected.length) said.unshift(panel.dataset.corrected.replace("{words}", answer.corrected.join(" / ")));
    say(said.join(" "));
    more.hidden = !answer.rest;
    more.onclick = async () => {
      const added = groupsOf(await answer.more()).map(group => groupOf(group, answer.terms));
      results.append(...added);
      more.hidden = !answer.rest;
      (added[0]?.querySelector("a.search__result") ?? field).focus();
    };
    done();
  }

  /** An answer may come when its reader is among the results of the one before: nobody is to be thrown out of them. */
  function focusAgain(address) {
    const links = [...results.querySelectorAll("li:not([hidden]) a")];
    (links.find(({ dataset }) => dataset.address === address) ?? links[0] ?? field).focus();
  }

  // For who waits for the answer to what was typed.
  function done() {
    results.dataset.answers = JSON.stringify([field.value, ...Object.values(filters())]);
  }

  function say(text) {
    status.textContent = text;
  }

  /** The values that a filter has left, with how many results each would leave. */
  function offer(counts) {
    for (const select of selects) {
      const values = counts[select.name] ?? [], chosen = select.value;
      const named = ({ count, name, value }) => new Option(`${name} (${count})`, value, false, value === chosen);
      const left = values.filter(({ count, value }) => count || value === chosen);
      if (select.name !== "year") left.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
      else left.reverse();
      select.replaceChildren(select.options[0], ...left.map(named));
      select.disabled = !left.length;
    }
  }

  function groupOf({ group: [title, , shows], records }, terms) {
    const section = document.createElement("section");
    section.className = "search__group";
    const heading = document.createElement("p");
    heading.className = "search__heading";
    heading.append(...marked(title, terms).map(nodeOf));
    const list = document.createElement("ol");
    list.append(...records.map(record => entryOf(record, terms)));
    section.append(heading, list);
    const beyond = [...list.children].slice(shows);
    if (beyond.length) {
      for (const entry of beyond) entry.hidden = true;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "search__beyond";
      button.textContent = `+${beyond.length}`;
      button.setAttribute("aria-label", `${title} +${beyond.length}`);
      button.addEventListener("click", () => {
        for (const entry of beyond) entry.hidden = false;
        beyond[0].querySelector("a").focus();
        button.remove();
      });
      section.append(button);
    }
    return section;
  }

  function entryOf(record, terms) {
    const entry = document.createElement("li"), link = document.createElement("a");
    link.className = "search__result";
    const address = new URL(record.address, root);
    if (terms.length) address.searchParams.set("h", terms.join(" "));
    link.href = address;
    link.dataset.address = record.address;
    link.lang = record.lang;
    link.addEventListener("click", close);
    const title = document.createElement("span"), text = document.createElement("span");
    title.className = "search__title";
    title.append(...marked(record.title, terms).map(nodeOf));
    text.className = "search__text";
    text.append(...marked(excerpt(record.text || (record.words ?? []).join(" · "), terms), terms).map(nodeOf));
    link.append(title, text);
    entry.append(link);
    return entry;
  }

  /** The query and the filters in the address, so that a search can be kept and shared. */
  function addressed() {
    const state = new URLSearchParams([["q", field.value.trim()], ...Object.entries(filters())].filter(([, value]) => value));
    share.href = Object.assign(new URL(page), { search: state });
    share.hidden = keepsAddress || !isAsked();
    if (keepsAddress) history.replaceState(null, "", Object.assign(new URL(location), { search: state }));
  }

  panel.addEventListener("keydown", event => {
    if (event.isComposing || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    const links = [...results.querySelectorAll("li:not([hidden]) a")], stops = [field, ...links];
    const at = stops.indexOf(event.target);
    if (at < 0) return;
    if (event.key === "Enter" && event.target !== field) return;
    event.preventDefault();
    if (event.key === "Enter") {
      clearTimeout(timer);
      return JSON.parse(results.dataset.answers ?? "[]")[0] === field.value ? links[0]?.click() : search();
    }
    (stops[at + (event.key === "ArrowDown" ? 1 : -1)] ?? field).focus();
  });
  form.addEventListener("submit", event => event.preventDefault());
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  form.addEventListener("change", event => { if (event.target !== field) search(); });
  clear.addEventListener("click", () => {
    for (const select of selects) select.value = "";
    search();
    field.focus();
  });
  again.addEventListener("click", search);
  find("close").addEventListener("click", close);

  form.hidden = false;
  if (!keepsAddress) return void prepare();
  const state = new URLSearchParams(location.search);
  field.value = state.get("q") ?? "";
  prepare().then(() => {
    for (const select of selects) select.value = state.get(select.name) ?? "";
    return isAsked() ? search() : undefined;
  });

  /** What there is to narrow by, before anything is asked. */
  async function prepare() {
    try {
      engine ??= open(load);
      offer((await (await engine).search("")).counts);
    } catch {
      engine = undefined;
    }
  }
}

/** Results by their group, each group where its best result stands. */
function groupsOf(records) {
  const groups = new Map();
  for (const record of records) {
    const key = record.group.join("\n");
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()].map(records => ({ group: records[0].group, records }));
}
