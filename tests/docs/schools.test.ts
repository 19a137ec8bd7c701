import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { choiceOf, scriptTag, sideRule } from '../../bot/inbox/school/tag.ts'
import { texts } from '../support/inbox.ts'
import { schoolWith } from '../support/widget-site.ts'

const DOCS = join(import.meta.dirname, '../../docs')
const read = (name: string) => readFileSync(join(DOCS, name), 'utf8')
const papers = readdirSync(join(DOCS, 'schools')).map((name) => `schools/${name}`)

describe('the pack for schools', () => {
  it('is named, each paper of it, in docs/schools.md', () => {
    expect(papers.length).to.be.at.least(7)
    for (const paper of papers) expect(read('schools.md'), paper).to.include(`](${paper})`)
  })

  it('says of each paper that it is a draft, and whose signature it waits for', () => {
    for (const paper of papers) {
      expect(read(paper), paper).to.match(/\*\*Draft[,. ]/u)
      expect(read(paper), paper).to.match(/Signed(?: off by)?: \[/u)
    }
  })

  it('leads nowhere that is not there', () => {
    const missing = ['schools.md', 'accessibility.md', ...papers].flatMap((name) =>
      [...read(name).matchAll(/\]\((?!https?:|#)([^)#]+)/gu)]
        .map(([, to = '']) => to)
        .filter((to) => !existsSync(join(DOCS, dirname(name), to)))
        .map((to) => `${name}: ${to}`),
    )
    expect(missing).to.deep.equal([])
  })

  it('shows the tag and the rule that the service makes', () => {
    const school = schoolWith([], '#7a1f3d')
    const choice = choiceOf(new URLSearchParams('side=left'), school)
    const help = texts.text('inbox.site.noscript')
    expect(read('schools.md'))
      .to.include(scriptTag({ publicUrl: 'https://matters.example.org', school, choice, help }))
      .and.include(sideRule('left'))
  })
})
