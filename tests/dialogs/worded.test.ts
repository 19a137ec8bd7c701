import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { z } from 'zod'
import { About, ConcernKind, Response } from '../../domain/screening/types.ts'
import type { Finding, Screener } from '../../domain/screening/types.ts'
import { saidMessages } from '../content/said.ts'
import { said, serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'

const ROOT = join(import.meta.dirname, '../..')
const KINDS = ConcernKind.options

/** Hears in every message what the test says it hears: which words are said must not depend on the rules of today. */
const hears = (finding: Omit<Finding, 'evidence' | 'rule'>): Screener => ({
  screen: (text) =>
    text === DISCLOSED
      ? { response: finding.response, concerns: [{ ...finding, evidence: text, rule: 'test' }] }
      : { response: 'none', concerns: [] },
})
const DISCLOSED = 'something that only the test knows'

/** What the bot says to it, in the middle of the path. */
async function answerTo(finding: Omit<Finding, 'evidence' | 'rule'>): Promise<string[]> {
  const { service } = serviceForTests({ directory: emptyDirectory, screener: hears(finding) })
  await service.start(speaker)
  for (const text of ['skip', 'short', '14']) await service.take(speaker, { type: 'message', text })
  const { logged } = await service.take(speaker, { type: 'message', text: DISCLOSED })
  await service.close()
  return said(logged)
}

describe('words for each kind of concern', () => {
  for (const kind of KINDS) {
    it(`${kind}: has its own for note, reach-out and act-now, about oneself and about someone else`, async () => {
      for (const about of About.options) {
        const own = about === 'other' ? `${kind}.other` : kind
        const reach = await answerTo({ kind, about, when: 'now', response: 'reach-out' })
        expect(reach[0]).to.equal(`safety.thanks.${own}`)
        expect(reach[1]).to.match(/^safety\.told\./u)
        expect(reach[2]).to.equal(about === 'other' ? 'safety.safe-now.other' : 'safety.safe-now')
        const now = await answerTo({ kind, about, when: 'now', response: 'act-now' })
        expect(now).to.deep.equal([`safety.act-now.${own}`, reach[1], 'safety.act-now.after'])
        const [gentle, ...rest] = await answerTo({ kind, about, when: 'now', response: 'note' })
        const isAsked = kind === 'suicide' || kind === 'self-harm'
        if (about === 'self') expect(gentle).to.equal(isAsked ? 'safety.checking' : `gentle.${kind}`)
        else expect(gentle).to.be.oneOf([`gentle.${kind}.other`, 'gentle.other'])
        if (!isAsked || about === 'other') expect(rest).to.deep.equal(['in-the-way.ask'])
      }
    })
  }

  it('speaks of what was as of something that was, where that is kinder or truer', async () => {
    for (const kind of ['abuse', 'sexual-harm', 'neglect', 'suicide', 'online-harm'] as const) {
      const [first] = await answerTo({ kind, about: 'self', when: 'past', response: 'reach-out' })
      expect(first).to.equal(`safety.thanks.${kind}.past`)
    }
    const [first] = await answerTo({ kind: 'self-harm', about: 'self', when: 'past', response: 'note' })
    expect(first, 'long over is no manner of speaking').to.equal('gentle.self-harm')
  })

  it('says 999 in every act-now, and that they did right in every thanks about someone else', () => {
    for (const [id, text] of saidMessages) {
      if (/^safety\.act-now(?:$|\.other|\.(?!card|after|next))/u.test(id)) expect(text, id).to.include('999')
      if (/^safety\.thanks\..*\.other$/u.test(id)) expect(text, id).to.match(/^You did right to say\./u)
    }
    for (const kind of ['medical', 'substances', 'eating', 'self-harm', 'caring']) {
      expect(saidMessages.get(`safety.act-now.${kind}.other`), kind).to.include('Stay with them')
    }
  })

  it('accuses nobody where the sentence only seems to say that it is not so', () => {
    for (const kind of ['abuse', 'neglect', 'sexual-harm', 'exploitation', 'online-harm', 'domestic-abuse']) {
      expect(saidMessages.get(`gentle.${kind}`), kind).to.match(/^Okay\. .*say "help"/u)
    }
  })
})

describe('golden conversations of the kinds', () => {
  const Golden = z.object({
    turns: z.array(
      z.object({ concern: z.object({ kind: ConcernKind, response: Response }).optional() }).loose(),
    ),
  })
  const folder = join(ROOT, 'tests/conversations/kinds')
  const heard = new Set(
    readdirSync(folder).flatMap((file) =>
      Golden.parse(parse(readFileSync(join(folder, file), 'utf8'))).turns.flatMap(({ concern }) =>
        concern ? [`${concern.kind} ${concern.response}`] : [],
      ),
    ),
  )
  /** The table that says which response there is for which kind; "(as …)" points to another kind. */
  const table = readFileSync(join(ROOT, 'content/screening/corpus/README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([kind]) => KINDS.some((one) => one === kind))

  it('has one for every kind and response that the table has', () => {
    expect(table).to.have.length(KINDS.length)
    const wanted = table.flatMap(([kind = '', ...cells]) =>
      ['note', 'reach-out', 'act-now']
        .filter((_, at) => (cells[at] ?? '') !== '' && !(cells[at] ?? '').startsWith('(as '))
        .map((response) => `${kind} ${response}`),
    )
    expect(wanted.length).to.be.greaterThan(40)
    // Anger as talk is not heard as a note by any rule yet: it is answered in the test above.
    const notYetHeard = ['harm-to-others note']
    expect(wanted.filter((one) => !heard.has(one))).to.deep.equal(notYetHeard)
  })
})
