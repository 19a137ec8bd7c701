import type { TurnContext } from 'botbuilder'
import { ENGLISH } from '../content/load-languages.ts'
import type { Language } from '../content/load-languages.ts'
import type { Texts } from '../content/load-texts.ts'
import { hubVisitor } from '../domain/conversation/agent-hub.ts'
import type { HubRequest } from '../domain/conversation/agent-hub.ts'
import type { Concern } from '../domain/conversation/concern.ts'
import type { Effect } from '../domain/conversation/effect.ts'
import type { Flow } from '../domain/conversation/flow.ts'
import type { Person } from '../domain/conversation/person.ts'
import type { Visit, VisitEnd, Visitor } from '../domain/conversation/visit.ts'
import { shoutWordOf } from '../domain/safety/local-help.ts'
import type { School } from '../domain/school/school.ts'
import type { Finding, Screening } from '../domain/screening/types.ts'
import { atLeast, highest } from '../domain/screening/types.ts'
import { momentInWords } from './dates.ts'
import { inEasierWords } from './easier.ts'
import type { Moment } from './dates.ts'
import type { Reply } from './reply.ts'
import type { Services } from './services.ts'

/** What the young person sent, as the dialogs see it. */
export interface Heard {
  readonly type: 'begin' | 'message' | 'event'
  /** As typed, at most what is kept; the whole of it was screened. */
  readonly text: string
  /** Ids of the choices tapped, checked against what was offered. */
  readonly chose: readonly string[]
  /** A tap on something that was asked before they last wrote. */
  readonly isStale: boolean
  /** Typed after something else was said than the question that stands, or before that was on their screen: it may not be meant for it. */
  readonly isAfterOthers: boolean
  /** Typed before the question that stands was on their screen: the very words of their last message once more, or others. */
  readonly unread?: 'twice' | 'other' | undefined
  /** As a whole a word of ours for a choice, a skip or a request, of a question that is not about safety: nothing they told. */
  readonly isOurs: boolean
  /** No label of ours and no request: "i dont want to" skips, and may be the first half of a sentence. */
  readonly mayBegin: boolean
  readonly hasAttachment: boolean
  /** The text was longer than what is kept. */
  readonly wasCut: boolean
  readonly screening: Screening
  /** The language their page asks for, and the one their browser or Teams is set to. */
  readonly asksFor?: string | undefined
  readonly locale?: string | undefined
}

/** The part of the conversation's record that dialogs change. A turn works on its own copy, so a turn that is run again starts clean. */
export interface Draft {
  readonly id: string
  person: Person
  flow: Flow
  concerns: Concern[]
  effects: Effect[]
  /** The handoff was sent at least once, and not withdrawn. */
  handedOff: boolean
  /** The person who is in the chat; when it was ended in this turn, `visitEnd` says why. */
  visit: Visit | null
  visitEnd?: VisitEnd
  /** Somebody of an agent hub was asked to come. */
  hub?: HubRequest | undefined
  /** Why that is over, when it is. */
  hubEnd?: VisitEnd
  /** Set when everything is to be forgotten: the record is replaced when the turn commits. */
  erase: boolean
}

/** An effect as a dialog asks for it: its id, new each time, is given when it is taken. */
type NewEffect = Effect extends infer E ? (E extends Effect ? Omit<E, 'id'> : never) : never

/** What stands in a text: times in the words of the conversation's language. */
export type SaidValues = Readonly<Record<string, string | number | Moment>>

/** At most this much of what was also said of one concern is kept: the rest is counted. */
const MOST_ALSO_SAID = 10

/** One turn as the dialogs see it: what was heard, the draft, the services, and the way to say something. */
export class Scope {
  readonly heard: Heard
  readonly draft: Draft
  readonly school: School
  readonly services: Services
  readonly now: Date
  readonly replies: Reply[] = []
  /** The gravest worry heard this turn, for a phase that answers it itself (the check-in). */
  worry: Concern | undefined
  /** What is kept of this message in the place of what was typed, when that was more exact than anyone needs to know. */
  keptAs: string | undefined
  /** The message was a no to a question about safety, or that they would rather not say: later ones are not read beside it. */
  toldNothing = false
  /** Something was said this turn that is met gently, or was not understood: it is not said back. */
  gentle = false
  /** Concerns that a duty contact was told of before this turn. */
  readonly toldBefore: ReadonlySet<string>
  /** Ids that are unguessable and new each time. */
  readonly newId: () => string
  /** Who comes when a person is asked for in this chat; undefined where no agent hub is. */
  readonly hub: Visitor | undefined

  constructor(init: {
    heard: Heard
    draft: Draft
    school: School
    services: Services
    now: Date
    newId: () => string
    /** An agent hub stands on this conversation's channel. */
    hasHub?: boolean
  }) {
    this.heard = init.heard
    this.draft = init.draft
    this.school = init.school
    this.services = init.services
    this.now = init.now
    this.newId = init.newId
    const { agentHub } = init.school
    this.hub = init.hasHub && agentHub ? hubVisitor(agentHub) : undefined
    const told = init.draft.concerns.filter(({ response }) => atLeast(response, 'reach-out'))
    this.toldBefore = new Set(told.map(({ id }) => id))
  }

  get person(): Person {
    return this.draft.person
  }

  /**
   * A duty contact was told of something in this conversation: from then on it is gentler, whatever came of it. No measure, no number
   * to rate oneself by, no booking put before them unasked, no pictures beside the answers.
   */
  get afterWorry(): boolean {
    return this.draft.concerns.some(({ response }) => atLeast(response, 'reach-out'))
  }

  /** The language of the conversation at this moment. */
  get language(): Language {
    return this.services.languages.of(this.draft.flow.language)
  }

  /** Everything that can be said in it. */
  get texts(): Texts {
    return this.language.texts
  }

  /** A text of content by id, in easier words when they asked for them and there are some. `{school}` and `{shout}` are always filled. */
  text(id: string, values: SaidValues = {}): string {
    return this.#said(this.texts, this.#worded(id), values)
  }

  /** The same in English, for staff. */
  inEnglish(id: string, values: SaidValues = {}): string {
    return this.#said(this.services.languages.english.texts, id, values)
  }

  /** What a reply in the conversation's language says of itself; nothing in English. */
  spoken(id: string): Pick<Reply, 'language' | 'locale'> {
    const { code } = this.language
    if (code === ENGLISH) return {}
    return { language: code, locale: this.texts.localeOf(this.#worded(id)) }
  }

  #worded(id: string): string {
    return inEasierWords(this.texts, id, this.draft.flow.easier)
  }

  #said(texts: Texts, id: string, values: SaidValues): string {
    const inWords = Object.entries(values).map(([name, value]): [string, string | number] => [
      name,
      typeof value === 'object' ? momentInWords(value, texts.locale) : value,
    ])
    return texts.text(id, {
      school: this.school.name,
      shout: shoutWordOf(this.school),
      ...Object.fromEntries(inWords),
    })
  }

  say(
    id: string,
    values: SaidValues = {},
    options: Pick<Reply, 'cards' | 'urgent' | 'here' | 'mark'> = {},
  ): void {
    const { cards, urgent, here, mark } = options
    this.replies.push({
      message: id,
      text: this.text(id, values),
      ...this.spoken(id),
      ...(cards && cards.length > 0 ? { cards } : {}),
      ...(urgent === true ? { urgent } : {}),
      ...(here ? { here } : {}),
      ...(mark ? { mark } : {}),
    })
  }

  /** Adds or overwrites what they told us. */
  remember(patch: Partial<Person>): void {
    this.draft.person = { ...this.draft.person, ...patch }
  }

  /** Asks the agent hub for somebody, with their last messages if they wish that. */
  askHub(by: Visitor, shares: boolean): void {
    this.draft.hub = { id: this.newId(), by, at: this.now.toISOString(), shares }
  }

  /** Never an id that was there before: one that is being done at this moment would take the new one with it. */
  effect(effect: NewEffect): void {
    this.draft.effects = [...this.draft.effects, { ...effect, id: `${effect.type}:${this.newId()}` }]
  }

  /**
   * Records what was heard. One concern for each kind, or two that are near, and each person it is about: more of the same is added to it, a response
   * only ever rises (domain.md (b) 2). From reach-out on a duty contact is alerted, by an effect of this very turn.
   */
  raise(
    finding: Pick<Finding, 'kind' | 'orKind' | 'about' | 'when' | 'response' | 'evidence'>,
    heardBy: Concern['heardBy'],
    phase: string,
  ): Concern {
    const same = this.draft.concerns.filter(({ about }) => about === finding.about)
    // What may be of either of two kinds is one worry with what is of one of them.
    const known =
      same.find(({ kind }) => kind === finding.kind) ?? same.find((concern) => isPerhapsOf(concern, finding))
    const concern: Concern = known
      ? {
          ...known,
          orKind: known.orKind ?? [finding.kind, finding.orKind].find((kind) => kind !== known.kind),
          when: finding.when === 'now' ? 'now' : known.when,
          response: highest([known.response, finding.response]),
          alsoSaid: [...known.alsoSaid, finding.evidence].slice(-MOST_ALSO_SAID),
          count: known.count + 1,
          // Said again, it is meant.
          ...(known.isTakenBack ? { isTakenBack: false } : {}),
        }
      : {
          id: this.newId(),
          kind: finding.kind,
          orKind: finding.orKind,
          about: finding.about,
          when: finding.when,
          response: finding.response,
          evidence: finding.evidence,
          at: this.now.toISOString(),
          phase,
          heardBy,
          shown: [],
          wants: [],
          alsoSaid: [],
          count: 1,
        }
    this.#keep(concern)
    return concern
  }

  /** Notes what was shown for a concern, what they said would help, or that they take it back. */
  noteOn(
    concernId: string | undefined,
    patch: { shown?: readonly string[]; wants?: readonly string[]; isTakenBack?: boolean },
  ): void {
    const concern = this.draft.concerns.find((c) => c.id === concernId)
    if (!concern) return
    this.#keep({
      ...concern,
      shown: [...new Set([...concern.shown, ...(patch.shown ?? [])])],
      wants: [...concern.wants, ...(patch.wants ?? [])],
      ...(patch.isTakenBack === undefined ? {} : { isTakenBack: patch.isTakenBack }),
    })
  }

  #keep(concern: Concern): void {
    const others = this.draft.concerns.filter((c) => c.id !== concern.id)
    this.draft.concerns = [...others, concern]
    if (!atLeast(concern.response, 'reach-out')) return
    // One alert a concern waits to leave, and the newest has everything.
    this.draft.effects = this.draft.effects.filter((e) => e.type !== 'alert' || e.concern !== concern.id)
    this.effect({ type: 'alert', concern: concern.id })
  }
}

/** Whether a finding may be of a kind that the concern is of, and none of its kinds is lost by it. */
const isPerhapsOf = (concern: Concern, { kind, orKind }: Pick<Finding, 'kind' | 'orKind'>): boolean =>
  concern.orKind === kind || (concern.orKind === undefined && concern.kind === orKind)

const SCOPE = Symbol('scope')

export function setScope(context: TurnContext, scope: Scope): void {
  context.turnState.set(SCOPE, scope)
}

export function scopeOf(context: TurnContext): Scope {
  const scope: unknown = context.turnState.get(SCOPE)
  if (scope instanceof Scope) return scope
  throw new Error('a dialog ran outside a turn')
}
