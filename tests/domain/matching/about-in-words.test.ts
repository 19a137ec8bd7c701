import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { prepare } from '../../../domain/matching/prepare.ts'
import { opportunity } from '../../support/opportunity.ts'

const Texts = z.array(z.tuple([z.string(), z.string(), z.array(z.string()), z.array(z.string())]))
const texts = Texts.parse(parse(readFileSync(join(import.meta.dirname, 'about-in-words.yaml'), 'utf8')))
const vocabulary = loadUnderstanding()
/** Less is never shown for one wish alone. */
const SHOWN = 0.36

describe('what a service is about when its name does not say so', () => {
  for (const [organisation, description, about, not] of texts)
    it(`${organisation}: ${description}`, () => {
      const entry = opportunity({
        sourceId: 'Juniper',
        description,
        ...(organisation === '' ? {} : { organisation }),
      })
      const strengths = prepare(entry, vocabulary).about
      const comesUp = (wish: string) =>
        Math.max(0, ...[...strengths].map(([c, s]) => s * (vocabulary.reach(wish).get(c) ?? 0))) >= SHOWN
      for (const id of [...about, ...not]) expect(vocabulary.concepts.has(id), id).to.equal(true)
      expect(about.filter(comesUp)).to.deep.equal(about)
      expect(not.filter(comesUp)).to.deep.equal([])
    })
})
