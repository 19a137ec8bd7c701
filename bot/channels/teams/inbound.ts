import { createHash } from 'node:crypto'
import type { InvokeResponse } from 'botbuilder'
import { z } from 'zod'
import type { Languages } from '../../../content/load-languages.ts'
import { activityId } from '../../activities.ts'
import { NotYours } from '../../conversation-service.ts'
import type { ConversationService } from '../../conversation-service.ts'
import type { Incoming, Speaker } from '../../conversations.ts'
import { HttpError } from '../../http/http-error.ts'
import type { Logger } from '../../logger.ts'
import type { Reply } from '../../../dialogs/reply.ts'
import type { ConversationRecord } from '../../records/conversations.ts'
import { Paces } from '../directline/limits.ts'
import { isHandoffEvent } from './agent-hub.ts'
import type { AgentHub } from './agent-hub.ts'
import { filesOf, isPersonal, wellFormed } from './activity.ts'
import type { Posted } from './activity.ts'
import { CARD_TYPE } from './cards/adaptive.ts'
import type { AdaptiveCard } from './cards/adaptive.ts'
import { answeredCard, attachment } from './cards/reply-activity.ts'
import type { Connector } from './connector.ts'
import { onScreen } from './on-screen.ts'
import type { People } from './people.ts'
import type { Sender } from './sender.ts'
import type { StaffCards } from './staff-cards.ts'
import { tapOn } from './taps.ts'
import { voiceOf } from '../../voice.ts'
import type { Voice } from '../../voice.ts'

/** Teams gives a turn 15 seconds; what takes longer goes on, and its answer comes by itself. */
const ANSWER_MS = 10_000

export interface InboundOptions {
  readonly conversations: ConversationService
  readonly connector: Connector
  readonly people: People
  readonly sender: Sender
  readonly staffCards: StaffCards
  /** Undefined where none is configured: then nobody's handoff events are taken. */
  readonly hub: AgentHub | undefined
  readonly languages: Languages
  readonly publicUrl: string
  readonly logger: Logger
  /** For tests: another time than `ANSWER_MS`. */
  readonly answerMs?: number | undefined
}

const OK: InvokeResponse = { status: 200 }
const Edit = z.object({ eventType: z.literal('editMessage') })
const CardAction = z.object({
  action: z.object({ verb: z.string().max(64).optional(), data: z.unknown().optional() }),
})

/** One authenticated activity, from its envelope to what the connector is answered. */
export class Inbound {
  readonly #o: InboundOptions
  readonly #paces = new Paces()
  readonly #late = new Set<Promise<unknown>>()

  constructor(options: InboundOptions) {
    this.#o = options
  }

  /** Turns that took longer than their answer could wait. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#late)
  }

  /** Throws HttpError `Forbidden` for people of no school of ours, and NotYours for somebody else's conversation. */
  async take(raw: Posted): Promise<InvokeResponse> {
    const posted = withMember(raw)
    if (!posted) return OK
    if (this.#o.hub?.sent(posted)) {
      await this.#o.hub.take(posted, this.#o.conversations)
      return OK
    }
    if (isHandoffEvent(posted)) throw new HttpError('Forbidden', 'not from an agent hub of ours')
    const school = this.#o.people.schoolOf(posted)
    if (posted.type === 'invoke' && this.#o.staffCards.isOurs(posted))
      return invoked(await this.#o.staffCards.acknowledge(posted, school))
    if (!isPersonal(posted)) return this.#outsideOfPrivate(posted, school.id)
    const speaker = this.#o.people.speakerOf(posted, school)
    switch (posted.type) {
      case 'message':
        return this.#message(posted, speaker)
      case 'invoke':
        return this.#invoke(posted, speaker)
      case 'messageUpdate':
        return this.#edited(posted, speaker)
      case 'messageDelete':
        return this.#removed(posted, speaker)
      case 'conversationUpdate':
        if (posted.membersAdded?.length)
          await this.#inTime(this.#o.conversations.start(speaker, posted.locale), speaker)
        return OK
      case 'installationUpdate':
        return this.#installed(posted, speaker)
      case 'event':
        return this.#event(posted, speaker)
      default:
        // Reactions, typing, the end of a conversation, and whatever Teams thinks of next.
        return OK
    }
  }

  async #message(posted: Posted, speaker: Speaker): Promise<InvokeResponse> {
    const isTap = posted.channelId === 'msteams' && posted.value != null && !posted.text?.trim()
    if (isTap || this.#carriesTap(posted)) return this.#submitted(posted, speaker)
    const key = posted.channelData?.clientActivityID ?? posted.id
    const files = filesOf(posted)
    const screen = posted.channelId === 'directline' ? await this.#onScreen(posted, speaker) : {}
    await this.#turn(speaker, {
      type: 'message',
      text: wellFormed(posted.text ?? ''),
      ...(posted.locale === undefined ? {} : { locale: posted.locale }),
      ...(key === undefined ? {} : { clientActivityId: key }),
      ...(files.length > 0 ? { attachments: files } : {}),
      ...screen,
    })
    return OK
  }

  /** A card's button on a client that knows messages only: its words come as text, what it means beside them. */
  #carriesTap({ channelId, value }: Posted): boolean {
    return channelId === 'msteams' && typeof value === 'object' && value !== null && 'matters' in value
  }

  /** Where the record cannot be read, what they say is heard all the same. */
  async #onScreen(posted: Posted, { conversation }: Speaker): Promise<Pick<Incoming, 'tap' | 'seen'>> {
    const record = await this.#o.conversations.links.recordOf(conversation).catch(() => undefined)
    return onScreen(posted, record)
  }

  async #submitted(posted: Posted, speaker: Speaker): Promise<InvokeResponse> {
    const record = await this.#o.conversations.links.recordOf(speaker.conversation)
    const tapped = tapOn(record, speaker.conversation, posted.value, this.#voiceOf(speaker, record))
    if ('says' in tapped) {
      this.#besides(this.#say(speaker, tapped.says))
      const text = wellFormed(posted.text ?? '')
      // Words beside it are screened all the same, as a tap on a question that does not stand any more.
      const tap = { chose: [], replyTo: activityId(speaker.conversation, 0) }
      if (text.trim() !== '') await this.#turn(speaker, withKey({ type: 'message', text, tap }, posted))
      return OK
    }
    const typed = wellFormed(posted.text ?? '').trim()
    const draw = this.#draw(speaker, tapped, record)
    const own = ['', tapped.shown, draw.voice.text('teams.done')]
    if (!own.includes(typed)) {
      // Not what the button says: somebody's words, whatever stands beside them.
      await this.#turn(speaker, withKey({ type: 'message', text: typed }, posted))
      return OK
    }
    await this.#turn(speaker, withKey(tapped.incoming, posted))
    this.#settle(speaker, posted, tapped.reply, answeredCard(tapped.reply, tapped.chosen, draw))
    return OK
  }

  async #invoke(posted: Posted, speaker: Speaker): Promise<InvokeResponse> {
    if (posted.name !== 'adaptiveCard/action') return OK
    const action = CardAction.safeParse(posted.value)
    const record = await this.#o.conversations.links.recordOf(speaker.conversation)
    const voice = this.#voiceOf(speaker, record)
    const tapped = tapOn(record, speaker.conversation, action.data?.action.data, voice)
    if ('says' in tapped) return invoked({ type: MESSAGE, value: tapped.says })
    const isDone = await this.#turn(speaker, withKey(tapped.incoming, posted))
    if (!isDone) return invoked({ type: MESSAGE, value: voice.text('teams.slow') })
    const card = answeredCard(tapped.reply, tapped.chosen, this.#draw(speaker, tapped, record))
    this.#settle(speaker, posted, tapped.reply, card)
    return invoked({ type: CARD_TYPE, value: card })
  }

  async #edited(posted: Posted, speaker: Speaker): Promise<InvokeResponse> {
    if (!Edit.safeParse(posted.channelData).success && posted.text == null) return OK
    const text = wellFormed(posted.text ?? '')
    if (text.trim() === '') return OK
    // All of it: two changes of a long message may differ in their last words only.
    const clientActivityId = `edited:${createHash('sha256')
      .update(`${posted.id ?? ''}:${text}`)
      .digest('base64url')}`
    await this.#turn(speaker, { type: 'message', text, edited: true, clientActivityId })
    return OK
  }

  /** Nothing goes by that, and they may think it does. */
  async #removed(_posted: Posted, { conversation }: Speaker): Promise<InvokeResponse> {
    const { conversations } = this.#o
    const last = (await conversations.links.recordOf(conversation))?.log.at(-1)
    const isSaid = last?.by === 'bot' && last.reply.message === 'teams.removed'
    if (last && !isSaid) await conversations.tell(conversation, [{ id: 'teams.removed', values: {} }])
    return OK
  }

  async #installed(posted: Posted, speaker: Speaker): Promise<InvokeResponse> {
    const { conversations, sender } = this.#o
    const { conversation } = speaker
    if (posted.action?.startsWith('remove')) {
      await conversations.links.noteGone(conversation, true)
      return OK
    }
    if (!posted.action?.startsWith('add')) return OK
    const wasGone = await conversations.links.noteGone(conversation, false)
    if (!(await conversations.exists(conversation)))
      await this.#inTime(conversations.start(speaker, posted.locale), speaker)
    else if (wasGone) {
      sender.wake(conversation)
      await this.#inTime(conversations.comesBack(conversation), speaker)
    }
    return OK
  }

  async #event(posted: Posted, speaker: Speaker): Promise<InvokeResponse> {
    const { conversations } = this.#o
    const isKnown = await conversations.exists(speaker.conversation)
    if (posted.name === 'quick-exit' && isKnown)
      await conversations.take(speaker, { type: 'event', name: 'quick-exit' })
    return OK
  }

  /** Nothing of a group is kept or answered, beyond where to write instead. */
  async #outsideOfPrivate(posted: Posted, school: string): Promise<InvokeResponse> {
    const { people, staffCards, logger } = this.#o
    const isNews =
      posted.type === 'message' || (posted.type === 'conversationUpdate' && posted.membersAdded?.length)
    if (!isNews || staffCards.isStaffChat(school, posted.conversation.id)) return OK
    const pace = await this.#paces.post(posted.conversation.id)
    const speaker = people.speakerOf(posted, people.schoolOf(posted))
    if (pace === 'ordinary') this.#besides(this.#say(speaker, this.#voiceOf(speaker).text('teams.group')))
    else logger.warn({ school }, 'a group writes to the bot too fast')
    return OK
  }

  /** Takes the turn. False when it is not over yet: then its answer comes by itself. A turn that failed is told to the young person. */
  async #turn(speaker: Speaker, incoming: Incoming): Promise<boolean> {
    const { conversations } = this.#o
    const { conversation } = speaker
    const pace = await this.#paces.post(conversation)
    const turn = async () => {
      try {
        await conversations.links.noteGone(conversation, false)
        if (!(await conversations.exists(conversation))) await conversations.start(speaker, incoming.locale)
      } catch (error) {
        if (!(error instanceof NotYours)) await conversations.hearUnread(speaker, incoming)
        throw error
      }
      await conversations.take(speaker, pace === 'ordinary' ? incoming : { ...incoming, limited: true })
    }
    return this.#inTime(turn(), speaker)
  }

  async #inTime(work: Promise<unknown>, speaker: Speaker): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), this.#o.answerMs ?? ANSWER_MS)
    })
    try {
      if ((await Promise.race([work, late])) !== 'late') return true
      this.#besides(work.catch((error: unknown) => this.#failed(speaker, error)))
      return false
    } catch (error) {
      this.#failed(speaker, error)
      return true
    } finally {
      clearTimeout(timer)
    }
  }

  /** Somebody else's conversation is refused aloud; a fault of ours is told to the young person, who would wait else. */
  #failed(speaker: Speaker, error: unknown): void {
    if (error instanceof NotYours) throw error
    const { conversation } = speaker
    this.#o.logger.error({ conversation, err: error }, 'a turn failed')
    this.#besides(this.#sayTrouble(speaker))
  }

  /** A store that cannot be read, which may be the trouble, must not silence it. */
  async #sayTrouble(speaker: Speaker): Promise<void> {
    const { links } = this.#o.conversations
    const record = await links.recordOf(speaker.conversation).catch(() => undefined)
    await this.#say(speaker, this.#voiceOf(speaker, record).text('teams.trouble'))
  }

  /** Words that belong to no turn. */
  async #say({ reference }: Speaker, text: string): Promise<void> {
    if (reference) await this.#o.connector.send(reference, { type: 'message', text, textFormat: 'plain' })
  }

  /** Puts the answered card in the place of the one that was tapped, for every device they have. */
  #settle({ reference }: Speaker, { replyToId }: Posted, { text }: Reply, card: AdaptiveCard): void {
    if (!reference || replyToId === undefined) return
    // An update takes the place of the whole message: its words stay only if they are sent again.
    const activity = { type: 'message', text, textFormat: 'plain', attachments: [attachment(card)] }
    this.#besides(this.#o.connector.update(reference, replyToId, activity))
  }

  /** The conversation's voice; before there is one, in the language that the school begins in. */
  #voiceOf({ school }: Speaker, record?: ConversationRecord): Voice {
    const { languages, people } = this.#o
    if (record) return voiceOf(languages, record.flow)
    const language = people.schoolById(school)?.language
    return voiceOf(languages, language === undefined ? {} : { language })
  }

  /** How an answered card is drawn: as its reply was said, whatever language they have changed to since. */
  #draw(
    { conversation }: Speaker,
    { reply, seq }: { reply: Reply; seq: number },
    record?: ConversationRecord,
  ) {
    const { languages, publicUrl } = this.#o
    const { language } = reply
    const voice = voiceOf(languages, {
      ...(language === undefined ? {} : { language }),
      ...(record ? { easier: record.flow.easier } : {}),
    })
    return { voice, publicUrl, chat: conversation, seq }
  }

  /** Goes on by itself: what comes of it is logged. */
  #besides(work: Promise<unknown>): void {
    const settled = work
      .catch((error: unknown) => this.#o.logger.warn({ err: error }, 'a message besides was not taken'))
      .finally(() => this.#late.delete(settled))
    this.#late.add(settled)
  }
}

const MESSAGE = 'application/vnd.microsoft.activity.message'

/** The answer to a tap, as Universal Actions want it. */
const invoked = (of: { readonly type: string; readonly value: unknown }): InvokeResponse => ({
  status: 200,
  body: { statusCode: 200, ...of },
})

const withKey = (incoming: Incoming, { id }: Posted): Incoming =>
  id === undefined ? incoming : { ...incoming, clientActivityId: id }

/** Azure's Direct Line tells of a new user in an activity that is from nobody in particular; undefined when it tells of none. */
function withMember(posted: Posted): Posted | undefined {
  const { channelId, type, from, membersAdded } = posted
  if (channelId !== 'directline' || type !== 'conversationUpdate' || from.id.startsWith('dl_')) return posted
  const user = membersAdded?.find(({ id }) => id.startsWith('dl_'))
  return user && { ...posted, from: { ...from, id: user.id } }
}
