import { loadConfig } from '../../../config.ts'
import { newId } from '../../../ids.ts'
import { createLogger } from '../../../logger.ts'
import { openKeyring, openStore } from '../../../open.ts'
import { conversations } from '../../../records/conversations.ts'

/** Writes at once; more only wait for the disk. */
const LANES = 32

/**
 * Fills a data folder that the service has used with copies of the conversations in it, until there are as many as told. Arguments: the
 * data folder, how many. The service must not be running on it.
 */
const [, , dataDir = '', wanted = ''] = process.argv
const config = { ...loadConfig({}), dataDir }
const store = await openStore(config, await openKeyring(config), createLogger({ level: 'silent' }))
try {
  const collection = store.collection(conversations)
  const sources = await collection.find({}, { limit: 100 })
  let left = Number(wanted) - (await collection.list({})).length
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      for (let n = lane; left > 0; n += LANES) {
        left -= 1
        const source = sources[n % sources.length]
        if (!source) throw new Error('no conversation to copy')
        const id = newId()
        await collection.create(id, { ...source.body, id, effects: [] })
      }
    }),
  )
} finally {
  await store.close()
}
