import { stat } from 'node:fs/promises'
import { ConfigError } from './config/environment.ts'
import type { Config } from './config.ts'
import type { Erasures } from './erasures.ts'
import { codeOf } from './storage/durable-file.ts'

/** What stands in examples and in settings that nobody finished. */
const PLACEHOLDER =
  /change[-_ ]?me|change[-_ ]?this|replace[-_ ]?(me|this|with)|your[-_ ]|placeholder|example|x{4}|\.{3}|…|^(secret|password|token|test|demo|default|admin|letmein)\d*$/iu
/** A secret of fewer different characters was typed, not made. */
const FEWEST_DIFFERENT = 6
const KEY_BYTES_TYPED = /^[\x20-\x7e]*$/u
/** Any right of people who are neither owner nor group, as for key files. */
const OTHERS = 0o007

/** Secrets that are none: placeholders, what stands in documentation, keys made of typed letters. Names variables, never their values. */
export function placeholdersIn(config: Config): string[] {
  const secrets = new Map<string, string | undefined>([
    ['METRICS_TOKEN', config.metricsToken],
    ['MICROSOFT_APP_PASSWORD', config.azure?.password],
    ['GRAPH_CLIENT_SECRET', config.graph?.clientSecret],
    ['OIDC_CLIENT_SECRET', config.oidc?.clientSecret],
    ...config.alertSecrets,
    ...config.handoffSecrets,
  ])
  const problems = [...secrets]
    .filter(([, secret]) => secret !== undefined && isPlaceholder(secret))
    .map(([name]) => `${name}: is a placeholder; give the secret itself`)
  for (const entry of (config.keys ?? '').split(',')) {
    const [id = '', encoded = ''] = entry.trim().split(':')
    if (encoded !== '' && isTyped(Buffer.from(encoded, 'base64')))
      problems.push(`MATTERS_KEYS: the key "${id}" is not random (openssl rand -base64 32)`)
  }
  return problems
}

/** Throws ConfigError when production would run with secrets that everybody knows, or with data that everybody on the machine can read. */
export async function refuseUnsafe(config: Config): Promise<void> {
  if (!config.production) return
  const problems = [...placeholdersIn(config), ...(await openFolder(config.dataDir))]
  if (problems.length > 0) throw new ConfigError(problems)
}

/** Throws ConfigError when production could not write down what is erased: a restored backup would bring it back. */
export async function refuseUnwritableList(
  { production, erasedList }: Config,
  erasures: Pick<Erasures, 'tryOut'>,
): Promise<void> {
  if (!production) return
  try {
    await erasures.tryOut()
  } catch (error) {
    throw new ConfigError([
      `ERASED_LIST: ${erasedList} cannot be written (${codeOf(error) || 'unexpected'}): give its folder to the account that the service runs as`,
    ])
  }
}

/** A secret may be an address with the secret in it; its host may say what it likes. */
function isPlaceholder(secret: string): boolean {
  const told = URL.canParse(secret) ? new URL(secret).pathname + new URL(secret).search : secret
  return PLACEHOLDER.test(told) || new Set(secret).size < FEWEST_DIFFERENT
}

/** Letters and signs alone, or one step from each byte to the next: chance makes neither of 32 bytes. */
function isTyped(bytes: Buffer): boolean {
  const steps = new Set([...bytes].slice(1).map((byte, at) => (byte - (bytes[at] ?? 0) + 256) % 256))
  return bytes.length > 0 && (KEY_BYTES_TYPED.test(bytes.toString('latin1')) || steps.size === 1)
}

async function openFolder(folder: string): Promise<string[]> {
  // Windows has no such bits, and shows every folder as readable by all.
  if (process.platform === 'win32') return []
  try {
    const { mode } = await stat(folder)
    return (mode & OTHERS) === 0
      ? []
      : [`DATA_DIR: everyone on this machine can read ${folder}: run chmod 700 on it`]
  } catch (error) {
    // Not there yet: it is made for the service's own account.
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}
