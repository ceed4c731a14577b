// make.js - makes what site/assets takes from npm packages: subset fonts, the icon sprite and their licences.
//
// node make.js [FOLDER]; the folder is site/assets unless given. Run by tools/make-assets. The output is committed; the
// same lock file gives the same bytes, which tests/e2e/assets.test.mjs holds it to.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const here = path.dirname(fileURLToPath(import.meta.url))
const out = path.resolve(process.argv[2] ?? path.join(here, '../../site/assets'))
const pkg = (name) => path.join(here, 'node_modules', name)

// Letters of Indonesian and English, the Latin-1 letters of foreign names, and the punctuation our pages print.
let text = ''
for (let c = 0x20; c <= 0x7e; c++) text += String.fromCodePoint(c)
for (let c = 0xc0; c <= 0xff; c++) if (c !== 0xd7 && c !== 0xf7) text += String.fromCodePoint(c)
text += '\u00a0¡¿«»§©®°±²³·×÷¼½¾£€¥–—‘’“”…•−≥≤≈→←↑↓'

// Headings and interface need 400-700; reading text one weight and its italic: a phone on 3G gets both families in 29 kB.
// noLayoutClosure: glyphs that only OpenType features reach (small capitals, old-style figures) are left out.
const fonts = [
  ['@fontsource-variable/plus-jakarta-sans', 'plus-jakarta-sans-latin-wght-normal.woff2', 'jakarta.woff2', { wght: { min: 400, max: 700 } }],
  ['@fontsource-variable/source-serif-4', 'source-serif-4-latin-wght-normal.woff2', 'serif.woff2', { wght: 400 }],
  ['@fontsource-variable/source-serif-4', 'source-serif-4-latin-wght-italic.woff2', 'serif-italic.woff2', { wght: 400 }],
]
fs.mkdirSync(path.join(out, 'fonts'), { recursive: true })
for (const [name, file, target, variationAxes] of fonts) {
  const source = fs.readFileSync(path.join(pkg(name), 'files', file))
  const font = await subsetFont(source, text, { targetFormat: 'woff2', variationAxes, noLayoutClosure: true })
  fs.writeFileSync(path.join(out, 'fonts', target), font)
  console.log(`${target} ${font.length} bytes (from ${source.length})`)
}
fs.copyFileSync(path.join(pkg('@fontsource-variable/plus-jakarta-sans'), 'LICENSE'), path.join(out, 'fonts/LICENSE-plus-jakarta-sans'))
fs.copyFileSync(path.join(pkg('@fontsource-variable/source-serif-4'), 'LICENSE'), path.join(out, 'fonts/LICENSE-source-serif-4'))

// The sprite: one <symbol> an icon, 24 x 24, stroke from the page.
const icons = fs.readFileSync(path.join(here, 'icons.txt'), 'utf8').split('\n').map((l) => l.replace(/#.*/, '').trim()).filter(Boolean)
let sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n'
for (const icon of icons) {
  const svg = fs.readFileSync(path.join(pkg('lucide-static'), 'icons', `${icon}.svg`), 'utf8')
  const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>[\s\S]*/, '').replace(/\s*\n\s*/g, '').replace(/ \/>/g, '/>')
  sprite += `<symbol id="${icon}" viewBox="0 0 24 24">${inner}</symbol>\n`
}
sprite += '</svg>\n'
fs.writeFileSync(path.join(out, 'icons.svg'), sprite)
fs.copyFileSync(path.join(pkg('lucide-static'), 'LICENSE'), path.join(out, 'LICENSE-lucide'))
console.log(`icons.svg ${sprite.length} bytes, ${icons.length} icons`)
