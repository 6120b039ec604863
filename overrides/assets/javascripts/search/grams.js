// Text into grams, as hooks/minutes/search/grams.py has it, and a query into terms. A test holds both to the same samples.

export const START = "\u0002", END = "\u0003";
const HAN = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LETTER = `(?:(?![${HAN}])[\\p{L}\\p{N}_#@+])`;
const TOKEN = new RegExp(`[${HAN}]+|${LETTER}(?:[./:-]*${LETTER})*`, "gu");
const RUN = new RegExp(`^[${HAN}]`, "u");
const INNER_START = /(?<=[./:#@+_-])[\p{L}\p{N}]/gu;
const FULL_WIDTH = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;

/** Text as it is compared: every character in its place, so that what is found can be marked in the text as written. */
export function folded(text) {
  let lower = text.toLowerCase();
  if (lower.length !== text.length)
    lower = [...text].map(one => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join("");
  return lower.replace(FULL_WIDTH, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

export const isRun = token => RUN.test(token);

/** The words and runs of folded text. */
export const tokens = text => text.match(TOKEN) ?? [];

/** The grams of a token, each once. */
export function grams(token) {
  const characters = [...token];
  if (isRun(token)) return [...new Set(characters.map((one, i) => one + (characters[i + 1] ?? END)))];
  const padded = [START, ...characters, END];
  const found = characters.map((_, i) => padded.slice(i, i + 3).join(""));
  for (const { index } of token.matchAll(INNER_START))
    found.push(START + [...[...token.slice(index)], END].slice(0, 2).join(""));
  return [...new Set(found)];
}

/** Which of `count` files a gram stands in; pairs of Chinese that begin alike stand together. */
export function shard(gram, count) {
  const letters = isRun(gram) ? [...gram].slice(0, 1) : [...gram];
  return letters.reduce((number, letter) => (number * 31 + letter.codePointAt(0)) % count, 0);
}

/**
 * How a term of a query is looked up: all of `grams` have to be there, or any pair that begins with `beginning`;
 * `start` is the gram of those places where a word begins as the term does. Of a long term `enough` grams tell where it
 * may stand; the text tells whether it does. Two letters are looked for where words begin, one as a word.
 */
export function lookup(term, enough) {
  const characters = [...term];
  if (isRun(term)) {
    if (characters.length === 1) return { beginning: term };
    return { grams: some(characters.slice(1).map((one, i) => characters[i] + one), enough) };
  }
  const start = START + characters.slice(0, 2).join("");
  if (characters.length < 3) return { grams: [characters.length === 1 ? start + END : start], start };
  return { grams: some(characters.slice(2).map((one, i) => characters[i] + characters[i + 1] + one), enough), start };
}

function some(all, enough) {
  const once = [...new Set(all)];
  if (once.length <= enough) return once;
  return Array.from({ length: enough }, (_, i) => once[Math.floor((i * (once.length - 1)) / (enough - 1))]);
}
