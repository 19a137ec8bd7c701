import type { SendMailOptions } from 'nodemailer'
import { isThisMachine } from '../../domain/alerts/settings.ts'
import { SEND_MS } from './channel.ts'
import type { Outcome } from './channel.ts'
import { networkCode } from './post.ts'

/** Sends one mail; what came of it, and never an exception. */
export type SendMail = (mail: SendMailOptions) => Promise<Outcome>

/** A connection to a mail server (`smtp://` with STARTTLS, required but on this machine, or `smtps://`), opened when it is needed. */
export function mailer(url: string): SendMail {
  const server = new URL(url)
  const open = async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport({
      url,
      ...(server.protocol === 'smtp:' && !isLocal(server.hostname) ? { requireTLS: true } : {}),
      connectionTimeout: SEND_MS / 3,
      greetingTimeout: SEND_MS / 3,
      socketTimeout: SEND_MS / 3,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }
  let transport: ReturnType<typeof open> | undefined
  return async (mail) => {
    try {
      transport ??= open()
      const info = await withinTime((await transport).sendMail(mail))
      if (info === undefined) return { ok: false, code: 'timeout' }
      return info.rejected.length > 0 ? { ok: true, code: 'some-refused' } : { ok: true }
    } catch (error) {
      return smtpFailure(error)
    }
  }
}

const isLocal = (hostname: string): boolean => isThisMachine(new URL(`http://${hostname}`))

/** Undefined when it takes longer than a channel may. */
async function withinTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), SEND_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const CODES: Readonly<Record<string, string>> = {
  EAUTH: 'sign-in-refused',
  ENOAUTH: 'sign-in-refused',
  ETLS: 'certificate',
  EDNS: 'unknown-host',
  ETIMEDOUT: 'timeout',
  ECONNECTION: 'connection-lost',
  EENVELOPE: 'address-refused',
}

/** What the server said is left out but for its number: it may quote an address. */
function smtpFailure(error: unknown): Outcome {
  const field = (name: string): unknown =>
    error instanceof Error ? Object.entries(error).find(([key]) => key === name)?.[1] : undefined
  const status = field('responseCode')
  if (typeof status === 'number') return { ok: false, code: `smtp-${status}` }
  const network = networkCode(error)
  const code = field('code')
  const known = typeof code === 'string' ? CODES[code] : undefined
  return { ok: false, code: network === 'network' ? (known ?? network) : network }
}
