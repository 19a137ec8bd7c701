import { Concern } from '../../domain/conversation/concern.ts'
import { SummaryLine } from '../../domain/conversation/person.ts'
import { Alert, Handoff } from '../../domain/handoff/types.ts'
import { Suggestion } from '../../domain/matching/types.ts'

type Over = Record<string, unknown>

/** Records of a school `demo` on Monday 23 November 2026; what a test is about is put over them. */
export function concern(over: Over = {}): Concern {
  return Concern.parse({
    id: 'c1',
    kind: 'self-harm',
    about: 'self',
    when: 'now',
    response: 'reach-out',
    evidence: 'been cutting again, mums gonna see',
    at: '2026-11-23T08:10:00.000Z',
    phase: 'what-matters',
    heardBy: 'message',
    shown: ['childline'],
    wants: ['talk to my aunt'],
    ...over,
  })
}

export function alert(over: Over = {}): Alert {
  const said = concern({ id: over['id'] ?? 'c1' })
  return Alert.parse({
    id: said.id,
    conversation: 'dl_one',
    school: 'demo',
    concern: said,
    raisedAt: said.at,
    dueAt: '2026-11-23T10:00:00.000Z',
    ...over,
  })
}

export function line(
  id: string,
  section: SummaryLine['section'],
  text: string,
  over: Over = {},
): SummaryLine {
  return SummaryLine.parse({ id, section, text, sharedWith: ['link-worker'], edited: false, ...over })
}

export function idea(over: Over = {}): Suggestion {
  return Suggestion.parse({
    activity: 'feed:12',
    name: 'Drawing club',
    organisation: 'The Testtown Shed',
    summary: 'Draw what you like, with others who do.',
    why: [],
    unknown: [],
    restrictions: [],
    facts: [],
    contact: { phone: '01632 960001', email: 'shed@example.org', url: 'https://shed.example.org/draw' },
    lastChecked: '2026-10-02',
    source: 'feed',
    ...over,
  })
}

export function handoff(over: Over = {}): Handoff {
  return Handoff.parse({
    id: 'dl_one',
    school: 'demo',
    version: 1,
    agreedAt: '2026-11-23T08:30:00.000Z',
    status: 'sent',
    preferredName: 'Robin',
    age: 14,
    contact: 'text 07700 900123 after 4',
    supporter: 'aunt Jo',
    route: 'self',
    concerns: [],
    lines: [
      line('matters', 'matters', 'drawing, and my dog'),
      line('goal', 'goal', 'show someone my drawings', { sharedWith: ['link-worker', 'school'] }),
      line('strengths', 'strengths', 'im patient'),
      line('in-the-way', 'in-the-way', 'getting there'),
      line('possible', 'possible', 'a lift home'),
    ],
    confidence: 6,
    liked: [idea()],
    notForMe: [],
    passedOver: [],
    measures: [],
    ...over,
  })
}
