// Which of the records that were read answers a query best, and where its words stand in a text.

import { folded, isRun } from "./grams.js";

const LETTER = /[\p{L}\p{N}_]/u;

/**
 * The records that have the terms, best first. `terms` are the spellings of each term of the query, one of which is
 * enough; where the index found no record with all of them (`partly`), one with some stays.
 */
export function rank(records, { query, terms, partly }) {
  const scored = records.map(record => ({ record, score: score(record, query, terms, partly) }));
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.record.record - b.record.record)
    .map(({ record }) => record);
}

function score(record, query, terms, partly) {
  const title = folded(record.title), names = folded((record.names ?? []).join("\n"));
  const words = folded((record.words ?? []).join("\n")), text = folded(record.text ?? "");
  let sum = 0;
  for (const spellings of terms) {
    const best = Math.max(0, ...spellings.map(term =>
      10 * standing(title, term) + 9 * standing(names, term) + 6 * standing(words, term) + often(text, term)));
    if (!best && !partly) return 0;
    // Of the pairs of a Chinese phrase that is nowhere as such, the more the better.
    sum += best + (spellings.length > 1 ? spellings.filter(term => title.includes(term) || text.includes(term)).length / 2 : 0);
  }
  if (!sum && terms.length) return 0;
  if (query && (title === query || (record.names ?? []).some(name => folded(name) === query))) sum += 20;
  else if (terms.length > 1) sum += title.includes(query) ? 8 : text.includes(query) ? 4 : 0;
  // Of two titles that have the word, the one that says less besides.
  return 1 + sum + 2 / (1 + title.length / 20);
}

/** How well a term stands in a text: as a whole word, at the start of one, or in its middle. */
function standing(text, term) {
  let best = 0;
  for (const at of places(text, term)) {
    const before = isRun(term) || !LETTER.test(text[at - 1] ?? " "), after = !LETTER.test(text[at + term.length] ?? " ");
    best = Math.max(best, before && (after || isRun(term)) ? 1 : before ? 0.8 : 0.5);
  }
  return best;
}

const often = (text, term) => Math.min(4, Math.log2(1 + places(text, term, 16).length));

/** Where a term stands in folded text, at most `most` times. */
export function places(text, term, most = 1000) {
  const found = [];
  for (let at = text.indexOf(term); at >= 0 && found.length < most; at = text.indexOf(term, at + term.length)) found.push(at);
  return found;
}

/** A text as pieces, every other one a place where a term stands: ["", "错误", "处理"]. */
export function marked(text, terms) {
  const plain = folded(text);
  const spans = terms.flatMap(term => places(plain, term).map(at => [at, at + term.length])).sort((a, b) => a[0] - b[0]);
  const pieces = [];
  let end = 0;
  for (const [from, to] of spans) {
    if (to <= end) continue;
    if (from < end || (from === end && pieces.length)) pieces[pieces.length - 1] += text.slice(Math.max(from, end), to);
    else pieces.push(text.slice(end, from), text.slice(from, to));
    end = to;
  }
  return [...pieces, text.slice(end)];
}

/** The part of a text around the place that has the most terms, about `length` characters. */
export function excerpt(text, terms, length = 120) {
  const plain = folded(text);
  const at = terms.flatMap(term => places(plain, term, 50).map(place => [place, term])).sort((a, b) => a[0] - b[0]);
  const within = ([place]) => new Set(at.filter(([other]) => other >= place && other < place + length).map(([, term]) => term)).size;
  const best = at.reduce((found, one) => (!found || within(one) > within(found) ? one : found), null);
  let from = Math.max(0, (best ? best[0] : 0) - Math.floor(length / 4));
  // Latin words stay whole.
  while (from > 0 && from < text.length && /\w/.test(text[from - 1]) && /\w/.test(text[from])) from -= 1;
  let to = Math.min(text.length, from + length);
  while (to < text.length && /\w/.test(text[to - 1]) && /\w/.test(text[to])) to += 1;
  return `${from ? "…" : ""}${text.slice(from, to).trim()}${to < text.length ? "…" : ""}`;
}
