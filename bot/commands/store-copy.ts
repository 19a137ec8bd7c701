import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import type { Config } from '../config.ts'
import { openKeyring, recordsFolder } from '../open.ts'
import { CopyError, copyRecords } from '../storage/copy/copy-records.ts'
import type { CopySource, CopyTarget } from '../storage/copy/copy-records.ts'
import { openLowdbSource, openLowdbTarget } from '../storage/copy/lowdb-side.ts'
import { openPostgresSource, openPostgresTarget } from '../storage/copy/postgres-side.ts'
import { MattersError } from '../errors.ts'
import type { DatabaseSettings } from '../storage/postgres/pool.ts'

const USAGE =
  'npm run store:copy -- --from PLACE --to PLACE\n' +
  'PLACE: database (the one of DATABASE_URL), records (those of DATA_DIR), or a folder of records'

type Place = { readonly database: DatabaseSettings } | { readonly folder: string }

/**
 * Copies all records from one store to another, which must be empty, with the service stopped. Addresses of databases have passwords in
 * them, so they stand in the environment and not on the command line.
 */
async function main(args: readonly string[]): Promise<void> {
  const { from, to } = readArguments(args)
  const config = loadConfig()
  const keyring = await openKeyring(config)
  const [source, target] = [placeOf(from, config), placeOf(to, config)]
  const open: { close(): Promise<void> }[] = []
  try {
    const reading: CopySource = await ('database' in source
      ? openPostgresSource(source.database, keyring)
      : openLowdbSource(source.folder))
    open.push(reading)
    const writing: CopyTarget = await ('database' in target
      ? openPostgresTarget(target.database, keyring)
      : openLowdbTarget(target.folder))
    open.push(writing)
    const counts = await copyRecords(reading, writing, keyring)
    for (const [collection, count] of counts) console.log(`${collection}: ${count}`)
    console.log(`${[...counts.values()].reduce((sum, count) => sum + count, 0)} records copied`)
  } finally {
    for (const one of open) await one.close()
  }
}

function readArguments(args: readonly string[]): { from: string; to: string } {
  const { from, to } = parseArgs({
    args: [...args],
    options: { from: { type: 'string' }, to: { type: 'string' } },
  }).values
  if (from === undefined || to === undefined || from === to)
    throw new CopyError(`Say from where and to where.\n\n${USAGE}`)
  return { from, to }
}

function placeOf(name: string, config: Config): Place {
  if (name.includes('://'))
    throw new CopyError(`Give the address in DATABASE_URL, and say database here.\n\n${USAGE}`)
  if (name === 'records') return { folder: recordsFolder(config) }
  if (name !== 'database') return { folder: resolve(name) }
  if (!config.database) throw new CopyError('DATABASE_URL: give the address of the database')
  return { database: config.database }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof MattersError ? error.message : String(error)}\n`)
  process.exitCode = 1
})
