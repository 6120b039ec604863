// Search in an index that lies in pieces (see hooks/minutes/search/index.py): only what a query needs is loaded.
// Knows no page: `load` gets a file of the index by name, in a browser or in a test.

import { folded, isRun, lookup, shard, tokens } from "./grams.js";
import { distance } from "./distance.js";
import { rank } from "./rank.js";

const TITLE = 8, WORDS = 4, OFTEN = 2, TEXT = 1;
const FIELDS = [TITLE, WORDS, OFTEN, TEXT];
// So many records are read to put them in order, and shown at once; the others follow when they are asked for.
const READ = 30;
// So many terms are looked up, the longest, and so many grams of all of them: what else a query says, its texts tell.
const TERMS = 6, GRAMS = 12;

export async function open(load) {
  return new Engine(load, await load("index.json"));
}

class Engine {
  #load;
  #pieces = new Map();

  constructor(load, about) {
    this.#load = load;
    this.about = about;
    this.starts = summed(about.texts);
    this.facets = Object.fromEntries(
      Object.entries(about.facets).map(([facet, values]) => [
        facet,
        values.map(([value, name, steps]) => ({ value, name, records: summed(steps) })),
      ]),
    );
  }

  /**
   * What a query finds among the records that `filters` ({facet: value}) leave, best first:
   * {terms, corrected, partly, counts, records, results, more}. `results` are the first of `records`, read;
   * `terms` are what to mark in them; `corrected` the words that stand for misspelt ones; `partly` that no record
   * has all terms; `counts` how many records each value of each facet would leave. `more()` reads further ones.
   */
  async search(query, filters = {}) {
    const answer = await this.#answer(query, filters, false);
    // The grams of a term may all be in a text that does not have the term: then it is as good as nowhere.
    return answer.results.length || !answer.records.length ? answer : this.#answer(query, filters, true);
  }

  async #answer(query, filters, loosely) {
    const left = this.#narrowed(filters);
    const terms = termsOf(query);
    const longest = [...terms].sort((a, b) => b.length - a.length).slice(0, TERMS);
    const telling = terms.filter(term => longest.includes(term)), untold = terms.filter(term => !longest.includes(term));
    const enough = Math.max(2, Math.floor(GRAMS / Math.max(1, telling.length)));
    const found = (await Promise.all(telling.map(term => this.#find(term, enough, loosely)))).flat();
    const { scores, partly } = this.#together(found, left);
    const order = [...scores.keys()].filter(record => scores[record] > 0).sort((a, b) => scores[b] - scores[a] || a - b);
    const marks = [...found.flatMap(one => one.written), ...untold];
    const answer = {
      terms: marks, corrected: found.flatMap(one => one.corrected), partly,
      counts: this.#counts(found, filters), records: order, results: [],
    };
    const wanted = { query: folded(query).trim(), terms: [...found.map(one => one.written), ...untold.map(term => [term])], partly };
    answer.more = async () => {
      const next = order.slice(answer.read ?? 0, (answer.read ?? 0) + READ);
      answer.read = (answer.read ?? 0) + next.length;
      const ranked = rank(await this.#texts(next), wanted);
      answer.dropped = (answer.dropped ?? 0) + next.length - ranked.length;
      answer.results.push(...ranked);
      answer.rest = order.length - answer.read;
      return ranked;
    };
    await answer.more();
    return answer;
  }

  #narrowed(filters) {
    let left = null;
    for (const [facet, value] of Object.entries(filters)) {
      if (!value) continue;
      const having = new Set(this.facets[facet]?.find(one => one.value === value)?.records);
      left = left ? new Set([...left].filter(record => having.has(record))) : having;
    }
    return left;
  }

  /**
   * Where a term stands, as [{fields, written, corrected}]: `fields` a byte for each record, `written` the spellings
   * that count. A word of several parts that is nowhere as such is as many terms. `loosely` takes none for being there.
   */
  async #find(term, enough, loosely) {
    const short = [...term].length < 3, exact = loosely && !short ? [] : await this.#fields(term, enough);
    if (short || exact.some(Boolean)) return [{ fields: exact, written: [term], corrected: [] }];
    if (isRun(term)) return [await this.#near(term)];
    const parts = partsOf(term);
    if (parts.length > 1) return (await Promise.all(parts.map(part => this.#find(part, enough, loosely)))).flat();
    return [await this.#corrected(term, enough)];
  }

  async #fields(term, enough) {
    const { grams, beginning, start } = lookup(term, enough);
    const fields = new Uint8Array(this.about.records);
    if (beginning) {
      const file = await this.#grams(beginning);
      for (const [gram, lists] of Object.entries(file))
        if (gram.startsWith(beginning)) mark(fields, lists);
    } else {
      const counts = new Map();
      for (const lists of await this.#postings(grams))
        lists.forEach((steps, field) => summed(steps).forEach(record => {
          const key = record * FIELDS.length + field;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }));
      for (const [key, count] of counts)
        if (count === grams.length) fields[Math.floor(key / FIELDS.length)] |= FIELDS[key % FIELDS.length];
    }
    // Worth its while where few words are asked for.
    if (start && enough > 2) {
      const [lists] = await this.#postings([start]);
      const starting = new Uint8Array(this.about.records);
      mark(starting, lists);
      // A word that begins so counts for more than one that has it in its middle.
      fields.forEach((bits, record) => { if (bits & starting[record]) fields[record] |= (bits & starting[record]) << 4; });
    }
    return fields;
  }

  /** A run of Chinese of which some pairs are there: one character is another, or the words stand apart. */
  async #near(term) {
    const { grams } = lookup(term, GRAMS);
    const counts = new Uint8Array(this.about.records), fields = new Uint8Array(this.about.records);
    for (const lists of await this.#postings(grams)) {
      const here = new Uint8Array(this.about.records);
      mark(here, lists);
      here.forEach((bits, record) => { if (bits) { counts[record] += 1; fields[record] |= bits; } });
    }
    const most = Math.max(...counts), enough = Math.max(most, Math.ceil(grams.length / 2));
    fields.forEach((_, record) => { if (counts[record] < enough) fields[record] = 0; });
    return { fields, written: grams, corrected: [] };
  }

  /** The words that a misspelt one may have meant. */
  async #corrected(term, enough) {
    const length = [...term].length, allowed = length < 5 ? 1 : 2;
    const lengths = this.about.words.filter(each => Math.abs(each - length) <= allowed);
    const files = await Promise.all(lengths.map(each => this.#file(`words-${each}.json`)));
    const close = files.flat().map(word => [word, distance(term, word, allowed)]);
    const least = Math.min(...close.map(([, far]) => far));
    const corrected = least > allowed ? [] : close.filter(([, far]) => far === least).map(([word]) => word).slice(0, 4);
    const fields = new Uint8Array(this.about.records);
    for (const found of await Promise.all(corrected.map(word => this.#fields(word, enough))))
      found.forEach((bits, record) => { fields[record] |= bits; });
    return { fields, written: corrected, corrected: corrected.filter(word => word !== term) };
  }

  /** The score of each record: those with all terms, or, where there are none, those with the most of them. */
  #together(found, left) {
    const scores = new Float64Array(this.about.records);
    const having = new Uint8Array(this.about.records);
    for (const { fields } of found)
      fields.forEach((bits, record) => {
        if (!bits || (left && !left.has(record))) return;
        having[record] += 1;
        scores[record] += (bits & 15) + (bits >> 4) / 2;
      });
    const most = Math.max(0, ...having);
    having.forEach((count, record) => { if (count < most || !most) scores[record] = 0; });
    if (!found.length && left) for (const record of left) scores[record] = 1;
    return { scores, partly: most < found.length };
  }

  #counts(found, filters) {
    const counts = {};
    for (const [facet, values] of Object.entries(this.facets)) {
      const { scores } = this.#together(found, this.#narrowed({ ...filters, [facet]: "" }));
      const all = !found.length && !Object.entries(filters).some(([other, value]) => value && other !== facet);
      counts[facet] = values.map(({ value, name, records }) =>
        ({ value, name, count: all ? records.length : records.filter(record => scores[record] > 0).length }));
    }
    return counts;
  }

  async #texts(records) {
    const numbers = records.map(record => pieceOf(this.starts, record));
    const pieces = new Map(await Promise.all(
      [...new Set(numbers)].map(async number => [number, await this.#file(`texts-${number}.json`)]),
    ));
    return records.map((record, i) => ({ record, ...pieces.get(numbers[i])[record - this.starts[numbers[i]]] }));
  }

  async #postings(grams) {
    const files = await Promise.all(grams.map(gram => this.#grams(gram)));
    return files.map((file, i) => file[grams[i]] ?? []);
  }

  #grams(gram) {
    return this.#file(`grams-${shard(gram, this.about.grams)}.json`);
  }

  #file(name) {
    if (!this.#pieces.has(name)) {
      const loading = this.#load(name, this.about.build);
      // What failed to load is asked for again.
      loading.catch(() => this.#pieces.delete(name));
      this.#pieces.set(name, loading);
    }
    return this.#pieces.get(name);
  }
}

/** The terms of a query, each once; the sign before a handle or a number is none of it. */
export const termsOf = query =>
  [...new Set(tokens(folded(query)).map(token => token.replace(/^[@#]+/, "")).filter(Boolean))];

const partsOf = term => term.split(/[./:#@_-]+/).filter(Boolean);

function mark(fields, lists) {
  lists.forEach((steps, field) => summed(steps).forEach(record => { fields[record] |= FIELDS[field]; }));
}

function summed(steps) {
  let sum = 0;
  return steps.map(step => (sum += step));
}

function pieceOf(starts, record) {
  let low = 0, high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= record) low = middle; else high = middle;
  }
  return low;
}
