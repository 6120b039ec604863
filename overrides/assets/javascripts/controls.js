// Material opens its drawer, its sections and its search with labels of hidden checkboxes, which a pointer can work,
// but neither a keyboard nor a screen reader. With JavaScript they become buttons; without it they stay what they are.
import { menu } from "./menu.js";

const narrow = window.matchMedia("(width < 76.25em)");
const pages = document.querySelector(".md-nav--primary");
const drawer = document.getElementById("__drawer");

const toButton = (label, name) => {
  const toggle = label && document.getElementById(label.htmlFor);
  if (!toggle) return null;
  const button = document.createElement("button");
  button.type = "button";
  // `for` too: Material's stylesheet goes by it.
  for (const each of label.attributes) if (each.name !== "tabindex") button.setAttribute(each.name, each.value);
  button.append(...label.childNodes);
  if (name) button.setAttribute("aria-label", name);
  button.addEventListener("click", () => toggle.click());
  if (toggle.type === "checkbox") {
    const say = () => button.setAttribute("aria-expanded", toggle.checked);
    toggle.addEventListener("change", say);
    say();
  }
  label.replaceWith(button);
  return button;
};

// One level of the drawer covers the one before it: the focus goes along, there and back.
for (const label of pages?.querySelectorAll("label.md-nav__link") ?? []) {
  const toggle = document.getElementById(label.htmlFor);
  const into = toButton(label);
  const back = toButton(toggle.parentElement.querySelector("label.md-nav__title"));
  toggle.addEventListener("change", () => narrow.matches && (toggle.checked ? back : into)?.focus());
  // On a wide screen the section that is read is a heading of its pages.
  if (into.parentElement.matches(".md-nav__item--section")) {
    const fit = () => (into.disabled = !narrow.matches);
    narrow.addEventListener("change", fit);
    fit();
  }
}

const opener = toButton(document.querySelector(".md-header label[for=__drawer]"), pages?.ariaLabel);
const overlay = toButton(document.querySelector("label.md-overlay[for=__drawer]"), pages?.ariaLabel);
toButton(
  document.querySelector("label.md-header__button[for=__search]"),
  document.querySelector("[data-md-component=search-query]")?.ariaLabel,
);

if (pages && opener) {
  const others = document.querySelectorAll(".md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-footer");
  const show = () => {
    const open = drawer.checked && narrow.matches;
    for (const other of others) other.inert = open;
    overlay.tabIndex = open ? 0 : -1;
    const links = [...pages.querySelectorAll("a, button")];
    if (open) links.find((link) => link.checkVisibility({ visibilityProperty: true }))?.focus();
  };
  drawer.addEventListener("change", () => {
    show();
    if (!drawer.checked && (pages.matches(":focus-within") || [overlay, document.body].includes(document.activeElement)))
      opener.focus();
  });
  narrow.addEventListener("change", show);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && drawer.checked && drawer.click());
  show();
}

// Anchors are the same in every locale: keep a reader at the same agenda item when the language is switched.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-language-link]") : null;
  if (link) link.hash = window.location.hash;
});

for (const box of document.querySelectorAll(".md-header .md-select")) {
  const button = box.querySelector("button");
  if (button) menu(box, button);
}

// What scrolls sideways by itself is reached by keyboard, and named by the heading above it.
const headings = [...document.querySelectorAll("article :is(h1, h2, h3, h4)")];
const reach = (box) => {
  if (box.scrollWidth <= box.clientWidth || box.querySelector("a, button") || box.hasAttribute("tabindex")) return;
  const above = headings.findLast((each) => each.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING);
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", (above?.firstChild?.textContent ?? document.title).trim());
};
const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target)));
const settle = (root) => {
  for (const box of root.querySelectorAll(".md-typeset__scrollwrap, .states__scroll")) sizes.observe(box);
  // Material calls the one button beside each code block a navigation.
  for (const nav of root.querySelectorAll(".md-code__nav")) nav.setAttribute("role", "none");
};
const article = document.querySelector("article");
if (article) {
  settle(article);
  new MutationObserver(() => settle(article)).observe(article, { childList: true, subtree: true });
}
