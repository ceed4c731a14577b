// found.mjs ADDRESS TEXT START - asks every 5 ms, on one connection, until the answer holds TEXT; prints the ms since START.
import http from 'node:http';

const [address, text, start] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const ask = () => new Promise((done, fail) => http.get(address, { agent }, (reply) => {
    let body = '';
    reply.setEncoding('utf8').on('data', (part) => { body += part; }).on('end', () => done(body.includes(text)));
}).on('error', fail));
while (!await ask()) await new Promise((done) => setTimeout(done, 5));
console.log(Date.now() - Number(start));
agent.destroy();
