// What has to be so before Material's bundle looks at the page.

// It looks for a sitemap beside every <link rel=alternate>, in the belief that each is a language's home page. Here they
// are the same page in other languages, as search engines want it: so hide them from that look-up. The trailing space
// keeps the meaning and escapes Material's selector.
for (const link of document.querySelectorAll("link[rel=alternate]")) link.setAttribute("rel", "alternate ");

// It gives the root these classes, and a browser then works out the style of every element anew: on a phone that takes
// longer than all else. Given before there is an element, they cost nothing.
document.documentElement.className = "js-focus-visible js";
