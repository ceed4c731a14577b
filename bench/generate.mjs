#!/usr/bin/env node
// generate.mjs COUNT DIR - writes a library of COUNT realistic cases under DIR, the same for the same count.
//
// Body words follow Zipf's law over Debian's Indonesian word list, mixed with the labels of the vocabularies; every
// facet is filled from schema/vocab with skewed odds; a case is about 9 kB, as measured on published practice
// descriptions. DIR gets a copy of the project's schema/.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [count, dir] = [Number(process.argv[2]), process.argv[3]];
if (!(count > 0) || !dir) {
    console.error('usage: bench/generate.mjs COUNT DIR');
    process.exit(2);
}
const source = join(dirname(fileURLToPath(import.meta.url)), '..');

// mulberry32: a small generator, so that every run writes the same bytes.
let seed = 20240924;
function random() {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const skewed = (list) => list[Math.min(list.length - 1, Math.floor(list.length * random() ** 2.2))];

const codes = {};
for (const file of readdirSync(join(source, 'schema/vocab'))) {
    const text = readFileSync(join(source, 'schema/vocab', file), 'utf8');
    codes[file.replace('.yml', '')] = [...text.matchAll(/^\s*- code: "?([^"\n]+?)"?\s*$/gm)].map((m) => m[1]);
}
const labels = readdirSync(join(source, 'schema/vocab')).flatMap((file) =>
    [...readFileSync(join(source, 'schema/vocab', file), 'utf8').matchAll(/label: \{id: ([^,\n[\]{}]+),/g)].map((m) => m[1].replace(/["']/g, '')));
const regions = readFileSync(join(source, 'schema/regions.csv'), 'utf8').trim().split('\n').slice(1)
    .map((line) => line.split(',')).filter((row) => row[2] !== 'provinsi');
const dictionary = readFileSync('/usr/share/hunspell/id_ID.dic', 'utf8').split('\n').slice(1)
    .map((line) => line.split('/')[0].trim().toLowerCase()).filter((word) => /^[a-z]{3,14}$/.test(word));
// A fixed shuffle, then Zipf by rank.
for (let i = dictionary.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [dictionary[i], dictionary[j]] = [dictionary[j], dictionary[i]];
}
const common = 'yang dan di untuk dengan dari pada oleh warga daerah pemerintah program kegiatan desa kota dinas data layanan'.split(' ');
const prefixes = ['', '', '', 'me', 'di', 'ber', 'pe', 'ter'];
const suffixes = ['', '', '', 'kan', 'an', 'nya'];
function word() {
    const kind = random();
    if (kind < 0.35) return pick(common);
    if (kind < 0.42) return pick(labels).toLowerCase();
    const root = dictionary[Math.min(dictionary.length - 1, Math.floor(Math.exp(random() * Math.log(dictionary.length))))];
    return kind < 0.7 ? root : pick(prefixes) + root + pick(suffixes);
}
function sentence(n) {
    const words = Array.from({ length: n }, word).join(' ');
    return words[0].toUpperCase() + words.slice(1) + '.';
}
const clean = (text) => text.replace(/["\\:#]/g, '');
function upTo(text, max) {
    return text.length <= max ? text : text.slice(0, max).replace(/\s\S*$/, '');
}
function paragraph(chars) {
    let text = '';
    while (text.length < chars) text += (text ? ' ' : '') + sentence(8 + below(14));
    return text;
}
const headings = ['Masalah', 'Cara kerja', 'Pelaksana dan mitra', 'Biaya dan sumber daya', 'Hasil dan bukti', 'Tantangan',
    'Syarat dan adaptasi', 'Langkah meniru', 'Pelajaran'];

cpSync(join(source, 'schema'), join(dir, 'schema'), { recursive: true });
writeFileSync(join(dir, 'library.yml'), readFileSync(join(source, 'library.yml')));
for (let n = 0; n < count; n++) {
    const [region, name] = pick(regions);
    const id = `kasus-${String(n).padStart(6, '0')}`;
    const year = 2000 + Math.floor(24 * Math.sqrt(random()));
    const q = (text) => JSON.stringify(clean(text));
    const front = `---
title: ${q(upTo(sentence(5 + below(5)), 95))}
summary: ${q(upTo(paragraph(200), 290))}
problem: ${q(upTo(paragraph(120), 290))}
state: published
stage: ${pick(['inisiatif', 'uji_coba', 'penerapan', 'penerapan', 'penerapan'])}
status: ${pick(['berjalan', 'berjalan', 'berubah', 'berhenti', 'tidak_diketahui'])}
status_asof: "${year + 1}-0${1 + below(9)}"
status_reason: ${q(sentence(8))}
form: ${pick(['tata_kelola', 'pelayanan_publik', 'lainnya'])}
mode: ${pick(['digital', 'non_digital'])}
initiators: [${pick(['kepala_daerah', 'perangkat_daerah', 'perangkat_daerah', 'masyarakat', 'mitra'])}]
affairs: ["${skewed(codes.affairs)}"]
themes: [${skewed(codes.themes)}]
challenges: [${skewed(codes.challenges)}]
target_groups: [${skewed(codes.target_groups)}]
sdgs: [${1 + below(17)}]
region: {code: "${region}"}
scope: kabupaten_kota
period: {start: "${year}"}
lead: {office: ${q('Dinas ' + pick(labels) + ' ' + name)}}
partners:
  - {name: ${q('Universitas ' + pick(dictionary))}, type: akademisi}
results:
  - {indicator: ${q(sentence(4))}, baseline: ${10 + below(40)}, value: ${50 + below(50)}, unit: "%", date: "${year + 1}", direction: up, source: s1, independence: initiator}
evidence: {level: E1, reason: ${q(sentence(8))}}
authors: [generator]
sources:
  - {id: s1, title: ${q(sentence(6))}, publisher: ${q(pick(labels))}, date: "${year + 1}", kind: official, independence: initiator}
---

`;
    const body = headings.map((heading) => `## ${heading}\n\n${paragraph(380)}[^s1]\n\n${paragraph(380)}\n`).join('\n');
    const folder = join(dir, 'cases', String(Math.floor(n / 200)).padStart(4, '0'), id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'id.md'), front + body);
}
console.log(`${count} cases in ${dir}`);
