import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { LICENCES_PAGE, licencesPage, licensed, notAllowed, unneeded } from './licences.ts'

const ROOT = join(import.meta.dirname, '../..')
const Bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.object({ component: z.object({ name: z.literal('matters'), version: z.string() }) }),
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      purl: z.string().startsWith('pkg:npm/'),
      licenses: z.array(z.unknown()).optional(),
    }),
  ),
})

describe('licences', () => {
  const packages = licensed()

  it('of everything installed for production are on the list, or have a reason of their own', () => {
    expect(packages.length).to.be.greaterThan(100)
    expect(notAllowed(packages)).to.deep.equal([])
    expect(unneeded(packages)).to.deep.equal([])
  })

  it('that ask something of the whole work would be noticed, and those of tools for development are not asked', () => {
    const lock = (license: string, more: object = {}) => ({
      packages: { 'node_modules/x': { version: '1.0.0', license, ...more } },
    })
    expect(notAllowed(licensed(lock('GPL-3.0-only')))).to.deep.equal(['x 1.0.0: GPL-3.0-only'])
    expect(notAllowed(licensed({ packages: { 'node_modules/x': { version: '1.0.0' } } }))).to.have.length(1)
    expect(licensed(lock('GPL-3.0-only', { dev: true }))).to.deep.equal([])
  })

  it('stand on their page as they are (npm run licences)', async () => {
    expect(readFileSync(LICENCES_PAGE, 'utf8')).to.equal(await licencesPage(packages))
  })
})

describe('the bill of materials', function () {
  this.timeout(120_000)

  it('is CycloneDX that names what production is installed with, with versions and licences', () => {
    const made = execFileSync(process.execPath, ['--import', 'tsx', 'bot/commands/sbom.ts'], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    const { components } = Bill.parse(JSON.parse(made))
    const names = new Set(components.map(({ name, version }) => `${name} ${version}`))
    const missing = licensed().filter(({ name, version }) => !names.has(`${name} ${version}`))
    // An alias: the bill has it by its own name.
    expect(missing.map(({ name }) => name)).to.deep.equal(['spdy'])
    expect(components.map(({ name }) => name)).to.include.members(['zod', 'pg', 'botbuilder', 'js-yaml'])
    const without = components.filter(({ licenses }) => !licenses?.length)
    expect(without.length).to.be.lessThan(6)
    expect(components.some(({ name }) => name === 'mocha')).to.equal(false)
  })
})
