// An editor's preview in a real browser: a saved file shows by itself and in place, a finding stands beside its paragraph and can be
// reached from the summary, and no page of it breaks an accessibility rule.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser } from './harness.mjs';

const program = process.env.LUMBUNG ?? '../../build/dev/lumbung';
const source = process.env.SOURCE ?? '../..';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const work = mkdtempSync(join(tmpdir(), 'lumbung-preview-test-'));
const file = (id, lang = 'id') => join(work, 'cases', id, `${lang}.md`);

function put(id, state, more = '', body = '') {
    mkdirSync(join(work, 'cases', id), { recursive: true });
    writeFileSync(file(id), `---
title: Kasus ${id}
summary: Sebuah kasus kecil yang dibuat untuk pemeriksaan, dengan semua bagian yang diminta oleh skema.
problem: Warga menunggu terlalu lama karena berkas ${id} dikerjakan dengan tangan.
state: ${state}
stage: penerapan
status: berjalan
status_asof: 2026-01
form: pelayanan_publik
mode: digital
initiators: [perangkat_daerah]
affairs: ["1.02"]
themes: [penyakit_menular]
sdgs: [3]
region: {code: "61.71", name: Kota Pontianak}
scope: kabupaten_kota
period: {start: 2019}
lead: {office: Dinas Percobaan Kota Pontianak}
contact:
  office: Dinas Percobaan Kota Pontianak
  url: https://example.go.id/
  asof: 2019-01
evidence: {level: E0, reason: Hanya pernyataan pelaksana.}
sources:
  - {id: s1, title: Laporan, publisher: Dinas, url: "https://example.go.id/1", accessed: 2026-01-01, kind: official, independence: initiator}
  - {id: s2, title: Lain, publisher: Dinas, url: "https://example.go.id/2", accessed: 2026-01-01, kind: official, independence: initiator}
authors: [Redaksi]
${more}---

## Masalah

Isi tentang ${id}[^s1].
${body}`);
}

let child, chrome, url;
before(async () => {
    for (const part of ['schema', 'library.yml']) cpSync(join(source, part), join(work, part), { recursive: true });
    put('terbit', 'published', '', `\n${'Paragraf yang panjang sekali. '.repeat(400)}\n\nSebanyak 1.250 warga menunggu.\n\nParagraf terakhir.\n`);
    put('draf', 'draft');
    put('tinjau', 'review');
    put('tarik', 'withdrawn');
    put('rusak', 'draft', 'bukan_bidang: 3\n');
    child = spawn(program, ['serve', '--from', work, '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
    url = await new Promise((resolve, reject) => {
        let said = '';
        child.stdout.on('data', (data) => { said += data; const found = said.match(/http:\/\/127\.0\.0\.1:\d+/); if (found) resolve(found[0]); });
        child.on('exit', (code) => reject(new Error(`serve ended with ${code}`)));
        setTimeout(() => reject(new Error('serve is silent')), 30000).unref();
    });
    chrome = await browser();
});
after(async () => {
    await chrome?.close();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    rmSync(work, { recursive: true, force: true });
});

test('a page reloads by itself when its file is saved, and stays where it was', async () => {
    const page = await chrome.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${url}/kasus/terbit`);
    await page.evaluate(() => scrollTo({ top: 900, behavior: 'instant' }));
    await page.waitForTimeout(200);
    const start = Date.now();
    writeFileSync(file('terbit'), readFileSync(file('terbit'), 'utf8').replace('Paragraf terakhir.', 'Paragraf yang baru disimpan.'));
    await page.getByText('Paragraf yang baru disimpan.').waitFor({ state: 'attached', timeout: 20000 });
    console.log(`saved to shown: ${Date.now() - start} ms`);
    await page.waitForFunction(() => Math.abs(scrollY - 900) < 5, null, { timeout: 5000 });
    await page.close();
});

test('a finding stands right behind its paragraph, and the summary leads there by keyboard', async () => {
    const page = await chrome.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${url}/kasus/terbit`);
    const finding = page.locator('.prose .finding');
    assert.equal(await finding.count(), 1);
    assert.match(await finding.innerText(), /W002/);
    assert.match(await finding.evaluate((e) => e.previousElementSibling.textContent), /Sebanyak 1\.250 warga/);
    await page.locator(`.findings a[href="#${await finding.getAttribute('id')}"]`).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.prose .finding')?.matches(':target'));
    await page.waitForFunction(() => {
        const { top, bottom } = document.querySelector('.prose .finding').getBoundingClientRect();
        return top < innerHeight && bottom > 0;
    });
    // of the front matter: beside its source, its contact
    assert.match(await page.locator('#sumber-s2 .finding').innerText(), /W001/);
    assert.match(await page.locator('.facts .finding').innerText(), /W008/);
    assert.equal(await page.locator('.findings-list a').count() + await page.locator('.findings .finding').count(),
        await page.locator('.finding').count());
    await page.close();
});

test('a file with errors becomes a page that shows the line, and comes back when it is mended', async () => {
    const page = await chrome.newPage();
    await page.goto(`${url}/kasus/draf`);
    const good = readFileSync(file('draf'), 'utf8');
    writeFileSync(file('draf'), good.replace('themes: [penyakit_menular]', 'themes: [penyakit_menlar]'));
    await page.locator('.finding-error mark').waitFor({ timeout: 20000 });
    assert.match(await page.locator('.finding-error').first().innerText(), /penyakit_menular/);
    writeFileSync(file('draf'), good);
    await page.locator('.state-banner').waitFor({ timeout: 20000 });
    await page.close();
});

for (const [scheme, width] of [['light', 1280], ['dark', 320]])
    test(`axe finds nothing on a preview at ${width} px, ${scheme}`, async () => {
        const context = await chrome.newContext({ colorScheme: scheme, viewport: { width, height: 900 } });
        const page = await context.newPage();
        const found = [];
        for (const path of ['/', '/kasus', '/cari', '/cari?keadaan=draft', '/kasus/terbit', '/kasus/draf', '/kasus/tinjau', '/kasus/tarik',
            '/kasus/rusak', '/pratinjau', '/en/cases/draf', '/en/preview', '/tidak-ada']) {
            await page.goto(url + path);
            await page.evaluate(axe);
            const { violations } = await page.evaluate(() =>
                axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
            for (const v of violations)
                found.push(`${path}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            if (overflow > 0) found.push(`${path}: scrolls ${overflow} px sideways`);
        }
        await context.close();
        assert.deepEqual(found, []);
    });
