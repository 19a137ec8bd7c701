import type { Languages } from '../content/load-languages.ts'
import type { SaidValues } from '../dialogs/scope.ts'
import { whenInShort } from '../dialogs/dates.ts'
import type { Moment } from '../dialogs/dates.ts'
import type { Appointment, Diaries, Slot } from '../domain/booking/types.ts'
import { isSamePerson, overBy } from '../domain/conversation/visit.ts'
import type { Visitor } from '../domain/conversation/visit.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { Commit } from './commits.ts'
import type { ConversationRecord } from './records/conversations.ts'
import type { Worked } from './drafts.ts'
import type { Unprompted } from './unprompted.ts'
import type { VisitTurns } from './visit-turns.ts'

/** Free times that are told with a time that is called off: as many as the chat offers at once. */
const TIMES_TOLD = 3
/** All of a link worker's times are among so many of their school's: more than a month of a full diary. */
const ALL_TIMES = 500

/** An appointment as it was seen on a page: a later version is another. */
export interface SeenTime {
  readonly appointment: string
  readonly sequence: number
}

/** `held`: another person is in the chat. `gone`: nothing is left of the conversation. */
export type Wrote = 'written' | 'held' | 'gone'
/** `changed`: it does not stand as it was seen. `taken`: the new time is not free any more. */
export type Moved = { readonly done: Appointment } | 'changed' | 'taken'
export type CalledOff = { readonly done: Appointment } | 'changed'

/**
 * What staff do to a conversation from the inbox without coming into it. Every step goes through the conversation's own queue and commit,
 * and is told to the young person in the same commit. Done twice it is done once.
 */
export class ByStaff {
  readonly #commit: Commit
  readonly #visits: VisitTurns
  readonly #unprompted: Unprompted
  readonly #diaries: Diaries
  readonly #languages: Languages
  readonly #clock: Clock
  readonly #newId: () => string

  constructor(of: {
    commit: Commit
    visits: VisitTurns
    unprompted: Unprompted
    diaries: Diaries
    languages: Languages
    clock: Clock
    newId: () => string
  }) {
    this.#commit = of.commit
    this.#visits = of.visits
    this.#unprompted = of.unprompted
    this.#diaries = of.diaries
    this.#languages = of.languages
    this.#clock = of.clock
    this.#newId = of.newId
  }

  /** Leaves words in the chat, signed with who wrote. `key` is the form's: sent twice, it is said once. */
  async write(conversation: string, who: Visitor, said: { text: string; key: string }): Promise<Wrote> {
    let wrote: Wrote = 'gone'
    await this.#commit(conversation, (stored) => {
      wrote = 'gone'
      if (!stored || stored.body.log.length === 0) return undefined
      const record = stored.body
      wrote = 'written'
      if (record.log.some((entry) => entry.by === 'visitor' && entry.key === said.key)) return undefined
      const { visit } = record
      if (!visit || overBy(visit, this.#clock.now()) !== undefined) return this.#leave(record, who, said)
      if (isSamePerson(visit.by, who)) return this.#visits.acts(record, visit, said)
      wrote = 'held'
      return undefined
    })
    return wrote
  }

  /** The free times to which an appointment could be moved: this link worker's, soonest first. */
  async free(school: string, conversation: string, linkWorker: string, but: string): Promise<Slot[]> {
    const all = await this.#diaries.free(school, this.#clock.now(), ALL_TIMES, [but], conversation)
    return all.filter((slot) => slot.linkWorker === linkWorker)
  }

  /** Puts an appointment that is still to come on another time, which is held first. */
  async move(
    conversation: string,
    seen: SeenTime,
    to: { slot: string; linkWorkerName: (id: string) => string },
  ): Promise<Moved> {
    let moved: Moved = 'changed'
    await this.#commit(conversation, async (stored) => {
      moved = 'changed'
      const record = stored?.body
      const before = record?.person.appointment
      if (!record || !before) return undefined
      if (isDoneAlready(before, seen) && before.status === 'booked' && before.slot.id === to.slot) {
        moved = { done: before }
        return undefined
      }
      if (!this.#stands(before, seen)) return undefined
      const slot = await this.#hold(record, before, to.slot)
      if (!slot) {
        moved = 'taken'
        return undefined
      }
      const linkWorkerName = to.linkWorkerName(slot.linkWorker)
      const done: Appointment = { ...before, slot, linkWorkerName, sequence: before.sequence + 1 }
      moved = { done }
      this.#change(record, done)
      record.effects.push({ type: 'release-slot', id: this.#newId(), slotId: before.slot.id })
      record.effects.push({ type: 'book-slot', id: this.#newId(), slot })
      // Another link worker's calendar has the old time: there it is taken out, here the new one is put in its place.
      if (before.slot.linkWorker !== slot.linkWorker)
        this.#invite(record, 'cancel', { ...before, status: 'cancelled', sequence: done.sequence })
      this.#invite(record, 'request', done)
      return this.#tell(record, [
        {
          id: 'book.moved',
          values: { worker: linkWorkerName, before: inFull(before) },
        },
        {
          id: 'book.moved.to',
          values: { when: { at: slot.start, as: 'dayAndTime' }, place: slot.place.text },
        },
      ])
    })
    return moved
  }

  /** Calls off an appointment that is still to come, with the next free times. */
  async callOff(conversation: string, seen: SeenTime): Promise<CalledOff> {
    let outcome: CalledOff = 'changed'
    await this.#commit(conversation, async (stored) => {
      outcome = 'changed'
      const record = stored?.body
      const before = record?.person.appointment
      if (!record || !before) return undefined
      if (isDoneAlready(before, seen) && before.status === 'cancelled') {
        outcome = { done: before }
        return undefined
      }
      if (!this.#stands(before, seen)) return undefined
      const done: Appointment = { ...before, status: 'cancelled', sequence: before.sequence + 1 }
      outcome = { done }
      this.#change(record, done)
      record.effects.push({ type: 'release-slot', id: this.#newId(), slotId: before.slot.id })
      this.#invite(record, 'cancel', done)
      return this.#tell(record, [
        {
          id: 'book.called-off',
          values: { worker: before.linkWorkerName, when: inFull(before) },
        },
        await this.#nextTimes(record, before),
      ])
    })
    return outcome
  }

  /** They came after all: what had been marked as missed is not. The young person is told nothing. */
  async came(conversation: string, appointmentId: string): Promise<void> {
    await this.#commit(conversation, (stored) => {
      const appointment = stored?.body.person.appointment
      if (!stored || appointment?.id !== appointmentId || appointment.status !== 'missed') return undefined
      stored.body.person.appointment = { ...appointment, status: 'booked' }
      const at = this.#clock.now().toISOString()
      stored.body.effects.push({
        type: 'count',
        id: `count:${this.#newId()}`,
        at,
        figures: ['missed'],
        by: -1,
      })
      this.#tellLinkWorker(stored.body)
      return { record: stored.body, logged: [] }
    })
  }

  /** The bot says with it that an answer here does not reach whoever wrote. */
  #leave(record: ConversationRecord, who: Visitor, said: { text: string; key: string }): Worked {
    const { logged } = this.#visits.leaves(record, who, said)
    const then = this.#tell(record, [{ id: 'person.wrote', values: { name: who.name } }])
    return { record, logged: [...logged, ...then.logged] }
  }

  /** Booked, as it was seen, and still to come. */
  #stands({ id, sequence, status, slot }: Appointment, seen: SeenTime): boolean {
    const isSeen = id === seen.appointment && sequence === seen.sequence
    return isSeen && status === 'booked' && Date.parse(slot.start) > this.#clock.now().getTime()
  }

  /** The wanted time, held for them, to be met in the way they had chosen where there is it. */
  async #hold(record: ConversationRecord, before: Appointment, wanted: string): Promise<Slot | undefined> {
    if (wanted === before.slot.id) return undefined
    const found = await this.#diaries.offered(record.school, wanted, record.id)
    if (!found || !(await this.#diaries.hold(found, record.id))) return undefined
    const places = [found.place, ...(found.otherPlaces ?? [])]
    return { ...found, place: places.find(({ kind }) => kind === before.slot.place.kind) ?? found.place }
  }

  async #nextTimes(
    { school, id, flow }: ConversationRecord,
    before: Appointment,
  ): Promise<{ id: string; values: SaidValues }> {
    const free = await this.#diaries.free(school, this.#clock.now(), TIMES_TOLD, [before.slot.id], id)
    if (free.length === 0) return { id: 'book.called-off.none', values: {} }
    const { texts } = this.#languages.of(flow.language)
    const times = free.map(({ start }) => whenInShort(new Date(start), texts.locale))
    const first = times.slice(0, -1).join('; ')
    const last = times.at(-1) ?? ''
    const list = first === '' ? last : texts.text('book.called-off.list', { first, last })
    return { id: 'book.called-off.next', values: { list } }
  }

  #change(record: ConversationRecord, appointment: Appointment): void {
    const { holding, ...person } = record.person
    // A time that is theirs now is not one they are still thinking about: letting go of it would give it to somebody else.
    const isStillHeld = holding !== undefined && holding.id !== appointment.slot.id
    record.person = { ...person, ...(isStillHeld && { holding }), appointment }
    record.effects.push({ type: 'reminder', id: this.#newId() })
    this.#tellLinkWorker(record)
  }

  #tellLinkWorker(record: ConversationRecord): void {
    const version = record.person.agreed?.version ?? 0
    record.effects.push({ type: 'handoff', id: `handoff:${this.#newId()}`, version })
  }

  #invite(record: ConversationRecord, method: 'request' | 'cancel', appointment: Appointment): void {
    record.effects.push({ type: 'invite', id: this.#newId(), method, appointment })
  }

  #tell(record: ConversationRecord, lines: readonly { id: string; values: SaidValues }[]): Worked {
    return this.#unprompted.tell(record, lines)
  }
}

/** The very step that is asked for was taken before: the form came twice. */
const isDoneAlready = ({ id, sequence }: Appointment, seen: SeenTime): boolean =>
  id === seen.appointment && sequence === seen.sequence + 1

const inFull = ({ slot }: Appointment): Moment => ({ at: slot.start, as: 'dayAndTime' })
