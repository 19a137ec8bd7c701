import type { School } from '../../../domain/school/school.ts'
import type { Texts } from '../../../content/load-texts.ts'
import type { AzureBot } from '../../config/azure.ts'
import type { Reference } from '../../conversations.ts'
import type { Outcome } from '../../delivery/channel.ts'
import type { ChannelOptions } from '../../delivery/channels.ts'
import type { StaffCard } from '../../records/staff-cards.ts'
import type { AdaptiveCard } from './cards/adaptive.ts'
import { attachment } from './cards/reply-activity.ts'
import { Connector, NotTaken } from './connector.ts'
import type { BotCredentials } from './open.ts'
import { alertCard } from './staff-card.ts'

/** How a card is said in a chat: also to whoever is shown no cards. */
export const activityOf = (card: AdaptiveCard) => ({
  type: 'message',
  summary: card.fallbackText,
  attachments: [attachment(card)],
})

/** Posts a card into a chat that a school has named, and gives where it stands. Throws NotTaken. */
export async function postCard(
  of: { readonly connector: Connector; readonly teamsUrl: string },
  school: Pick<School, 'teams'>,
  chat: string,
  card: AdaptiveCard,
): Promise<Pick<StaffCard, 'reference' | 'activity'>> {
  const reference: Reference = {
    channelId: 'msteams',
    serviceUrl: of.teamsUrl,
    conversation: chat,
    user: '',
    bot: `28:${of.connector.appId}`,
    ...(school.teams ? { tenant: school.teams.tenant } : {}),
  }
  return { reference, activity: await of.connector.send(reference, activityOf(card)) }
}

/** What came of a card that was not posted, as alerts have it. */
export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof NotTaken)) return { ok: false, code: 'unexpected' }
  const { isGone, retryAfterMs } = error
  return {
    ok: false,
    code: isGone ? 'bot-not-there' : 'not-taken',
    ...(retryAfterMs ? { retryAfterMs } : {}),
  }
}

/** The bot's way into chats for a command that tries it out, without a service: nothing of what it posts is kept. */
export function channelsForTests(
  bot: AzureBot,
  of: { readonly texts: Texts; readonly credentials?: BotCredentials },
): NonNullable<ChannelOptions['bot']> {
  const connector = Connector.of(bot, of.credentials)
  const { teamsUrl } = bot.cloud
  return (school, id, chat) => ({
    id,
    kind: 'teams-bot',
    async send(message) {
      try {
        await postCard({ connector, teamsUrl }, school, chat, alertCard(message, of.texts))
        return { ok: true }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  })
}
