import { expect } from 'chai'
import { z } from 'zod'
import { alerts } from '../../../bot/records/alerts.ts'
import { auditEntries } from '../../../bot/records/audit.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { handoffs } from '../../../bot/records/handoffs.ts'

/** Every name of a field anywhere in what is stored of a young person. */
const names = new Map(
  Object.entries({
    conversations: conversations.schema,
    alerts: alerts.schema,
    handoffs: handoffs.schema,
    audit: auditEntries.schema,
  }).map(([where, schema]) => [
    where,
    fieldsOf(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })),
  ]),
)

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const entries: [string, unknown][] = Object.entries(schema)
  return entries.flatMap(([key, value]) => [
    ...(key === 'properties' && typeof value === 'object' && value !== null ? Object.keys(value) : []),
    ...fieldsOf(value),
  ])
}

/** A name in words: `sharedWith` is shared, with. */
const words = (name: string): string[] => name.split(/(?=[A-Z])|[-_]/u).map((word) => word.toLowerCase())

const breaking = (forbidden: readonly string[]): string[] =>
  [...names].flatMap(([where, fields]) =>
    fields
      .filter((name) => words(name).some((word) => forbidden.includes(word)))
      .map((name) => `${where}: ${name}`),
  )

describe('what is kept of a young person', () => {
  it('is looked at whole: the fields of every record are known', () => {
    expect(names.get('conversations')).to.include.members([
      'concerns',
      'nickname',
      'response',
      'checkIn',
      'log',
    ])
    expect(names.get('alerts')).to.include.members(['concern', 'dueAt', 'evidence'])
    expect(names.get('handoffs')).to.include.members(['lines', 'sharedWith'])
  })

  it('must never be a score, a level or a likelihood of harm (b 1)', () => {
    expect(
      breaking([
        ...['score', 'scores', 'risk', 'level', 'severity', 'band', 'tier', 'grade', 'rating', 'priority'],
        ...['probability', 'likelihood', 'triage', 'red', 'amber', 'green'],
      ]),
    ).to.deep.equal([])
  })

  it('must never be a diagnosis, or a judgement of whether they are competent to decide (b 7, b 15)', () => {
    expect(
      breaking([
        ...['diagnosis', 'condition', 'disorder', 'symptom', 'symptoms', 'treatment'],
        ...['gillick', 'fraser', 'competent', 'competence', 'capacity', 'mature', 'maturity'],
      ]),
    ).to.deep.equal([])
  })

  it('must never be a way to reach a parent or carer behind their back (b 13)', () => {
    expect(
      breaking(['parent', 'parents', 'carer', 'carers', 'guardian', 'mother', 'father', 'family']),
    ).to.deep.equal([])
  })

  it('must never be where their device is, or what it is (b 17)', () => {
    expect(
      breaking([
        ...['ip', 'address', 'addresses', 'agent', 'browser', 'device', 'fingerprint', 'referrer', 'cookie'],
        ...['latitude', 'longitude', 'geolocation', 'tracking', 'analytics'],
      ]),
    ).to.deep.equal([])
  })
})
