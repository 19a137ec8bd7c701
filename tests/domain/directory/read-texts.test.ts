import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { z } from 'zod'
import { fromText } from '../../../domain/directory/from-text.ts'
import { readTimes } from '../../../domain/directory/read-times.ts'

const Facts = z.strictObject({
  ages: z.array(z.number().nullable()).optional(),
  only: z.enum(['girls', 'boys']).optional(),
  free: z.boolean().optional(),
  from: z.number().optional(),
  referral: z.boolean().optional(),
  status: z.enum(['defunct', 'temporarily-closed']).optional(),
  ends: z.string().optional(),
  closed: z.array(z.string()).optional(),
  full: z.literal(true).optional(),
  term: z.literal(true).optional(),
  who: z.string().optional(),
  when: z.array(z.string()).optional(),
  every: z.enum(['fortnight', 'month']).optional(),
  'from-to': z.string().optional(),
})
type Facts = z.infer<typeof Facts>
const Texts = z.array(z.tuple([z.string(), z.string(), Facts]))

const load = (file: string) =>
  Texts.parse(parse(readFileSync(join(import.meta.dirname, 'texts', file), 'utf8')))

function read(name: string, text: string): Facts {
  const { ages, only, cost, needsReferral, status, ends, closed, alert, termTime, audience } = fromText(
    name,
    text,
  )
  const range = ages && (ages.max === undefined ? [ages.min ?? null] : [ages.min ?? null, ages.max])
  const facts: Record<string, unknown> = {
    ages: range,
    only,
    free: cost?.free,
    from: cost?.from,
    referral: needsReferral,
    status,
    ends,
    closed: closed && (closed.from === undefined ? [closed.until] : [closed.from, closed.until]),
    full: alert === undefined ? undefined : true,
    term: termTime,
    who: audience[0]?.group,
  }
  return Facts.parse(Object.fromEntries(Object.entries(facts).filter(([, v]) => v !== undefined)))
}

/** The same with when it is on, which the older lists do not say. */
function readWithTimes(name: string, text: string): Facts {
  const { times } = readTimes(text)
  const [first] = times
  return {
    ...read(name, text),
    ...(times.length > 0 ? { when: times.flatMap(({ day }) => day ?? []) } : {}),
    ...(first?.every ? { every: first.every } : {}),
    ...(first?.from && first.to ? { 'from-to': `${first.from}-${first.to}` } : {}),
  }
}

/** At least this share of new texts is read exactly: every fact that is in them, and none that is not. */
const HELD_OUT = 0.9

describe('texts as directories write them', () => {
  const learnt = load('learnt.yaml')
  const heldOut = load('held-out.yaml')
  const inWords = [
    'in-words.yaml',
    'real-wordings.yaml',
    'easily-misread.yaml',
    'over-or-not.yaml',
    'ages-or-not.yaml',
    'still-there.yaml',
  ].flatMap(load)

  for (const [name, text, facts] of learnt)
    it(`${name}: ${text}`, () => expect(read(name, text)).to.deep.equal(facts))
  for (const [name, text, facts] of inWords)
    it(`in words, ${name}: ${text}`, () => expect(readWithTimes(name, text)).to.deep.equal(facts))

  it(`of ${heldOut.length} texts nobody looked at, at least nine in ten are read exactly`, () => {
    const wrong = heldOut.flatMap(([name, text, facts]) => {
      const got = read(name, text)
      try {
        expect(got).to.deep.equal(facts)
        return []
      } catch {
        return [`${name}: ${text} -> ${JSON.stringify(got)}, not ${JSON.stringify(facts)}`]
      }
    })
    expect(1 - wrong.length / heldOut.length, wrong.join('\n')).to.be.at.least(HELD_OUT)
  })

  it('are at least two hundred, half of them held out', () => {
    expect(learnt.length + heldOut.length).to.be.at.least(200)
    expect(heldOut.length).to.be.at.least(100)
  })
})
