import type { OpenActiveDate, OpenActiveFacts, OpenActiveItem } from '../../domain/directory/openactive.ts'
import { OpenActiveFacts as Facts, mergeFacts } from '../../domain/directory/openactive.ts'

/** Where an item belongs and what it says. */
export interface Placed {
  /** What it is a part of, or itself. The same in all streams of a feed. */
  readonly root: string
  readonly sourceId: string
  readonly facts: OpenActiveFacts
  readonly modified?: string | undefined
  /** The root of something wider that is only named: facts missing here may stand there. */
  readonly wider?: string | undefined
  /** For a session or slot: when. Everything else it says is told about what it belongs to. */
  readonly date?: OpenActiveDate | undefined
  /** Whether a session has what it belongs to written out in it, and does not only name it. */
  readonly written?: boolean
}

/** What takes place once, as a part of a series or by itself. */
const ONCE = new Set(['ScheduledSession', 'Slot', 'Event'])
const LONGEST = 400
/** Begins the root of events that belong to nothing but one another. */
export const ALIKE = 'alike '

/**
 * Places an item. Sessions and slots go to the series or facility they name; events without one that share name, place and organiser
 * are sessions of one thing, which is suggested once.
 */
export function placeItem(item: OpenActiveItem, itemId: string, modified: string | undefined): Placed {
  const { facts, parent } = item
  const once =
    ONCE.has(facts.type ?? '') &&
    facts.startDate !== undefined &&
    facts.eventSchedule.length === 0 &&
    facts.subEvent.length === 0
  const { startDate, endDate, duration, eventStatus, remaining } = facts
  const date = { startDate, endDate, duration, eventStatus, remaining }
  if (once && parent) {
    const told = parent.facts ? mergeFacts(parent.facts, undated(facts)) : undated(facts)
    return {
      root: rootOf(parent.id),
      sourceId: parent.id,
      facts: told,
      modified,
      date,
      written: parent.facts !== undefined,
    }
  }
  if (once && facts.name !== undefined) {
    return { root: `${ALIKE}${likeness(facts)}`, sourceId: itemId, facts: undated(facts), modified, date }
  }
  const root = rootOf(facts.id ?? itemId)
  if (!parent) return { root, sourceId: itemId, facts, modified }
  if (parent.facts) return { root, sourceId: itemId, facts: mergeFacts(facts, parent.facts), modified }
  return { root, sourceId: itemId, facts, modified, wider: rootOf(parent.id) }
}

/** Addresses without their scheme: the same thing is http in one feed and https in another. */
const rootOf = (id: string): string => plain(id.replace(/^https?:\/\//i, '').replace(/\/+$/, ''))

const plain = (text: string): string => text.replace(/[\u0000-\u001f]/g, ' ').slice(0, LONGEST)

function likeness({ name, location, organizer }: OpenActiveFacts): string {
  const where = location?.address?.postalCode ?? location?.name ?? ''
  return plain([name, where, organizer?.name].map((part) => (part ?? '').trim().toLowerCase()).join(' | '))
}

/** Without what is true of one date only. */
const undated = (facts: OpenActiveFacts): OpenActiveFacts =>
  Facts.parse({
    ...facts,
    startDate: undefined,
    endDate: undefined,
    duration: undefined,
    eventStatus: undefined,
    remaining: undefined,
  })
