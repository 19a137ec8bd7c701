import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { loadSnomed } from '../../../content/load-snomed.ts'
import { proposedCodes } from '../../../domain/handoff/snomed.ts'
import { hasCheckDigit } from '../../../domain/handoff/verhoeff.ts'

const shipped = loadSnomed('content/snomed.yaml')

describe('codes of SNOMED CT', () => {
  it('knows known identifiers, and Verhoeff’s own example', () => {
    // 236 with its check digit 3; "Clinical finding" and "Referral to social prescribing service" of SNOMED CT.
    for (const good of ['2363', '404684003', '871731000000106', '871711000000103'])
      expect(hasCheckDigit(good), good).to.equal(true)
    for (const bad of ['2364', '404684004', '871731000000160', '', '4', 'x'])
      expect(hasCheckDigit(bad), bad).to.equal(false)
  })

  it('finds every single wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shipped),
        fc.nat(13),
        fc.integer({ min: 1, max: 9 }),
        ({ code }, at, by) => {
          const wrong = code.slice(0, at) + String((Number(code[at]) + by) % 10) + code.slice(at + 1)
          expect(hasCheckDigit(wrong)).to.equal(false)
          const [a = '', b = ''] = [code[at], code[at + 1]]
          if (a !== b) expect(hasCheckDigit(code.slice(0, at) + b + a + code.slice(at + 2))).to.equal(false)
        },
      ),
    )
  })

  it('are refused by the content check with file and line when a digit is wrong', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'codes-'))
    const file = join(folder, 'snomed.yaml')
    const row = (code: string) =>
      `  - code: '${code}'\n    term: x\n    proposed: by-a-person\n    source: https://example.org\n    lastChecked: 2026-11-23\n`
    try {
      await writeFile(file, `codes:\n${row('871731000000106')}${row('871731000000160')}`)
      expect(() => loadSnomed(file)).to.throw(/snomed\.yaml:7: .*check digit/)
      await writeFile(file, `codes:\n${row('871731000000106')}${row('871731000000106')}`)
      expect(() => loadSnomed(file)).to.throw(/stands here twice/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('are proposed for an agreed summary alone, and not again once confirmed', () => {
    const fits = (
      version: number,
      codes: { code: string; term: string; by: string; name: string; at: string }[],
    ) => proposedCodes(shipped, { version, codes }).filter((one) => one.fits)
    expect(fits(1, []).map(({ code }) => code.code)).to.deep.equal(['871731000000106'])
    expect(fits(0, [])).to.deep.equal([])
    const at = '2026-11-23T09:00:00.000Z'
    expect(fits(1, [{ code: '871731000000106', term: 'x', by: 'rowan', name: 'Rowan', at }])).to.deep.equal(
      [],
    )
  })
})
