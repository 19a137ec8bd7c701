import { z } from 'zod'
import type { AzureDirectLine } from '../../config/azure.ts'
import { HttpError } from '../../http/http-error.ts'

/** Longer than this nobody looks at an empty chat. */
const WITHIN_MS = 8_000
const MOST_BYTES = 16_384

const Session = z.object({
  conversationId: z.string().min(1).max(256),
  token: z.string().min(1).max(8_192),
  expires_in: z.int().min(1),
})
export type AzureSession = z.infer<typeof Session> & { readonly domain: string }

/** Azure's Direct Line in the place of ours: the secret stays here, browsers get tokens of one conversation each. */
export interface AzureTokens {
  /** A token for this user, good from these origins only. Throws `BotRejectedActivity` when Azure gives none. */
  generate(of: { user: string; origins: readonly string[] }): Promise<AzureSession>
  /** The conversation of a token that is good now; undefined for any other. */
  conversationOf(token: string): Promise<string | undefined>
}

export function azureTokens({ secret, url }: AzureDirectLine): AzureTokens {
  return {
    async generate({ user, origins }) {
      const answer = await ask(`${url}/tokens/generate`, secret, {
        user: { id: user },
        trustedOrigins: origins,
      })
      if (!answer) throw new HttpError('BotRejectedActivity', 'Azure gave no token')
      return { ...answer, domain: url }
    },
    async conversationOf(token) {
      // A new token of the same conversation: that Azure gives one says that the old one is good.
      return (await ask(`${url}/tokens/refresh`, token, {}))?.conversationId
    },
  }
}

async function ask(url: string, bearer: string, body: object): Promise<z.infer<typeof Session> | undefined> {
  try {
    const { fetch } = await import('undici')
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(WITHIN_MS),
    })
    const text = await response.text()
    if (!response.ok || text.length > MOST_BYTES) return undefined
    return Session.safeParse(JSON.parse(text)).data
  } catch {
    // What went wrong may name the secret or the token: that it did is all that goes on.
    return undefined
  }
}
