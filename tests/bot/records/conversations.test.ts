import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { auditEntries } from '../../../bot/records/audit.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { readBody } from '../../../bot/storage/record-body.ts'

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8')

describe('records of earlier releases', () => {
  it('version 1 of a conversation, from before people came into chats, is read as one without a person', () => {
    const text = fixture('conversation-1')
    expect(JSON.parse(text)).to.not.have.property('visit')
    const { visit, ...rest } = readBody(conversations, 'c1', 1, text)
    expect(visit).to.equal(null)
    expect(rest, 'everything of it is there').to.containSubset(JSON.parse(text))
    expect(conversations.index({ visit, ...rest }).visited).to.equal(false)
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
