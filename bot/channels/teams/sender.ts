import type { Activity } from 'botframework-schema'
import type { Languages } from '../../../content/load-languages.ts'
import { toActivity } from '../../activities.ts'
import type { ConversationService } from '../../conversation-service.ts'
import type { SentAs } from '../../links.ts'
import type { Logger } from '../../logger.ts'
import { Outbox } from '../../outbox.ts'
import type { Across } from '../../storage/across.ts'
import type { ConversationRecord, LogEntry } from '../../records/conversations.ts'
import { replyActivity, visitorActivity } from './cards/reply-activity.ts'
import type { AgentHub } from './agent-hub.ts'
import { NotTaken } from './connector.ts'
import type { Connector } from './connector.ts'
import { inTeams } from './own-words.ts'
import { voiceOf } from '../../voice.ts'

export interface SenderOptions {
  readonly conversations: ConversationService
  readonly connector: Connector
  readonly languages: Languages
  readonly publicUrl: string
  readonly logger: Logger
  /** The processes of one store: any of them may have committed what is to be sent. */
  readonly across: Across
  /** Who is told of people's coming and going, where one is configured. */
  readonly hub: AgentHub | undefined
}

/** How far a conversation was sent without its record saying so. */
interface Unnoted {
  /** The beginning of what was sent: what begins anew has a log of its own. */
  readonly startedAt: string
  readonly upTo: number
  readonly ids: readonly SentAs[]
}

/**
 * Takes what was said to the connector, in its order, after it was committed: answers and what the bot says by itself alike. How far it has
 * got stands in the record, so a crash costs at most one message sent twice, and none that is not sent. While the store takes no writes it is
 * remembered here.
 */
export class Sender {
  readonly #o: SenderOptions
  readonly #outbox: Outbox
  readonly #unnoted = new Map<string, Unnoted>()

  constructor(options: SenderOptions) {
    this.#o = options
    this.#outbox = new Outbox({
      logger: options.logger,
      // Two processes never send one conversation at once; what is busy elsewhere is looked at again.
      perform: async (id) =>
        (await options.across.exclusively(`send ${id}`, () => this.#sendWhatWaits(id))) !== false,
    })
    options.conversations.links.onUnsent((conversation) => this.#outbox.wake(conversation))
  }

  /** Takes up what a crash left unsent. */
  async resume(): Promise<void> {
    for (const id of await this.#o.conversations.links.unsent()) this.#outbox.wake(id)
  }

  /** Something was heard of the other side again: what waits is tried now. */
  wake(conversation: string): void {
    this.#outbox.wake(conversation)
  }

  /** Waits for what is being sent. */
  close(): Promise<void> {
    return this.#outbox.close()
  }

  /** Gives whether something is left to send. */
  async #sendWhatWaits(conversation: string): Promise<boolean> {
    const record = await this.#o.conversations.links.recordOf(conversation)
    if (!record?.link) this.#unnoted.delete(conversation)
    if (!record?.link || record.link.isGone) return false
    const { reference } = record.link
    const sent = Math.max(record.link.sent, this.#unnotedOf(record)?.upTo ?? 0)
    for (const entry of record.log.filter(({ seq }) => seq > sent)) {
      const ids: SentAs[] = []
      try {
        for (const activity of await this.#activitiesOf(record, entry))
          ids.push({ seq: entry.seq, id: await this.#o.connector.send(reference, activity) })
      } catch (error) {
        if (!(error instanceof NotTaken)) throw error
        const { isGone } = error
        this.#o.logger.warn({ conversation, isGone, err: error }, 'the connector did not take a message')
        if (isGone) await this.#o.conversations.links.noteGone(conversation, true)
        return !isGone
      }
      // After one that was not noted the rest is: nobody waits for each of them until the store has given up.
      if (this.#unnotedOf(record)) this.#remember(record, entry.seq, ids)
      else await this.#note(record, entry.seq, ids)
    }
    // What the log has no entry for (it was erased) is not to be sent any more.
    return !(await this.#note(record, record.lastSeq, []))
  }

  /** Writes down how far it has got. False when that has to wait: what was sent is not sent again for it. */
  async #note(record: ConversationRecord, upTo: number, ids: readonly SentAs[]): Promise<boolean> {
    const { id: conversation } = record
    const wasNoted = this.#unnotedOf(record) === undefined
    const all = this.#remember(record, upTo, ids)
    try {
      await this.#o.conversations.links.noteSent(conversation, upTo, all)
    } catch (error) {
      if (wasNoted) this.#o.logger.error({ conversation, err: error }, 'what was sent was not written down')
      return false
    }
    this.#unnoted.delete(conversation)
    return true
  }

  #remember(record: ConversationRecord, upTo: number, ids: readonly SentAs[]): readonly SentAs[] {
    const all = [...(this.#unnotedOf(record)?.ids ?? []), ...ids]
    this.#unnoted.set(record.id, { startedAt: record.startedAt, upTo, ids: all })
    return all
  }

  #unnotedOf({ id, startedAt }: ConversationRecord): Unnoted | undefined {
    const unnoted = this.#unnoted.get(id)
    return unnoted?.startedAt === startedAt ? unnoted : undefined
  }

  async #activitiesOf(record: ConversationRecord, entry: LogEntry): Promise<Partial<Activity>[]> {
    if (entry.by === 'young-person') return []
    const { hub } = this.#o
    // An event is for a hub; what a person's coming and going means is said to the young person in words besides.
    if (entry.by === 'handoff') return hub?.isOn(record.link?.reference) ? hub.eventOf(record, entry) : []
    // Whoever a hub sends writes through the hub: it stands in the chat already.
    if (entry.by === 'visitor' && entry.who.as === 'agent-hub') return []
    if (record.link?.reference.channelId === 'directline') return [forDirectLine(record, entry)]
    if (entry.by === 'visitor') return [visitorActivity(entry.who, entry.text)]
    const { languages, publicUrl } = this.#o
    const { language } = entry.reply
    // As it was said: the language may have been changed since.
    const { easier } = record.flow
    const voice = voiceOf(languages, { easier, ...(language === undefined ? {} : { language }) })
    return inTeams(entry.reply, voice).map((reply) =>
      replyActivity(reply, { voice, publicUrl, chat: record.id, seq: entry.seq }),
    )
  }
}

/** What is ours of an activity; its id, time and conversation are Azure's to give. */
const OURS = [
  ...(['type', 'name', 'text', 'textFormat', 'inputHint', 'channelData'] as const),
  ...(['suggestedActions', 'attachments', 'value'] as const),
]

/** As our own Direct Line gives it. */
function forDirectLine(record: ConversationRecord, entry: LogEntry): Partial<Activity> {
  const whole: Readonly<Record<string, unknown>> = { ...toActivity(record, entry).activity }
  return Object.fromEntries(OURS.filter((key) => whole[key] !== undefined).map((key) => [key, whole[key]]))
}
