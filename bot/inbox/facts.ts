import type { Texts } from '../../content/load-texts.ts'
import { isReferred } from '../../domain/conversation/concern.ts'
import type { Concern } from '../../domain/conversation/concern.ts'
import type { Audience } from '../../domain/conversation/person.ts'
import { linkWorkerName, linkWorkerOf } from '../../domain/handoff/assigned.ts'
import { hasBegun, meetingsOf } from '../../domain/handoff/meetings.ts'
import { readFrom } from '../../domain/handoff/new-alert.ts'
import { isOverdue } from '../../domain/handoff/waiting.ts'
import type { Alert, Handoff, HandoffVersion } from '../../domain/handoff/types.ts'
import type { Phrase, Suggestion } from '../../domain/matching/types.ts'
import type { School } from '../../domain/school/school.ts'
import { nextRead } from '../../domain/school/duty.ts'
import { concernHeading } from './concern-heading.ts'
import { didText } from './did.ts'
import { Times } from './times.ts'

/** A label and its values, as a page shows them in a list and the plain text in a line. */
export type Fact = readonly [label: string, values: readonly string[]]

/** What the inbox needs beside its own words. */
export interface Glossary {
  readonly texts: Texts
  /** A crisis service's name by its id in the register. */
  readonly service: (id: string) => string | undefined
  /** A measure's question and answer in words. */
  readonly measure: (item: string, answer: number) => { readonly question: string; readonly answer: string }
}

const names = new Intl.DisplayNames(['en-GB'], { type: 'language' })

/** A language's name in English. */
export const languageName = (code: string): string => names.of(code) ?? code

export const factsAt = (glossary: Glossary, now: Date): Facts =>
  new Facts(glossary, new Times(glossary.texts, now))

/** For what leaves the screen, a file or a mail: times that are right on whatever day it is read. */
export const factsForKeeping = (glossary: Glossary, now: Date): Facts =>
  new Facts(glossary, new Times(glossary.texts, now, true))

/** Everything the inbox says about a record, in words, for one reader at one moment. */
export class Facts {
  readonly #glossary: Glossary
  readonly times: Times

  constructor(glossary: Glossary, times: Times) {
    this.#glossary = glossary
    this.times = times
  }

  say(id: string, values?: Readonly<Record<string, string | number>>): string {
    return this.#glossary.texts.text(id, values)
  }

  /** "Robin, 14", or that no name was given. */
  person(who: {
    readonly preferredName?: string | undefined
    readonly age?: number | null | undefined
  }): string {
    const name = who.preferredName ?? this.say('inbox.row.no-name')
    return who.age === undefined || who.age === null
      ? name
      : this.say('inbox.row.age', { name, age: who.age })
  }

  concernHeading(concern: Concern): string {
    return concernHeading(this.#glossary.texts, concern)
  }

  /** When it was said, when it happens, and how we heard, in one line. */
  concernTime(concern: Concern): string {
    return this.say(isReferred(concern) ? 'inbox.concern.time.referral' : 'inbox.concern.time', {
      said: this.times.at(concern.at),
      when: this.say(`inbox.when.${concern.when}`),
      heard: this.say(`inbox.heard.${concern.heardBy}`),
    })
  }

  /** What they said would help, and what we did and showed. */
  concern(concern: Concern): Fact[] {
    const shown = concern.shown.map((id) => this.service(id))
    const facts: Fact[] = [
      [this.say('inbox.concern.wants'), concern.wants],
      [this.say('inbox.concern.did'), [this.did(concern)]],
      [this.say('inbox.concern.shown'), shown],
    ]
    return facts.filter(([, values]) => values.length > 0)
  }

  /** A crisis service by name; its id when the register has it no more. */
  service(id: string): string {
    return this.#glossary.service(id) ?? id
  }

  measure(item: string, answer: number): { readonly question: string; readonly answer: string } {
    return this.#glossary.measure(item, answer)
  }

  /** What we did about it. */
  did(concern: Concern): string {
    return this.say(didText(concern))
  }

  /** What is said when no concern came with a summary: never that there is none. */
  noConcern({ version }: Handoff): string {
    return this.say(version === 0 ? 'inbox.handoff.safety.no-summary' : 'inbox.handoff.safety.none')
  }

  /** When it came, and which version it is; version 0 is a booking alone. */
  sent({ version, agreedAt }: Handoff): string {
    const time = this.times.at(agreedAt)
    if (version === 0) return this.say('inbox.handoff.booked-only', { time })
    const sent = this.say('inbox.handoff.sent', { time })
    return version === 1 ? sent : `${sent}, ${this.say('inbox.handoff.version', { version })}`
  }

  /** Which version came before, and when. */
  since({ version, agreedAt }: HandoffVersion): string {
    return this.say('inbox.handoff.changes.since', { version, time: this.times.at(agreedAt) })
  }

  /** What has left for others, and what has yet to. */
  outgoing({ outgoing }: Handoff): Fact[] {
    return outgoing.map(({ to, doneAt, failed, version }) => [
      this.say(`inbox.outgoing.${to}`, { version }),
      [
        doneAt !== undefined
          ? this.say('inbox.outgoing.gone', { time: this.times.at(doneAt) })
          : this.say(failed === undefined ? 'inbox.outgoing.waiting' : 'inbox.outgoing.failed'),
      ],
    ])
  }

  /** Whether a duty contact has seen a concern that came with a summary. */
  told(concern: Concern, alert: Alert | undefined): Fact {
    const label = this.say('inbox.concern.told')
    if (!alert) {
      // A note is for the link worker alone; a missing alert for anything more is for them to pass on.
      const isNote = concern.response === 'note'
      return [label, [this.say(isNote ? 'inbox.concern.told.note' : 'inbox.concern.told.none')]]
    }
    if (!alert.acknowledged) {
      return [label, [this.say('inbox.concern.told.waiting', { time: this.times.at(alert.dueAt) })]]
    }
    const { name, at } = alert.acknowledged
    return [label, [this.say('inbox.concern.told.read', { name, time: this.times.at(at) })]]
  }

  /** Who is to have read an alert, and by when: the duty contact whose hours it falls in. */
  due(alert: Alert, school: School): string {
    const time = this.times.at(alert.dueAt)
    // The due time was worked out with holidays when it was set; here it is only asked whose hours it was worked out from.
    const reader = nextRead(school.dutyContacts, readFrom(alert), new Set())?.contact
    return reader ? this.say('inbox.alert.due.by', { time, name: reader.name, role: reader.role }) : time
  }

  /** Where an alert stands: waiting and for how long, overdue, read by whom, or closed by whom and why. */
  state(alert: Alert): string {
    if (alert.closed) {
      const { name, at, reason } = alert.closed
      const why = this.say(`inbox.close.${reason}`)
      return this.say('inbox.alert.closed', { name, time: this.times.at(at), why })
    }
    if (alert.acknowledged) {
      const { name, at } = alert.acknowledged
      return this.say('inbox.alert.read', { name, time: this.times.at(at) })
    }
    if (isOverdue(alert, this.times.now)) {
      return this.say('inbox.alert.overdue', { time: this.times.at(alert.dueAt) })
    }
    return this.say('inbox.alert.waiting', { time: this.times.since(alert.raisedAt) })
  }

  /** Name, age, contact, supporter; the appointment has its own place. */
  practical(handoff: Handoff, school: School): Fact[] {
    const none = this.say('inbox.none')
    const age =
      handoff.age === null
        ? this.say('inbox.handoff.age.rather-not')
        : handoff.age === undefined
          ? none
          : String(handoff.age)
    return [
      [this.say('inbox.handoff.name'), [handoff.preferredName ?? none]],
      [this.say('inbox.handoff.age'), [age]],
      [this.say('inbox.handoff.contact'), [handoff.contact ?? none]],
      ...this.spoken(handoff),
      ...(handoff.safeTimes === undefined
        ? []
        : [[this.say('inbox.handoff.safe-times'), [handoff.safeTimes]] as const]),
      [this.say('inbox.handoff.supporter'), [handoff.supporter ?? none]],
      [this.say('inbox.handoff.link-worker'), [this.linkWorker(handoff, school)]],
    ]
  }

  /** The language they chatted in, when not English, and how much of it was not listened to. */
  spoken({
    language,
    unread = 0,
  }: {
    readonly language?: string | undefined
    readonly unread?: number | undefined
  }): Fact[] {
    if (language === undefined && unread === 0) return []
    const name = languageName(language ?? 'en')
    return [
      [
        this.say('inbox.language'),
        [
          name,
          ...(language === undefined ? [] : [this.say('inbox.language.interpreter')]),
          ...(unread > 0 ? [this.say('inbox.language.unread', { count: unread })] : []),
        ],
      ],
    ]
  }

  /** For a row of the queue: the language, when it is not English, and that an interpreter may be needed. */
  spokenBriefly({ language }: { readonly language?: string | undefined }): string | undefined {
    return language === undefined
      ? undefined
      : this.say('inbox.row.language', { language: languageName(language) })
  }

  /** The link worker a summary is for, by name, and whether they have left. */
  linkWorker(handoff: Handoff, school: School): string {
    const name = linkWorkerName(handoff, school)
    if (name === undefined) return this.say('inbox.row.for-anyone')
    return linkWorkerOf(handoff, school) ? name : this.say('inbox.row.gone', { name })
  }

  confidence({ confidence }: Handoff): string | undefined {
    if (confidence === undefined || confidence === null) return undefined
    return this.say('inbox.handoff.goal.confidence.of', { number: confidence })
  }

  /** Each question with its answer at the start and, when they shared it, at the last review. */
  measures({ measures, review }: Handoff): Fact[] {
    const later = new Map(review?.answers.map(({ item, answer }) => [item, answer]))
    const items = new Set([...measures.map(({ item }) => item), ...later.keys()])
    return [...items].map((item): Fact => {
      const first = measures.find((one) => one.item === item)?.answer
      const now = later.get(item)
      const said = (answer: number) => this.#glossary.measure(item, answer)
      const answers = [
        ...(first === undefined ? [] : [said(first).answer]),
        ...(now === undefined || !review
          ? []
          : [
              this.say('inbox.handoff.measures.later', {
                date: this.times.at(review.at),
                answer: said(now).answer,
              }),
            ]),
      ]
      return [said(first ?? now ?? 0).question, answers]
    })
  }

  /** The appointment, whatever has become of it; empty when there is none. */
  booking(handoff: Handoff): Fact[] {
    const { appointment } = handoff
    if (!appointment) return []
    const { slot } = appointment
    return [
      [this.say('inbox.handoff.booking.when'), [this.times.span(slot.start, slot.end)]],
      [this.say('inbox.handoff.booking.where'), [this.place(handoff) ?? '']],
      [this.say('inbox.handoff.booking.with'), [appointment.linkWorkerName]],
      [this.say('inbox.handoff.booking.booked'), [this.times.at(appointment.bookedAt)]],
    ]
  }

  /** Where the meeting is, for the link worker: of a call the number, and not the words that told the young person to give one. */
  place({ appointment, contact }: Handoff): string | undefined {
    const place = appointment?.slot.place
    if (place?.kind !== 'phone') return place && this.say(`inbox.place.${place.kind}`, { text: place.text })
    return contact === undefined
      ? this.say('inbox.place.phone.no-number')
      : this.say('inbox.place.phone.on', { contact })
  }

  /** What has become of the appointment, when that is to be said first. */
  bookingNote({ appointment }: Pick<Handoff, 'appointment'>): string | undefined {
    if (!appointment) return this.say('inbox.handoff.booking.none')
    if (appointment.status === 'cancelled') return this.say('inbox.handoff.booking.cancelled')
    if (appointment.status === 'missed') return this.say('inbox.handoff.booking.missed')
    return Date.parse(appointment.slot.end) < this.times.now.getTime()
      ? this.say('inbox.handoff.booking.over')
      : undefined
  }

  /** Whether a meeting has begun, so that someone may not have come to it. */
  mayBeMissed(handoff: Handoff): boolean {
    return meetingsOf(handoff).some((one) => one.status === 'booked' && hasBegun(one, this.times.now))
  }

  /** Who may see what, by the names of the parts. */
  sharing(handoff: Handoff): Fact[] {
    const parts = (lines: Handoff['lines']) => [
      ...new Set(lines.map(({ section }) => this.say(`inbox.section.${section}`))),
    ]
    const seenBy = (audience: Audience) => {
      const seen = handoff.lines.filter(({ sharedWith }) => sharedWith.includes(audience))
      if (seen.length === 0) return this.say('inbox.handoff.sharing.nothing')
      return this.say('inbox.handoff.sharing.parts', { parts: parts(seen).join(', ') })
    }
    const edited = parts(handoff.lines.filter((line) => line.edited))
    const facts: Fact[] = [
      [this.say('inbox.handoff.sharing.link-worker'), [this.say('inbox.handoff.sharing.all')]],
      [this.say('inbox.handoff.sharing.school'), [seenBy('school')]],
      [this.say('inbox.handoff.sharing.gp'), [seenBy('gp')]],
    ]
    if (edited.length > 0) facts.push([this.say('inbox.handoff.sharing.edited'), [edited.join(', ')]])
    return [...facts, ...this.outgoing(handoff)]
  }

  /** An idea as it was shown, restrictions first and never left out; the unknown is said to be unknown. */
  idea(idea: Suggestion): Fact[] {
    const phrases = (list: readonly Phrase[]) =>
      list.map(({ id, values }) => this.#glossary.texts.text(id, values))
    const { phone, email, url } = idea.contact
    const facts: Fact[] = [
      [this.say('inbox.idea.restrictions'), phrases(idea.restrictions)],
      [this.say('inbox.idea.why'), phrases(idea.why)],
      [this.say('inbox.idea.facts'), phrases(idea.facts)],
      [this.say('inbox.idea.unknown'), phrases(idea.unknown)],
      [this.say('inbox.idea.contact'), [phone, email, url].filter((one) => one !== undefined)],
      [
        this.say('inbox.idea.checked'),
        [idea.lastChecked ? this.times.date(idea.lastChecked) : this.say('inbox.idea.checked.unknown')],
      ],
      [this.say('inbox.idea.source'), [idea.attribution ?? idea.source]],
    ]
    return facts.filter(([, values]) => values.length > 0)
  }

  rest(handoff: Handoff): Fact[] {
    return [
      [this.say('inbox.handoff.rest.agreed'), [this.times.at(handoff.agreedAt)]],
      [this.say('inbox.handoff.rest.written'), [this.say('inbox.handoff.rest.written.by')]],
      [this.say('inbox.handoff.rest.reference'), [handoff.id]],
    ]
  }
}
