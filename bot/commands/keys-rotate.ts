import { ConfigError, loadConfig } from '../config.ts'
import { MattersError } from '../errors.ts'
import { openKeyring, recordsFolder } from '../open.ts'
import { openLowdbResealing } from '../storage/rotate/lowdb-resealing.ts'
import { rotateKeys } from '../storage/rotate/rotate-keys.ts'

/**
 * Seals every record with the first key of MATTERS_KEYS, with the service stopped. Broken off, it is run again. Afterwards the other keys can
 * be dropped; docs/security.md says what still needs them.
 */
async function main(): Promise<void> {
  const config = loadConfig()
  if (config.database)
    throw new ConfigError([
      'DATABASE_URL: keys of a database cannot be rotated yet; copy it to a folder with store:copy, rotate, and copy it back',
    ])
  const keyring = await openKeyring(config)
  const store = await openLowdbResealing(recordsFolder(config), keyring)
  try {
    const counts = await rotateKeys(store, keyring)
    for (const [key, count] of counts)
      console.log(
        `${count} sealed with "${key}"${key === keyring.current ? ' already' : `: now "${keyring.current}"`}`,
      )
    for (const name of store.unreadable) console.log(`${name} cannot be read, and stays as it is`)
    console.log(
      store.unreadable.length === 0
        ? `Every record is sealed with "${keyring.current}". Codes to come back with that were given out under another key end with it.`
        : 'Keep the other keys until those that cannot be read are restored or deleted.',
    )
  } finally {
    await store.close()
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof MattersError)) throw error
  console.error(error.message)
  process.exitCode = 1
})
