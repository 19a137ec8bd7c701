import { openPostgresStore } from '../../../../bot/storage/postgres/postgres-store.ts'
import { testDatabase } from '../../../support/postgres.ts'
import type { TestDatabase } from '../../../support/postgres.ts'
import { storeContract } from '../store-contract.ts'
import { newKeyring } from '../support.ts'

const all: TestDatabase[] = []
/** Databases that no store has open. */
const free: TestDatabase[] = []

async function emptyDatabase(): Promise<TestDatabase> {
  const known = free.pop()
  if (known) return known
  const made = await testDatabase()
  all.push(made)
  return made
}

async function openEmpty() {
  const database = await emptyDatabase()
  const options = { database: database.settings, keyring: newKeyring() }
  let store = await openPostgresStore(options)
  return {
    store,
    async reopen() {
      await store.close()
      store = await openPostgresStore(options)
      return store
    },
    async dispose() {
      await store.close()
      await database.empty()
      free.push(database)
    },
  }
}

storeContract('postgres', openEmpty, 12)

after(async () => {
  for (const database of all) await database.drop()
})
