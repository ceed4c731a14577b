// What axe does not look at: the names on the map can be read in either colour scheme, and paper is always light.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { serve, browser } from './harness.mjs';

let site, chrome;
before(async () => { site = await serve(); chrome = await browser(); });
after(async () => { await chrome?.close(); await site?.stop(); });

async function open(path, colorScheme, media) {
    const page = await chrome.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
    await page.emulateMedia({ media, colorScheme });
    await page.goto(site.url + path);
    return page;
}

/** Names on the map with a contrast under 4.5. */
const faint = (page) => page.evaluate(() => {
    const light = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    return [...document.querySelectorAll('.tiles text')].map((text) => {
        const [low, high] = [text, text.parentElement.querySelector('rect')].map((e) => light(getComputedStyle(e).fill)).sort((a, b) => a - b);
        return [text.textContent, (high + .05) / (low + .05)];
    }).filter(([, contrast]) => contrast < 4.5).map(([name, contrast]) => `${name} ${contrast.toFixed(1)}`);
});

for (const scheme of ['light', 'dark'])
    for (const media of ['screen', 'print'])
        test(`names on the map can be read: ${scheme}, ${media}`, async () => {
            const page = await open('/daerah', scheme, media);
            assert.ok(await page.locator('.tiles text').count() > 30);
            assert.deepEqual(await faint(page), []);
            await page.close();
        });

test('a printed search says what was sought', async () => {
    const page = await open('/cari?q=air', 'dark', 'print');
    const box = await page.locator('h1').boundingBox();
    assert.ok(box.height > 10 && box.width > 50, JSON.stringify(box));
    assert.match(await page.locator('h1').innerText(), /air/);
    const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    assert.equal(paper, 'rgb(255, 255, 255)');
    await page.close();
});
