import { createHmac } from 'node:crypto'
import type { AlertChannel, AlertMessage } from './channel.ts'
import { postJson } from './post.ts'

/** Another system, by requests signed as Standard Webhooks (standardwebhooks.com) says; docs/alerts.md tells how to verify one. */
export function webhookChannel(id: string, url: string, keys: readonly Uint8Array[]): AlertChannel {
  return {
    id,
    kind: 'webhook',
    send(message, at) {
      const body = JSON.stringify(webhookBody(message, at))
      return postJson(url, body, signedHeaders(keys, message.eventId, body, at))
    },
  }
}

/** The headers of a request that is signed, with every key that stands. */
export function signedHeaders(
  keys: readonly Uint8Array[],
  id: string,
  body: string,
  at: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => sign(key, id, timestamp, body)).join(' '),
  }
}

/** HMAC-SHA256 over id, timestamp and body: none of the three can be changed, and an old request shows its age. */
function sign(key: Uint8Array, id: string, timestamp: string, body: string): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** The standard's key sizes, in bytes. */
const KEY_BYTES = { least: 24, most: 64 } as const

/**
 * The keys of a secret: `whsec_` and base64 of 24 to 64 random bytes; two with a comma between while one replaces the other, and
 * both sign. Undefined when it is none: what is wrong with it is never quoted.
 */
export function webhookKeys(secret: string): Uint8Array[] | undefined {
  const keys = secret.split(',').map((one) => {
    const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(one.trim())?.[1]
    return base64 === undefined ? undefined : Buffer.from(base64, 'base64')
  })
  const good = keys.filter((key) => key !== undefined)
  const fits = good.every(({ length }) => length >= KEY_BYTES.least && length <= KEY_BYTES.most)
  return fits && good.length === keys.length && good.length <= 2 ? good : undefined
}

function webhookBody(message: AlertMessage, at: Date): unknown {
  return {
    type: message.kind === 'test' ? 'safeguarding.test' : 'safeguarding.alert',
    timestamp: at.toISOString(),
    data: {
      event: message.eventId,
      case: message.caseId,
      school: message.school,
      step: message.step,
      steps: message.steps,
      kind: message.kind,
      ...(message.orKind && { orKind: message.orKind }),
      about: message.about,
      response: message.response,
      saidAt: message.saidAt,
      dueAt: message.dueAt,
      told: message.told.map(({ id, name, role }) => ({ id, name, role })),
      text: message.subject,
      inbox: message.inbox,
      ...(message.words && { words: message.words.said }),
    },
  }
}
