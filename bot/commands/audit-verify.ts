import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { headsIn } from '../audit/heads.ts'
import type { KeptHead } from '../audit/heads.ts'
import { readAudit } from '../audit/read.ts'
import { verifyAudit } from '../audit/verify.ts'
import { loadConfig } from '../config.ts'
import { MattersError } from '../errors.ts'
import { createLogger } from '../logger.ts'
import { openKeyring, openStore } from '../open.ts'
import { oldestAuditDay } from '../retention.ts'

const USAGE =
  'npm run audit:verify [-- --heads FILE]   (FILE: the service’s log, or its lines with "audit head")'

class VerifyError extends MattersError {
  constructor(why: string, options?: { cause?: unknown }) {
    super('audit-verify', why, `${why}\n\n${USAGE}`, options)
  }
}

/**
 * Says whether the audit is as it was written, and names what was changed, removed or cut off. With the service stopped, or on a copy of
 * its data: a backup restored elsewhere serves, and is tried out by it. Ends with 1 when something is wrong.
 */
async function main(args: readonly string[]): Promise<void> {
  const heads = await headsFrom(fileIn(args))
  const config = loadConfig()
  const keyring = await openKeyring(config)
  const store = await openStore(config, keyring, createLogger({ level: 'silent' }))
  try {
    const oldestDay = oldestAuditDay({ now: () => new Date() })
    const found = verifyAudit({ ...(await readAudit(store)), heads, keyring, oldestDay })
    for (const problem of found.problems) console.log(problem)
    console.log(
      `${found.entries} entries in ${found.chains} chains, ${found.unchained} from before there were chains; ${heads.length} heads from the log; ${found.problems.length} wrong`,
    )
    if (heads.length === 0) console.log('Without heads (--heads), entries cut off at an end are not missed.')
    if (found.problems.length > 0) process.exitCode = 1
  } finally {
    await store.close()
  }
}

function fileIn(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { heads: { type: 'string' } } }).values.heads
  } catch (cause) {
    throw new VerifyError('That was not understood.', { cause })
  }
}

/** Throws VerifyError for a file without a head: a wrong file would make a cut end look whole. */
async function headsFrom(file: string | undefined): Promise<KeptHead[]> {
  if (file === undefined) return []
  let log: string
  try {
    log = await readFile(file, 'utf8')
  } catch (cause) {
    throw new VerifyError(`${file} cannot be read`, { cause })
  }
  const heads = headsIn(log)
  if (heads.length === 0) throw new VerifyError(`there is no head of the audit in ${file}`)
  return heads
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof MattersError)) throw error
  console.error(error.message)
  process.exitCode = 1
})
