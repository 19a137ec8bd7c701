import { expect } from 'chai'
import { describe, it } from 'mocha'
import { findPersonal } from '../../../domain/redaction/find.ts'
import { asTheyLeave, keptFor, withWords, wordsOf } from '../../../domain/redaction/receivers.ts'
import type { Receiver } from '../../../domain/redaction/receivers.ts'
import { redact } from '../../../domain/redaction/redact.ts'
import { concern, handoff, line } from '../../support/cases.ts'

const words = (kind: string): string => `[${kind}]`
const SAID =
  'my name is Sam Hill, dob 12/03/2010, nhs number 943 476 5919, 07700 900123, sam@example.org, @sam_hill09, www.example.org, BS5 0AA'
const for_ = (receiver: Receiver, text: string, given: string[] = []): string =>
  redact(text, findPersonal(text), { words, keeps: keptFor(receiver), given })

describe('domain/redaction: what each reader has', () => {
  it('an alert and a school have none of it, and a district for a postcode', () => {
    const bare =
      'my name is [name], dob [birth-date], nhs number [nhs-number], [phone], [email], [handle], [url], BS5'
    expect(for_('alert', SAID)).to.equal(bare)
    expect(for_('school', SAID)).to.equal(bare)
  })

  it('a GP and a record system have what a patient is found by, and no more', () => {
    const found =
      'my name is Sam Hill, dob 12/03/2010, nhs number 943 476 5919, [phone], [email], [handle], [url], BS5'
    expect(for_('gp', SAID)).to.equal(found)
    expect(for_('fhir', SAID)).to.equal(found)
  })

  it('a way to reach them that they gave stays, however it is written; another does not', () => {
    const given = ['text 07700 900123 after 4']
    expect(for_('fhir', 'ring 07700900123 or 07700 900456', given)).to.equal('ring 07700900123 or [phone]')
    expect(for_('fhir', 'ring 07700900123')).to.equal('ring [phone]')
  })

  it('a school has the name where the line with it was shared', () => {
    const said = line('goal:goal', 'goal', "I'm called Sam and ring 07700 900123")
    const texts = (lines: ReturnType<typeof line>[]) =>
      asTheyLeave(lines, 'school', words).map(({ text }) => text)
    expect(texts([said])).to.deep.equal(["I'm called [name] and ring [phone]"])
    expect(texts([line('about:name', 'about', 'Call me Sam'), said])).to.deep.equal([
      'Call me Sam',
      "I'm called Sam and ring [phone]",
    ])
  })

  it('lines in our words or a directory’s are left alone, until somebody writes over them', () => {
    const idea = line('idea:feed:1', 'ideas', 'Art at www.example.org')
    expect(asTheyLeave([idea], 'school', words)[0]?.text).to.equal('Art at www.example.org')
    expect(asTheyLeave([{ ...idea, edited: true }], 'school', words)[0]?.text).to.equal('Art at [url]')
  })

  it('changes every free text of a handoff and no field they filled in', () => {
    const full = handoff({
      concerns: [concern({ evidence: 'one', alsoSaid: ['two'], wants: ['three'] })],
      lines: [line('matters:word:0', 'matters', 'four'), line('about:name', 'about', 'Robin')],
      earlier: [
        { version: 1, agreedAt: '2026-11-23T08:30:00.000Z', lines: [line('goal:goal', 'goal', 'five')] },
      ],
      safeTimes: 'after six',
    })
    expect(wordsOf(full).sort()).to.deep.equal(['five', 'four', 'one', 'three', 'two'])
    const changed = withWords(full, () => 'x')
    expect(changed).to.include({ contact: full.contact, supporter: full.supporter, safeTimes: 'after six' })
    expect(JSON.stringify(changed)).to.not.match(/"(?:one|two|three|four|five)"/)
    expect(changed.lines[1]?.text).to.equal('Robin')
  })
})
