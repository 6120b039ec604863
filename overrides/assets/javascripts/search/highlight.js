import { marked } from "./rank.js";
import { folded } from "./grams.js";

/** Marks the terms on the page, and brings the first of them in the part that the address names into view. */
export function highlight(wanted) {
  const content = document.querySelector("article") ?? document.body;
  const terms = folded(wanted).split(" ").filter(Boolean);
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("script, style, svg, select")) texts.push(walker.currentNode);
  for (const text of texts) {
    const pieces = marked(text.data, terms);
    if (pieces.length > 1) text.replaceWith(...pieces.map(nodeOf));
  }
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

/** Pieces of a text as nodes, every other one marked. */
export function nodeOf(piece, i) {
  if (i % 2 === 0) return document.createTextNode(piece);
  const mark = document.createElement("mark");
  mark.className = "search-mark";
  mark.textContent = piece;
  return mark;
}
