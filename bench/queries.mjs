#!/usr/bin/env node
// queries.mjs COUNT LIBRARY - distinct searches as wrk's Lua script on standard output: one to five words drawn from the
// texts of the library (so most of them hit), a third with a facet, none twice (so that no reply comes from a cache).
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [count, dir] = [Number(process.argv[2]), process.argv[3]];
let seed = 7;
const random = () => ((seed = (seed * 48271) % 2147483647) / 2147483647);
const pick = (list) => list[Math.floor(random() * list.length)];
const words = [];
for (const folder of readdirSync(join(dir, 'cases')).slice(0, 20))
    for (const id of readdirSync(join(dir, 'cases', folder)).slice(0, 20))
        words.push(...readFileSync(join(dir, 'cases', folder, id, 'id.md'), 'utf8').split('---')[2].match(/[a-zA-Z]{3,}/g));
const paths = new Set();
while (paths.size < count) {
    const n = 1 + Math.floor(random() * 5);
    let path = '/cari?q=' + Array.from({ length: n }, () => pick(words).toLowerCase()).join('+');
    if (random() < 0.33) path += `&urusan=${pick(['1.01', '1.02', '1.03', '2.11', '2.13', '5.01'])}`;
    paths.add(path);
}
console.log(`local paths = {${[...paths].map((p) => JSON.stringify(p)).join(',')}}
local next = 0
request = function()
    next = next % #paths + 1
    return wrk.format("GET", paths[next])
end`);
