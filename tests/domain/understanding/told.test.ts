import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { understand } from '../../../domain/understanding/interests.ts'

// The lists alone: what the ear adds is looked at in ear.test.ts.
const vocabulary = { ...loadUnderstanding(), ear: undefined }

/** Everything that is heard but what somebody does not like. */
function heard(text: string): string[] {
  const { interests, wishes, practical, barriers } = understand(text, vocabulary)
  return [...interests, ...wishes, ...practical, ...barriers].map(({ concept }) => concept)
}

const FAMILIES = z
  .record(z.string(), z.strictObject({ told: z.array(z.string()), not: z.array(z.string()) }))
  .parse(parse(readFileSync(join(import.meta.dirname, 'told.yaml'), 'utf8')))

describe('told in their own words', () => {
  for (const [concept, { told, not }] of Object.entries(FAMILIES)) {
    for (const text of told)
      it(`"${text}" tells of ${concept}`, () => expect(heard(text)).to.include(concept))
    for (const text of not)
      it(`"${text}" does not tell of ${concept}`, () => expect(heard(text)).not.to.include(concept))
  }

  it('the g that is not said is put back where that is a word of ours, and only there', () => {
    for (const text of ['love climbin', 'into drawin', 'swimmin']) expect(heard(text), text).to.have.length(1)
    expect(heard('robin and satin and raisin')).to.deep.equal([])
  })

  it('a part that is refused is not the whole, in a thought of its own or not', () => {
    const { interests, dislikes } = understand('drama!! but NOT acting', vocabulary)
    expect([interests.map((h) => h.concept), dislikes]).to.deep.equal([['drama'], []])
    expect(understand('i sit in the church, im not christian', vocabulary).interests).to.deep.equal([])
    expect(understand('no acting', vocabulary).dislikes.map((h) => h.concept)).to.deep.equal(['drama'])
  })

  it('what everybody else round here likes is not theirs', () => {
    expect(heard('i make beats. bare man round here only listen to tractor music')).to.deep.equal([
      'music-production',
    ])
    expect(heard('i only listen to drill')).to.include('rap')
  })

  it('a word that is one of another language or a team is no slip of ours', () => {
    expect(heard('rovers binned our team off')).not.to.include('outdoors')
  })
})
