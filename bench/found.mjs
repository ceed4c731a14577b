// found.mjs SITE CASE WORD COMMAND... - runs the command and prints two times in ms since it was started: until the search
// for WORD on the site holds the case, and until the command ended.
//
// The page of the case, which is cheap, is asked for every 5 ms on one connection until it has the word; then the search is
// asked: asking that all the time would take half a core from what is measured.
import { spawn } from 'node:child_process';
import http from 'node:http';

const [site, id, word, ...command] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const has = (path, text) => new Promise((done, fail) => http.get(site + path, { agent }, (reply) => {
    let body = '';
    reply.setEncoding('utf8').on('data', (part) => { body += part; }).on('end', () => done(body.includes(text)));
}).on('error', fail));
const until = async (path, text) => {
    while (!await has(path, text)) await new Promise((done) => setTimeout(done, 5));
};

await has(`/kasus/${id}`, word);
const start = performance.now();
const ended = new Promise((done) => spawn(command[0], command.slice(1), { stdio: ['ignore', 'inherit', 'ignore'] })
    .on('exit', () => done(performance.now() - start)));
await until(`/kasus/${id}`, word);
await until(`/cari?q=${word}`, `/kasus/${id}"`);
const found = performance.now() - start;
console.error(Math.round(found), Math.round(await ended));
agent.destroy();
