// The fonts and icons that are committed are those that tools/make-assets makes from its lock file.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import test from 'node:test'

const source = process.env.SOURCE ?? path.join(import.meta.dirname, '../..')

test('committed fonts and icons are what the pinned packages give', () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'lumbung-assets-'))
  try {
    for (const file of ['package.json', 'package-lock.json', 'make.js', 'icons.txt'])
      fs.copyFileSync(path.join(source, 'tools/assets', file), path.join(work, file))
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: work })
    const out = path.join(work, 'out')
    execFileSync('node', ['make.js', out], { cwd: work })
    const made = fs.readdirSync(out, { recursive: true }).filter((f) => fs.statSync(path.join(out, f)).isFile())
    assert.ok(made.length >= 7)
    for (const file of made)
      assert.ok(fs.readFileSync(path.join(out, file)).equals(fs.readFileSync(path.join(source, 'site/assets', file))), file)
  } finally {
    fs.rmSync(work, { recursive: true })
  }
})
