// harness.mjs - what every end-to-end test shares: the real program on a free port over the shipped library, and a
// browser that talks to nobody else.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const program = process.env.LUMBUNG ?? '../../build/dev/lumbung';
const source = process.env.SOURCE ?? '../..';

/** Indexes a folder (default: the shipped library) or, with how = '--repo', a repository, and serves it. Returns {url, stop()}. */
export async function serve(from = source, how = '--from') {
    const state = mkdtempSync(join(tmpdir(), 'lumbung-e2e-'));
    try {
        execFileSync(program, ['index', how, from, '--state', state, '--quiet'], { stdio: ['ignore', 'inherit', 'pipe'] });
    } catch (error) {
        if (error.status !== 1) throw new Error(`index: ${error.stderr}`); // 1: served with findings left out
    }
    const child = spawn(program, ['serve', '--state', state, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const url = await new Promise((resolve, reject) => {
        let said = '';
        const listen = (data) => {
            said += data;
            const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
            if (found) resolve(found[0]);
        };
        child.stdout.on('data', listen);
        child.stderr.on('data', listen);
        child.on('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
        setTimeout(() => reject(new Error(`serve is silent: ${said}`)), 20000).unref();
    });
    return {
        url,
        async stop() {
            const gone = new Promise((resolve) => child.once('exit', resolve));
            child.kill('SIGTERM');
            await gone;
            rmSync(state, { recursive: true, force: true });
        },
    };
}

export function browser() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync'],
    });
}

/** One page of every kind, both languages: what the accessibility and markup tests walk through. */
export const kinds = {
    home: '/', home_en: '/en/', editors: '/redaksi', editors_en: '/en/editors', editors_queue: '/redaksi/tinjauan',
    editors_quality: '/redaksi/mutu?catatan=no_contact', editors_quality_en: '/en/editors/quality', editors_searches: '/redaksi/pencarian',
    editors_people: '/redaksi/kontributor', search: '/cari?q=kawasan+kumuh', search_en: '/en/search?q=waste',
    search_filtered: '/cari?q=partisipasi&urusan=5.01&urusan=2.13', search_empty: '/cari?q=zzzzqqqq',
    search_all: '/cari', case: '/kasus/rumpon-pontianak', case_en: '/en/cases/rumpon-pontianak',
    case_results: '/kasus/poso-schistosomiasis', case_lineage: '/kasus/e-planning-medan', cases: '/kasus',
    affairs: '/urusan', affair: '/urusan/5.01', themes: '/tema', challenges: '/tantangan', sdgs: '/sdg', sdg: '/sdg/11',
    years: '/tahun', year: '/tahun/2019', organisations: '/lembaga', awards: '/penghargaan', regions: '/daerah',
    province: '/daerah/61', region: '/daerah/61.71', region_empty: '/daerah/11', collections: '/koleksi',
    collection: '/koleksi/knowledge-sharing-bappenas', collection_en: '/en/collections/knowledge-sharing-bappenas',
    about: '/tentang', help: '/bantuan', help_en: '/en/help', manual: '/bantuan/redaksi', format: '/bantuan/isian',
    book: '/koleksi/dari-rencana-ke-anggaran', missing: '/tidak-ada',
    history: '/kasus/rumpon-pontianak/riwayat',
};
