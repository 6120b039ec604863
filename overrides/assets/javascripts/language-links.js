// Material looks for a sitemap beside every <link rel=alternate>, in the belief that each is a language's home page.
// Here they are the same page in other languages, as search engines want it: so hide them from that look-up. The
// trailing space keeps the meaning and escapes Material's selector.
for (const link of document.querySelectorAll("link[rel=alternate]")) link.setAttribute("rel", "alternate ");

// Anchors are the same in every locale: keep a reader at the same agenda item when the language is switched.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-language-link]") : null;
  if (link) link.hash = window.location.hash;
});
