// What has to be so before Material's bundle looks at the page.

// What it keeps of a reader's choices: under the address of the site, or of all its versions. Material has these four in
// every page, as scripts; the names are its own.
{
  const scope = new URL(document.currentScript.dataset.scope, location);
  const key = (name, within) => `${within.pathname}.${name}`;
  Object.assign(window, {
    __md_scope: scope,
    __md_hash: (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0),
    __md_get: (name, storage = localStorage, within = scope) => JSON.parse(storage.getItem(key(name, within))),
    __md_set: (name, value, storage = localStorage, within = scope) => {
      try {
        storage.setItem(key(name, within), JSON.stringify(value));
      } catch {
        // A browser that keeps nothing.
      }
    },
  });
}

// It looks for a sitemap beside every <link rel=alternate>, in the belief that each is a language's home page. Here they
// are the same page in other languages, as search engines want it: so hide them from that look-up. The trailing space
// keeps the meaning and escapes Material's selector.
for (const link of document.querySelectorAll("link[rel=alternate]")) link.setAttribute("rel", "alternate ");

// It gives the root these classes, and a browser then works out the style of every element anew: on a phone that takes
// longer than all else. Given before there is an element, they cost nothing.
document.documentElement.className = "js-focus-visible js";
