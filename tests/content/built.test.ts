import { spawnSync } from 'node:child_process'
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { sumOf } from '../../content/built.ts'
import { madeReady, sumOfRules } from '../../content/load-screening.ts'
import { readsOf, readYaml } from '../../content/yaml.ts'
import { compiled, FOLDER } from '../support/compiled.ts'
import { CONTENT } from '../support/conversation.ts'

const CRISIS = join(CONTENT, 'crisis.yaml')

describe('what a build knows of content', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matters-built-'))
    await cp(join(CONTENT, 'data'), join(folder, 'data'), { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** A built command that reads the register, on a register that says something else. */
  const registerWith = async (change: (text: string) => string) => {
    await writeFile(join(folder, 'crisis.yaml'), change(await readFile(CRISIS, 'utf8')))
    return spawnSync(process.execPath, [compiled('bot/commands/crisis.ts')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], CONTENT_DIR: folder },
    })
  }

  it('is every file that a start reads, by its name and text', async () => {
    const built = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(await readFile(join(FOLDER, 'content.json'), 'utf8')))
    const text = await readFile(CRISIS, 'utf8')
    expect(built).to.have.property(sumOf(CRISIS, text))
    expect(built).not.to.have.property(sumOf(CRISIS, `${text} `))
    expect(built).not.to.have.property(sumOf('other.yaml', text))
  })

  it('is passed over for a file that was changed afterwards', async () => {
    expect((await registerWith((text) => text)).stdout).to.contain('Text relay on 18000')
    const { stdout } = await registerWith((text) =>
      text.replace('Text relay on 18000', 'Text relay on 18001'),
    )
    expect(stdout).to.contain('Text relay on 18001').and.not.contain('18000')
  })

  it('does not keep a file that was broken afterwards from being refused', async () => {
    const { status, stderr } = await registerWith((text) => `${text}\nbroken: "no end\n`)
    expect(status).to.equal(2)
    expect(stderr).to.match(/crisis\.yaml:\d+: /)
  })

  it('is the rules of listening with their patterns unfolded, as they are unfolded from the files', async () => {
    const rules = join(CONTENT, 'screening')
    const kept: unknown = JSON.parse(await readFile(join(FOLDER, 'screening.json'), 'utf8'))
    const made: unknown = JSON.parse(JSON.stringify(madeReady(rules)))
    expect(kept).to.deep.equal({ [sumOfRules(rules)]: made })
    await cp(rules, join(folder, 'screening'), { recursive: true })
    await appendFile(join(folder, 'screening', 'slots.yaml'), '\n# changed\n')
    expect(sumOfRules(join(folder, 'screening'))).not.to.equal(sumOfRules(rules))
  })

  it('is read by programs of plain letters: with one sign beyond them a file takes twice its room', async () => {
    for (const name of await readdir(join(FOLDER, 'parts'))) {
      if (!name.endsWith('.js')) continue
      expect(/^[\x00-\x7f]*$/.test(await readFile(join(FOLDER, 'parts', name), 'utf8')), name).to.equal(true)
    }
  })

  it('is not what JSON cannot hold', async () => {
    const path = join(folder, 'two.yaml')
    await writeFile(path, 'one: 1\n')
    const plain = z.object({ one: z.number() })
    const kept = readsOf(() => readYaml(path, plain))
    expect(Object.values(kept)).to.deep.equal([{ one: 1 }])
    const asMap = plain.transform(({ one }) => new Map([['one', one]]))
    expect(readsOf(() => readYaml(path, asMap))).to.deep.equal({})
  })
})
