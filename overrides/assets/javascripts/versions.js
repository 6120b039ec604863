// The version selector, and links that keep to the version that a reader is in. Everything here is an addition: without
// it the selector leads to the list of versions, and every link works.
import { menu } from "./menu.js";

const selector = document.querySelector("[data-versions]");
const notFound = document.querySelector("[data-not-found]");
const notFoundForms = document.querySelectorAll("[data-not-found] form");
const { base } = JSON.parse(document.getElementById("__config").textContent);
const built = new URL(base.endsWith("/") ? base : `${base}/`, window.location);
const site = new URL("../", built);
const path = decodeURI(window.location.pathname);
const folderOf = (name) => new URL(`${encodeURIComponent(name)}/`, site);

// A host has one page for all unknown addresses, that of the current version: the reader is where the address says.
const folderRead = (versions) => {
  const name = path.slice(decodeURI(site.pathname).length).split("/")[0];
  const known = versions.some(({ version, aliases }) => [version, ...aliases].includes(name));
  return notFound && known ? folderOf(name) : built;
};

// The address of this page below its version's folder. A page beside the versions, such as their list, has none: there
// a version is entered by the home page of the same language.
const placeBelow = (here) => {
  const folder = decodeURI(here.pathname);
  return path.startsWith(folder)
    ? path.slice(folder.length)
    : path.slice(decodeURI(site.pathname).length).replace(/[^/]+\/?$/, "");
};

const pagesOf = async (root) => {
  const response = await fetch(new URL("sitemap.xml", root));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const sitemap = new DOMParser().parseFromString(await response.text(), "application/xml");
  const found = [...sitemap.getElementsByTagName("loc")].map((loc) => decodeURI(new URL(loc.textContent).pathname));
  const home = found.reduce((shortest, each) => (each.length < shortest.length ? each : shortest), found[0] ?? "");
  return new Set(found.map((each) => each.slice(home.length)));
};

const samePlaceIn = async (root, place) => {
  const pages = await pagesOf(root);
  let nearest = place;
  while (nearest && !pages.has(nearest)) nearest = nearest.replace(/[^/]+\/?$/, "");
  const kept = nearest === place ? window.location.search + window.location.hash : "";
  return new URL(encodeURI(nearest) + kept, root);
};

const entry = (version, here, place, prefix) => {
  const item = document.createElement("li");
  item.className = "md-select__item";
  const link = document.createElement("a");
  link.className = "md-select__link";
  link.href = new URL(prefix, folderOf(version.version));
  link.textContent = [version.title, ...version.aliases].join(" · ");
  const names = [version.version, ...version.aliases];
  if (names.some((name) => folderOf(name).pathname === here.pathname)) link.setAttribute("aria-current", "true");
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    window.location.assign(await samePlaceIn(folderOf(version.version), place).catch(() => link.href));
  });
  item.append(link);
  return item;
};

const fill = (versions) => {
  const here = folderRead(versions);
  const place = placeBelow(here);
  const name = selector.querySelector("a");
  const prefixes = [...document.querySelectorAll("a[data-language-link]")].map((link) => link.href.slice(built.href.length));
  // Below another language's folder an unknown address is of that language, whatever the page says.
  const prefix = notFound ? (prefixes.find((each) => each && place.startsWith(each)) ?? "") : selector.dataset.prefix;
  if (notFound) {
    name.href = new URL(`${prefix}versions/`, site);
    name.textContent = decodeURIComponent(here.pathname.slice(site.pathname.length, -1));
    for (const link of document.querySelectorAll("a[href]")) {
      if (link.href.startsWith(built.href)) link.href = here.href + link.href.slice(built.href.length);
    }
    for (const form of notFoundForms) {
      if (form.action.startsWith(built.href)) form.action = here.href + form.action.slice(built.href.length);
    }
  }
  const all = document.createElement("li");
  all.className = "md-select__item";
  const words = { className: "md-select__link", href: name.href, textContent: selector.dataset.versions };
  all.append(Object.assign(document.createElement("a"), words));
  selector.querySelector("ul").replaceChildren(...versions.map((version) => entry(version, here, place, prefix)), all);
  selector.querySelector("[hidden]").hidden = false;
  name.setAttribute("role", "button");
  name.addEventListener("click", (event) => event.preventDefault());
  menu(selector.querySelector(".md-select"), name);
};

for (const link of document.querySelectorAll("a[data-same-place=true]")) {
  link.addEventListener("click", () => {
    link.hash = window.location.hash;
    link.search = window.location.search;
  });
}

if (selector) {
  const response = await fetch(new URL("versions.json", site)).catch(() => null);
  if (response?.ok) {
    fill(await response.json());
  }
}
