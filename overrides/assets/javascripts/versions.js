// The version selector, and links that keep to the version that a reader is in. Everything here is an addition: without
// it the selector leads to the list of versions, and every link works.
const selector = document.querySelector("[data-versions]");
const { base } = JSON.parse(document.getElementById("__config").textContent);
const here = new URL(base.endsWith("/") ? base : `${base}/`, window.location);
const site = new URL("../", here);

// The address of this page below its version's folder. A page beside the versions, such as their list, has none: there
// a version is entered by the home page of the same language.
const place = window.location.pathname.startsWith(here.pathname)
  ? window.location.pathname.slice(here.pathname.length)
  : window.location.pathname.slice(site.pathname.length).replace(/[^/]+\/?$/, "");

const pagesOf = async (root) => {
  const response = await fetch(new URL("sitemap.xml", root));
  if (!response.ok) return new Set();
  const sitemap = new DOMParser().parseFromString(await response.text(), "application/xml");
  const found = [...sitemap.getElementsByTagName("loc")].map((loc) => new URL(loc.textContent).pathname);
  const home = found.reduce((shortest, path) => (path.length < shortest.length ? path : shortest), found[0] ?? "");
  return new Set(found.map((path) => path.slice(home.length)));
};

const samePlaceIn = async (root) => {
  const pages = await pagesOf(root);
  let nearest = place;
  while (nearest && !pages.has(nearest)) nearest = nearest.replace(/[^/]+\/?$/, "");
  const kept = nearest === place ? window.location.search + window.location.hash : "";
  return new URL(nearest + kept, root);
};

const entry = (version) => {
  const item = document.createElement("li");
  item.className = "md-select__item";
  const link = document.createElement("a");
  link.className = "md-select__link";
  const root = new URL(`${encodeURIComponent(version.version)}/`, site);
  link.href = new URL(selector.dataset.prefix, root);
  link.textContent = [version.title, ...version.aliases].join(" · ");
  const names = [version.version, ...version.aliases].map((name) => new URL(`${encodeURIComponent(name)}/`, site).pathname);
  if (names.includes(here.pathname)) link.setAttribute("aria-current", "true");
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    window.location.assign(await samePlaceIn(root).catch(() => link.href));
  });
  item.append(link);
  return item;
};

const fill = (versions) => {
  const name = selector.querySelector("a");
  const list = selector.querySelector("ul");
  const all = document.createElement("li");
  all.className = "md-select__item";
  all.append(Object.assign(document.createElement("a"), { className: "md-select__link", href: name.href, textContent: selector.dataset.versions }));
  list.replaceChildren(...versions.map(entry), all);
  selector.querySelector("[hidden]").hidden = false;
  name.setAttribute("role", "button");
  name.setAttribute("aria-haspopup", "true");
  name.addEventListener("click", (event) => event.preventDefault());
};

// A host has one page for all unknown addresses, that of the current version: where the address lies in another one,
// its links keep to that.
const stayIn = (versions) => {
  const folder = window.location.pathname.slice(site.pathname.length).split("/")[0];
  const folders = versions.flatMap(({ version, aliases }) => [version, ...aliases]).map(encodeURIComponent);
  const root = new URL(`${folder}/`, site);
  if (!document.querySelector("[data-not-found]") || !folders.includes(folder) || root.href === here.href) return;
  for (const link of document.querySelectorAll("a[href]")) {
    if (link.href.startsWith(here.href)) link.href = root.href + link.href.slice(here.href.length);
  }
  selector.querySelector("a").textContent = decodeURIComponent(folder);
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
    const versions = await response.json();
    stayIn(versions);
    fill(versions);
  }
}
