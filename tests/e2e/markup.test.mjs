// vnu, the Nu HTML checker, finds no error and no warning in any kind of page.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, kinds } from './harness.mjs';

const vnu = createRequire(import.meta.url)('vnu-jar');
let site;
before(async () => { site = await serve(); });
after(async () => { await site?.stop(); });

test('vnu finds nothing on any kind of page', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lumbung-vnu-'));
    for (const [kind, path] of Object.entries(kinds)) {
        const reply = await fetch(site.url + path);
        assert.equal(reply.status, kind === 'missing' ? 404 : 200, `${kind}: ${path}`);
        writeFileSync(join(folder, `${kind}.html`), await reply.text());
    }
    let report = '';
    try {
        execFileSync('java', ['-jar', vnu, '--format', 'gnu', '--stdout', folder], { encoding: 'utf8' });
    } catch (error) {
        report = error.stdout;
    }
    rmSync(folder, { recursive: true, force: true });
    assert.equal(report, '');
});
