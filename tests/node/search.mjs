// Runs the search of the site outside a browser. Standard input is JSON: {texts, terms, indexes: [{files, queries}]}.
// Standard output: the grams of each text's tokens and their shards, and for each index what each query finds.
import { open } from "../../overrides/assets/javascripts/search/engine.js";
import { distance } from "../../overrides/assets/javascripts/search/distance.js";
import { folded, grams, shard, tokens } from "../../overrides/assets/javascripts/search/grams.js";
import { excerpt, marked } from "../../overrides/assets/javascripts/search/rank.js";

let input = "";
for await (const piece of process.stdin) input += piece;
const { texts = [], indexes = [], distances = [], excerpts = [] } = JSON.parse(input);

const samples = texts.map(text => {
  const plain = folded(text), found = tokens(plain);
  return { folded: plain, tokens: found, grams: found.map(grams), shards: found.flatMap(grams).map(gram => shard(gram, 97)) };
});

const searches = [];
for (const { files, queries } of indexes) {
  const loaded = new Set();
  const load = async name => {
    loaded.add(name);
    return JSON.parse(files[name]);
  };
  const answers = [];
  for (const { query, filters } of queries) {
    loaded.clear();
    const answer = await (await open(load)).search(query, filters);
    const first = answer.results.length;
    while (answer.rest) await answer.more();
    const { corrected, partly, counts, terms, dropped, records } = answer;
    answers.push({
      corrected, partly, counts, terms, first, count: records.length - dropped,
      found: answer.results.map(({ address }) => address), loaded: [...loaded],
    });
  }
  searches.push(answers);
}

process.stdout.write(JSON.stringify({
  samples, searches,
  distances: distances.map(([one, other, most]) => distance(one, other, most)),
  excerpts: excerpts.map(([text, terms, length]) => {
    const part = excerpt(text, terms, length);
    return { part, marked: marked(part, terms) };
  }),
}));
