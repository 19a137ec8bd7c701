import { loadConfig } from '../config.ts'
import { MattersError } from '../errors.ts'
import { openKeyring, recordsFolder } from '../open.ts'
import { openLowdbResealing } from '../storage/rotate/lowdb-resealing.ts'
import { openPostgresResealing } from '../storage/rotate/postgres-resealing.ts'
import { rotateKeys } from '../storage/rotate/rotate-keys.ts'

/**
 * Seals every record with the first key of MATTERS_KEYS, with the service stopped. Broken off, it is run again. Afterwards the other keys can
 * be dropped; docs/security.md says what still needs them.
 */
async function main(): Promise<void> {
  const config = loadConfig()
  const keyring = await openKeyring(config)
  const store = await (config.database
    ? openPostgresResealing(config.database, keyring)
    : openLowdbResealing(recordsFolder(config), keyring))
  try {
    const { byKey, unreadable } = await rotateKeys(store, keyring)
    for (const [key, count] of byKey)
      console.log(
        `${count} sealed with "${key}"${key === keyring.current ? ' already' : `: now "${keyring.current}"`}`,
      )
    for (const name of unreadable) console.log(`${name} cannot be read, and stays as it is`)
    console.log(
      unreadable.length === 0
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
