import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp, BackupError, restore } from '../backup/backup.ts'
import type { Counts } from '../backup/backup.ts'
import { openAll } from '../backup/open-all.ts'
import { loadConfig } from '../config.ts'
import { MattersError } from '../errors.ts'
import { createLogger } from '../logger.ts'
import { openKeyring, openStore, recordsFolder } from '../open.ts'

const USAGE = 'npm run backup -- --out FILE        npm run restore -- --from FILE'

/** `backup --out FILE` writes all records into FILE, also while the service runs; `restore --from FILE` puts them into an empty DATA_DIR and opens each. Ends with 1 when one does not open. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, from: { type: 'string' } },
  })
  const config = loadConfig()
  const records = recordsFolder(config)
  if (config.database)
    throw new BackupError(
      'Records are in the database of DATABASE_URL: back it up with its own tools (docs/scaling.md, Backup)',
    )
  if (positionals[0] === 'backup' && values.out !== undefined) {
    console.log(`Backed up to ${values.out}: ${told(await backUp(records, resolve(values.out)))}`)
    console.log(
      'It is no use without MATTERS_KEYS, and holds neither them nor the list of erasures: keep those elsewhere.',
    )
  } else if (positionals[0] === 'restore' && values.from !== undefined) {
    const counts = await restore(resolve(values.from), records)
    const keyring = await openKeyring(config)
    // Says which keys are missing, and sets damaged records aside: better now than at the first turn.
    const store = await openStore(config, keyring, createLogger({ level: 'silent' }))
    await store.close()
    const { opened, unreadable } = await openAll(records, keyring)
    console.log(`Restored into ${records}: ${told(counts)}`)
    console.log(`${opened} opened with these keys`)
    if (unreadable.length > 0) {
      console.log(`Cannot be read: ${unreadable.join(', ')}`)
      process.exitCode = 1
    }
    console.log('What was erased since is taken out again at the next start, by ERASED_LIST.')
  } else {
    throw new BackupError(USAGE)
  }
}

const told = (counts: Counts): string => [...counts].map(([name, count]) => `${count} ${name}`).join(', ')

try {
  await main()
} catch (error) {
  if (!(error instanceof MattersError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
