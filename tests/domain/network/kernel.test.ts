import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'

const ROOT = join(import.meta.dirname, '../../..')

describe('the kernel of the classifier', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'))
  after(() => rmSync(folder, { recursive: true }))

  it('is what its source compiles to, byte for byte', function () {
    this.timeout(60_000)
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: { kernel: string }
    }
    const shipped = 'content/screening/classifier/kernel.wasm'
    expect(scripts.kernel).to.match(/^asc /).and.to.include(`-o ${shipped} `)
    const made = join(folder, 'kernel.wasm')
    const args = scripts.kernel
      .split(' ')
      .slice(1)
      .map((arg) => (arg === shipped ? made : arg))
    // Not imported: its types would change what arrays are for the whole project.
    execFileSync(process.execPath, [join(ROOT, 'node_modules/assemblyscript/bin/asc.js'), ...args], {
      cwd: ROOT,
    })
    expect(readFileSync(made).equals(readFileSync(join(ROOT, shipped)))).to.equal(true)
  })
})
