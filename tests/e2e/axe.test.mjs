// No page breaks an accessibility rule that axe knows, in either colour scheme, wide or narrow, and none scrolls sideways.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { serve, browser, kinds } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let site, chrome;
before(async () => { site = await serve(); chrome = await browser(); });
after(async () => { await chrome?.close(); await site?.stop(); });

const everything = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const colours = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }; // all that a scheme can change

for (const width of [320, 1280])
    test(`axe finds nothing at ${width} px, light and dark`, async () => {
        const context = await chrome.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
        const page = await context.newPage();
        const found = [];
        for (const [kind, path] of Object.entries(kinds)) {
            await page.emulateMedia({ colorScheme: 'light' });
            await page.goto(site.url + path);
            await page.evaluate(axe);
            for (const [scheme, rules] of [['light', everything], ['dark', colours]]) {
                await page.emulateMedia({ colorScheme: scheme });
                const { violations } = await page.evaluate((options) => axe.run(options), rules);
                for (const v of violations)
                    found.push(`${kind}, ${scheme}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
            }
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            if (overflow > 0) found.push(`${kind}: scrolls ${overflow} px sideways`);
        }
        await context.close();
        assert.deepEqual(found, []);
    });
