import { createHash, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { renderSVG } from 'uqr'
import { Html } from './html.ts'

/** What every authenticator app can do (RFC 6238 with Google's defaults; many ignore anything else). */
const PERIOD_S = 30
const DIGITS = 6
/** 160 bits, as RFC 4226 asks. */
const SECRET_BYTES = 20
/** One step early or late: phones' clocks are off by seconds, and people type slowly. */
const WINDOW = 1
/** Enough for years of lost phones, few enough to fit a card. */
const RECOVERY_CODES = 10
/** 31^10, 49 bits: not to be guessed through a door that opens a few times a minute. */
const RECOVERY_LENGTH = 10
/** No letter or digit that looks like another. */
const RECOVERY_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const ISSUER = 'Matters'

const totpOf = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), digits: DIGITS, period: PERIOD_S })

/** A new secret, in base32. */
export const newSecret = (): string => new Secret({ size: SECRET_BYTES }).base32

/** The step a code belongs to; undefined when it is wrong, or of a step that was used already (`after`). */
export function stepOf(secret: string, typed: string, now: Date, after = -1): number | undefined {
  const token = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totpOf(secret, '').validate({ token, timestamp: now.getTime(), window: WINDOW })
  if (delta === null) return undefined
  const step = Math.floor(now.getTime() / 1000 / PERIOD_S) + delta
  return step > after ? step : undefined
}

/** The picture an app reads, always dark on light, whatever the page's colours: scanners need it so. */
export function qrCode(secret: string, email: string): Html {
  const svg = renderSVG(totpOf(secret, email).toString(), { ecc: 'M', border: 4 })
  // Made by the library of squares alone; nothing a person typed stands in it as text.
  return new Html(svg.replace('<svg ', '<svg class="inbox-qr" role="img" aria-labelledby="qr-name" '))
}

/** A secret as it is typed into an app by hand, in groups of four. */
export const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret

/** Codes that let someone in once each without their app, `abcde-fghjk`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const code = Array.from(
      { length: RECOVERY_LENGTH },
      () => RECOVERY_ALPHABET[randomInt(RECOVERY_ALPHABET.length)] ?? '',
    ).join('')
    return `${code.slice(0, RECOVERY_LENGTH / 2)}-${code.slice(RECOVERY_LENGTH / 2)}`
  })

/** How a recovery code is kept: they are random, so a plain hash is as good as a slow one. */
export const recoveryHash = (code: string): string =>
  createHash('sha256')
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest('base64url')
