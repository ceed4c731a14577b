// The pages of a case's history, over a small repository: axe and vnu find nothing, nothing scrolls sideways, two versions can
// be chosen and compared without script, with the keyboard, and what changed can be told without colour, on paper, too.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, browser } from './harness.mjs';

const require = createRequire(import.meta.url), source = process.env.SOURCE ?? '../..';
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'lumbung-history-')), repo = join(folder, 'repo'), list = '/kasus/rumpon-pontianak/riwayat';
const commits = [], pages = {};
let site, chrome;

before(async () => {
    const file = join(repo, 'cases/61/rumpon-pontianak/id.md');
    const git = (...args) => execFileSync('git', ['-C', repo, '-c', 'user.name=Ani', '-c', 'user.email=ani@rahasia.example', ...args], { encoding: 'utf8',
        env: { ...process.env, GIT_COMMITTER_DATE: `2026-03-1${commits.length}T08:00:00Z`, GIT_AUTHOR_DATE: '2026-03-01T08:00:00Z' } }).trim();
    const commit = (message) => { git('add', '-A'); git('commit', '-q', '-m', message); commits.push(git('rev-parse', 'HEAD').slice(0, 12)); };
    mkdirSync(join(repo, 'cases/61'), { recursive: true });
    execFileSync('git', ['init', '-q', repo]);
    for (const part of ['schema', 'library.yml', 'cases/61/rumpon-pontianak']) cpSync(join(source, part), join(repo, part), { recursive: true });
    commit('terbit');
    const edit = (change) => writeFileSync(file, change(readFileSync(file, 'utf8')));
    edit((s) => s.replace(/^status: .*/m, 'status: berhenti').replace('## Masalah', '## Masalah\n\nKalimat baru di depan tentang gajah.'));
    commit('status menurut dinas\n\nDinas melapor bahwa praktik ini berhenti.\n\nCo-authored-by: Cici <cici@kantor.example>');
    edit((s) => s.replace(/^title: .*/m, 'title: [rusak'));
    commit('salah ketik');
    edit((s) => s.replace(/^title: .*/m, 'title: Rumah Komunitas Pontianak').replace(/^affairs: .*/m, 'affairs: ["5.01"]').replace('## Cara kerja', '## Cara kerja\n\n- satu\n- dua\n'));
    commit('judul lebih pendek');
    Object.assign(pages, {
        list, list_en: '/en/cases/rumpon-pontianak/history', version: `${list}/${commits[0]}`, broken: `${list}/${commits[2]}`,
        version_en: `/en/cases/rumpon-pontianak/history/${commits[1]}`, changes: `${list}/${commits[0]}..${commits[3]}`,
        changes_en: `/en/cases/rumpon-pontianak/history/${commits[0]}..${commits[1]}`, missing: `${list}/abcdef0`, case: '/kasus/rumpon-pontianak',
    });
    site = await serve(repo, '--repo');
    chrome = await browser();
});
after(async () => { await chrome?.close(); await site?.stop(); rmSync(folder, { recursive: true, force: true }); });

for (const scheme of ['light', 'dark'])
    for (const width of [320, 1280])
        test(`axe finds nothing at ${width} px, ${scheme}`, async () => {
            const page = await chrome.newPage({ colorScheme: scheme, viewport: { width, height: 900 } });
            const found = [];
            for (const [kind, path] of Object.entries(pages)) {
                if (!['list', 'version', 'changes_en', 'missing', 'case'].includes(kind)) continue; // one of each kind
                await page.goto(site.url + path);
                await page.evaluate(axe);
                const { violations } = await page.evaluate(() =>
                    window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
                for (const v of violations) found.push(`${kind}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
                const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                if (overflow > 0) found.push(`${kind}: scrolls ${overflow} px sideways`);
            }
            await page.close();
            assert.deepEqual(found, []);
        });

test('vnu finds nothing', async () => {
    const html = join(folder, 'html');
    mkdirSync(html);
    for (const [kind, path] of Object.entries(pages)) {
        const reply = await fetch(site.url + path);
        assert.equal(reply.status, kind === 'missing' ? 404 : 200, path);
        writeFileSync(join(html, `${kind}.html`), await reply.text());
    }
    let report = '';
    try { execFileSync('java', ['-jar', require('vnu-jar'), '--format', 'gnu', '--stdout', html], { encoding: 'utf8' }); } catch (error) { report = error.stdout; }
    assert.equal(report, '');
});

test('two versions are compared with the keyboard and without script', async () => {
    const context = await chrome.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.url}/kasus/rumpon-pontianak`);
    await page.getByRole('link', { name: /^Riwayat lengkap/ }).click();
    await page.getByRole('radio', { name: new RegExp(`Lama.*${commits[1]}`) }).focus();
    await page.keyboard.press('ArrowDown');
    assert.ok(await page.getByRole('radio', { name: new RegExp(`Lama.*${commits[0]}`) }).isChecked());
    await page.keyboard.press('Enter'); // sends the form
    await page.waitForURL(`**${pages.changes}`);
    const shown = await page.locator('main').innerText();
    assert.match(shown, /Masih berjalan\s*→[^.]*Berhenti/);
    assert.match(await page.locator('ins').filter({ hasText: 'gajah' }).innerText(), /ditambah/);
    await context.close();
});

test('what changed can be told without colour, on paper, too', async () => {
    for (const media of ['screen', 'print']) {
        const page = await chrome.newPage();
        await page.emulateMedia({ media });
        await page.goto(site.url + pages.changes);
        const line = (name) => page.locator(`.changes ${name}`).first().evaluate((e) => getComputedStyle(e).textDecorationLine);
        assert.equal(await line('ins'), 'underline');
        assert.equal(await line('del'), 'line-through');
        assert.notEqual(await page.locator('.changes .hidden').first().evaluate((e) => getComputedStyle(e).display), 'none'); // read aloud
        await page.close();
    }
});
