import type { Activity } from 'botframework-schema'
import { z } from 'zod'
import { keptFor } from '../../../domain/redaction/receivers.ts'
import type { AgentHub as Settings } from '../../config/azure.ts'
import type { ConversationService } from '../../conversation-service.ts'
import type { Reference } from '../../conversations.ts'
import { EVENTS, handoffEvent } from '../../handoff-events.ts'
import { HttpError } from '../../http/http-error.ts'
import type { Redactor } from '../../language/redactor.ts'
import type { Logger } from '../../logger.ts'
import type { ConversationRecord, LogEntry } from '../../records/conversations.ts'
import type { Schools } from '../../schools.ts'
import { wellFormed } from './activity.ts'
import type { Posted } from './activity.ts'
import { referenceOf } from './connector.ts'
import { conversationId } from './people.ts'

/** What the protocol lets a hub say. Its own words are not passed on: nobody here has read them. */
const Status = z.object({ state: z.enum(['accepted', 'completed', 'failed']) })

type Step = Extract<LogEntry, { by: 'handoff' }>

export interface AgentHubOptions {
  readonly hub: Settings
  readonly schools: Schools
  readonly redactor: Redactor
  readonly logger: Logger
}

/**
 * Another service's desk on the same conversation, in Bot Framework's handoff protocol: what we send it, and what of it is taken. It is
 * known by the id that the channel gives it, which no young person can write under; whatever it sends changes only who is in a chat.
 */
export class AgentHub {
  readonly #o: AgentHubOptions

  constructor(options: AgentHubOptions) {
    this.#o = options
  }

  /** Whether it stands on this channel. */
  isOn(reference: Reference | undefined): boolean {
    return reference !== undefined && this.#o.hub.channels.includes(reference.channelId)
  }

  /** Whether the channel says that the hub sent it. */
  sent({ channelId, from }: Posted): boolean {
    return from.id === this.#o.hub.id && this.#o.hub.channels.includes(channelId)
  }

  /** Takes what the hub sent. Throws HttpError `BadArgument` for a status that is none. */
  async take(posted: Posted, { hub }: ConversationService): Promise<void> {
    const conversation = conversationId(posted.channelId, posted.conversation.id)
    if (posted.type === 'event' && posted.name === EVENTS.status) {
      const status = Status.safeParse(posted.value)
      if (!status.success) throw new HttpError('BadArgument', 'not a status of a handoff')
      const { state } = status.data
      const isOurs = await hub.says(conversation, state)
      if (!isOurs) this.#o.logger.warn({ conversation, state }, 'the agent hub says what nobody asked')
    } else if (posted.type === 'message') {
      const text = wellFormed(posted.text ?? '').trim()
      const key = `hub:${posted.id ?? ''}`
      await hub.writes(conversation, text === '' ? undefined : { text, key })
    } else if (posted.type === 'typing') await hub.writes(conversation)
  }

  /**
   * A step as the hub is told of it; nothing of what it said itself, and nothing at all from a school that takes no part. Words go along
   * only when the young person asked for the hub and chose to show them.
   */
  async eventOf(record: ConversationRecord, entry: Step): Promise<Partial<Activity>[]> {
    const { reference } = record.link ?? {}
    const school = this.#o.schools.byId(record.school)
    if (!reference || !school?.agentHub) return []
    const isOwn = entry.who.as === 'agent-hub'
    if (isOwn && (entry.step === 'accepted' || entry.end === 'given-back')) return []
    const texts = isOwn ? (entry.shared ?? []) : []
    const redacted = await this.#o.redactor.for({
      ...{ school, texts, keeps: keptFor('agent-hub'), name: record.person.nickname },
    })
    const {
      name,
      value,
      attachments = [],
    } = handoffEvent(
      { id: reference.conversation, user: reference.user },
      { ...entry, shared: texts.map(redacted) },
      school.agentHub.context,
    )
    const event: Partial<Activity> = { type: 'event', name, value }
    if (entry.step !== 'initiate') return [event]
    return [{ ...event, relatesTo: referenceOf(reference), attachments }]
  }
}

/** An event of the protocol, whoever sent it: nobody but a hub may. */
export const isHandoffEvent = ({ type, name }: Posted): boolean =>
  type === 'event' && (name === EVENTS.status || name === EVENTS.initiate)
