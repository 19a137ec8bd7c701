import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { auditEntries } from '../../../bot/records/audit.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { readBody } from '../../../bot/storage/record-body.ts'
import { handoffFrom } from '../../../domain/handoff/from-conversation.ts'

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8')

/** Of version 2 what the tests change. */
const Old = z.looseObject({
  person: z.looseObject({
    ideas: z.looseObject({}),
    agreed: z.looseObject({ lines: z.array(z.looseObject({ sharedWith: z.array(z.string()) })) }).optional(),
    appointment: z.unknown().optional(),
  }),
})

describe('records of earlier releases', () => {
  it('version 1 of a conversation, from before people came into chats, is read as one without a person', () => {
    const text = fixture('conversation-1')
    expect(JSON.parse(text)).to.not.have.property('visit')
    const { visit, ...rest } = readBody(conversations, 'c1', 1, text)
    expect(visit).to.equal(null)
    expect(rest, 'everything of it is there').to.containSubset(JSON.parse(text))
    expect(conversations.index({ visit, ...rest }).visited).to.equal(false)
  })

  describe('version 2 of a conversation, which kept only the lines of what was sent', () => {
    const read = (change: (person: z.infer<typeof Old>['person']) => void = () => undefined) => {
      const old = Old.parse(JSON.parse(fixture('conversation-2')))
      change(old.person)
      const record = readBody(conversations, 'c1', 2, JSON.stringify(old))
      return { ...record, handoff: handoffFrom({ ...record, now: new Date('2026-11-24T10:00:00Z') }) }
    }

    it('has behind them what was there, and is otherwise as it was', () => {
      const { handoff, ...record } = read()
      expect(record).to.containSubset(JSON.parse(fixture('conversation-2')))
      expect(handoff).to.include({ version: 1, preferredName: 'Jay', age: 15, confidence: 7 })
      expect(handoff.liked.map(({ name }) => name)).to.deep.equal(['Brass and Beats'])
      expect([handoff.notForMe.length, handoff.passedOver.length]).to.deep.equal([0, 3])
      expect(handoff.measures.map(({ answer }) => answer)).to.deep.equal([5, 5, 5])
    })

    it('has nothing behind them that was answered since and that they do not say', () => {
      const { handoff } = read((person) =>
        Object.assign(person, {
          age: 12,
          confidence: 3,
          measuredAt: '2026-11-24T09:00:00.000Z',
          ideas: { ...person.ideas, liked: [], passedOver: [], notForMe: [] },
        }),
      )
      expect(handoff).to.not.have.any.keys('age', 'confidence')
      expect([handoff.liked, handoff.passedOver, handoff.measures]).to.deep.equal([[], [], []])
    })

    it('has how sure they are behind its line only as the line says it, beside the end of its scale', () => {
      const sure = (confidence: number, said: number, text = (number: number) => `${number} out of 10`) =>
        read((person) => {
          for (const line of person.agreed?.lines ?? [])
            if (line['id'] === 'goal:confidence') line['text'] = text(said)
          Object.assign(person, { confidence })
        }).handoff.confidence
      const urdu = (number: number) => `10 میں سے ${number}`
      for (const since of [10, 1, 0]) {
        expect(sure(since, 6), `${since} out of 10, since`).to.equal(undefined)
        expect(sure(since, 6, urdu), `${since} in Urdu, since`).to.equal(undefined)
        expect(sure(since, since), `${since} out of 10`).to.equal(since)
        expect(sure(since, since, urdu), `${since} in Urdu`).to.equal(since)
      }
    })

    it('keeps a name from the link worker that was left out, or that went with nothing', () => {
      const hidden = read(({ agreed }) => {
        for (const line of agreed?.lines ?? []) line.sharedWith = []
      })
      expect(hidden.handoff).to.not.have.property('preferredName')
      const unsent = read((person) => {
        delete person.agreed
        delete person.appointment
      })
      expect(unsent.person.preferredName).to.equal(undefined)
    })
  })

  it('version 1 of the audit stands as it was written', () => {
    const entry = {
      at: '2026-11-23T10:00:00.000Z',
      school: 'demo',
      who: { id: 'dana', name: 'Dana', role: 'duty-contact' },
      did: 'read',
      what: 'alert',
      id: 'c1',
    }
    expect(readBody(auditEntries, 'a1', 1, JSON.stringify(entry))).to.deep.equal(entry)
  })
})
