#!/usr/bin/env node
// slips.mjs QUERIES.tsv - the queries (ID, tab, words) with one slip of the finger each, the same every time: in a lower-case
// word of five letters or more a letter is dropped, doubled, exchanged with the next or replaced; first and last stay.
import { readFileSync } from 'node:fs';

let seed = 5;
const below = (n) => ((seed = (seed * 48271) % 2147483647) % n);
for (const line of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
    const [id, text] = line.split('\t');
    const words = text.split(/\s+/);
    const long = words.map((word, i) => (/^[a-z]{5,}$/.test(word) ? i : -1)).filter((i) => i >= 0);
    if (long.length) {
        const i = long[below(long.length)], word = words[i], at = 1 + below(word.length - 2);
        words[i] = [
            () => word.slice(0, at) + word.slice(at + 1),
            () => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
            () => word.slice(0, at) + word[at] + word.slice(at),
            () => word.slice(0, at) + String.fromCharCode(97 + below(26)) + word.slice(at + 1),
        ][below(4)]();
    }
    console.log(`${id}\t${words.join(' ')}`);
}
