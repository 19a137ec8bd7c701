import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { readYaml } from '../../../content/yaml.ts'
import { About, ConcernKind, Response, When, atLeast } from '../../../domain/screening/types.ts'
import { screener } from './rules.ts'

const DevSet = z.strictObject({
  concerns: z.array(
    z.strictObject({ kind: ConcernKind, lines: z.array(z.tuple([Response, About, When, z.string()])) }),
  ),
  harmless: z.array(z.string()),
})

/** What the rules reached; a change that falls below has made something worse. Parts of one. */
const FLOOR = { asStrong: 0.98, kind: 0.98, about: 0.96, when: 0.86, falseAlarms: 0.005, notes: 0.03 }

describe('the development set', () => {
  const { concerns, harmless } = readYaml(join(import.meta.dirname, 'dev.yaml'), DevSet)
  const lines = concerns.flatMap(({ kind, lines: all }) =>
    all.map(([response, about, when, text]) => ({ kind, response, about, when, text })),
  )
  const heard = lines.map((line) => {
    const screening = screener.screen(line.text)
    return { line, screening, concern: screening.concerns.find((one) => one.kind === line.kind) }
  })
  const share = (count: number, of: readonly unknown[]): number => count / of.length

  it('holds at least 400 lines of every kind, about half of them harmless', () => {
    expect(lines.length + harmless.length).to.be.above(400)
    expect(share(harmless.length, [...lines, ...harmless])).to.be.within(0.45, 0.6)
    expect(new Set(lines.map((line) => line.kind)).size).to.equal(ConcernKind.options.length)
  })

  it('is answered at least as strongly as a careful adult would', () => {
    const weak = heard.filter(({ line, screening }) => !atLeast(screening.response, line.response))
    expect(
      share(heard.length - weak.length, lines),
      weak.map((one) => one.line.text).join('\n'),
    ).to.be.at.least(FLOOR.asStrong)
  })

  it('is heard as the right kind, about the right person, at the right time', () => {
    const count = (right: (one: (typeof heard)[number]) => boolean): number =>
      share(heard.filter(right).length, lines)
    expect(count(({ concern }) => concern !== undefined)).to.be.at.least(FLOOR.kind)
    expect(count(({ line, concern }) => concern?.about === line.about)).to.be.at.least(FLOOR.about)
    expect(count(({ line, concern }) => concern?.when === line.when)).to.be.at.least(FLOOR.when)
  })

  it('leaves ordinary chat alone', () => {
    const answers = harmless.map((text) => ({ text, response: screener.screen(text).response }))
    const alarms = answers.filter(({ response }) => atLeast(response, 'reach-out'))
    const notes = answers.filter(({ response }) => response === 'note')
    expect(share(alarms.length, harmless), alarms.map((one) => one.text).join('\n')).to.be.at.most(
      FLOOR.falseAlarms,
    )
    expect(share(notes.length, harmless), notes.map((one) => one.text).join('\n')).to.be.at.most(FLOOR.notes)
  })

  it('quotes evidence that stands in the message as typed', () => {
    for (const { line, screening } of heard) {
      for (const concern of screening.concerns) {
        expect(concern.evidence).not.to.equal('')
        expect(line.text).to.include(concern.evidence)
      }
    }
  })
})
