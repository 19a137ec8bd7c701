import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import asc from 'assemblyscript/asc'
import { expect } from 'chai'

const ROOT = join(import.meta.dirname, '../../../..')

describe('the kernel of the classifier', () => {
  it('is what its source compiles to, byte for byte', async function () {
    this.timeout(60_000)
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: { kernel: string }
    }
    const [, ...args] = scripts.kernel.split(' ')
    let compiled: Uint8Array | undefined
    const { error, stderr } = await asc.main(args, {
      readFile: (name, base) => {
        try {
          return readFileSync(join(ROOT, base === '.' ? '' : base, name), 'utf8')
        } catch {
          return null
        }
      },
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') compiled = contents
      },
      listFiles: () => [],
    })
    expect(error, stderr.toString()).to.equal(null)
    const shipped = readFileSync(join(ROOT, 'content/screening/classifier/kernel.wasm'))
    expect(Buffer.from(compiled ?? []).equals(shipped)).to.equal(true)
  })
})
