import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { load } from 'js-yaml'
import { parse } from 'yaml'
import { loadContent } from '../../content/load.ts'
import { ContentError } from '../../content/yaml.ts'
import { CONTENT } from '../support/conversation.ts'

describe('content/load', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matters-content-'))
    for (const part of [
      'en',
      'screening',
      'understanding',
      'activities',
      'crisis.yaml',
      'bank-holidays.yaml',
      'places',
      'codes',
      'snomed.yaml',
    ]) {
      await cp(join(CONTENT, part), join(folder, part), { recursive: true })
    }
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const problem = (): string => {
    try {
      loadContent(folder)
    } catch (error) {
      expect(error).to.be.instanceOf(ContentError)
      return error instanceof Error ? error.message : ''
    }
    return ''
  }
  const change = async (file: string, edit: (text: string) => string): Promise<void> => {
    const path = join(folder, file)
    await writeFile(path, edit(await readFile(path, 'utf8')))
  }

  it('loads what is shipped', () => {
    expect(problem()).to.equal('')
  })

  it('reads every file the same by both of its parsers of YAML', async () => {
    const names = await readdir(CONTENT, { recursive: true })
    const files = names.filter((name) => name.endsWith('.yaml'))
    expect(files).to.not.be.empty
    for (const name of files) {
      const text = await readFile(join(CONTENT, name), 'utf8')
      expect(JSON.stringify(load(text)), name).to.equal(JSON.stringify(parse(text)))
    }
  }).timeout(60_000)

  it('names file and line of YAML that cannot be read', async () => {
    await change('en/hello.yaml', (text) => `${text}\nhello.broken: "no end\n`)
    expect(problem()).to.match(/hello\.yaml:\d+: /)
  })

  it('names file, line and key of a value that is wrong', async () => {
    await change('en/choices.yaml', (text) => text.replace(/label: The short way,?/u, ''))
    expect(problem()).to.match(/choices\.yaml:\d+: .*label/)
  })

  it('names a text that stands in two files', async () => {
    await change('en/book.yaml', (text) => `${text}\nhello.welcome: Hello again\n`)
    expect(problem()).to.contain('"hello.welcome" stands twice')
  })

  it('names a text whose placeholders do not close', async () => {
    await change('en/book.yaml', (text) => `${text}\nbook.broken: "At {when"\n`)
    expect(problem()).to.match(/book\.yaml:\d+: book\.broken: is not a message/)
  })

  it('names the line of a town that is not in the United Kingdom', async () => {
    await change('places/uk-places.tsv', (text) => `${text}Dublin\t53.350\t-6.260\n`)
    expect(problem()).to.match(/uk-places\.tsv:\d+: /)
  })

  it('names a file that is missing', async () => {
    await rm(join(folder, 'crisis.yaml'))
    expect(problem()).to.match(/crisis\.yaml:1: cannot be read/)
  })

  it('reports every problem of a file at once', async () => {
    await change('en/words.yaml', () => 'fillers: 3\nskip: 4\n')
    expect(problem().split('\n').length).to.be.greaterThan(3)
  })
})
