import { loadConfig } from '../../../config.ts'
import { newId } from '../../../ids.ts'
import { createLogger } from '../../../logger.ts'
import { openKeyring, openStore } from '../../../open.ts'
import { conversations } from '../../../records/conversations.ts'
import type { Collection, IndexFields } from '../../../storage/store.ts'
import { directoryRecords, recordIdOf } from '../../../feeds/records.ts'

/** Writes at once; more only wait for the disk. */
const LANES = 32

/** Of a feed that no school has: else its next reading would take them out again. */
const SOURCE = 'filled'

/**
 * Fills a data folder that the service has used with copies of the conversations and of the opportunities in it, until there are as many as
 * told. Arguments: the data folder, how many of each. The service must not be running on it.
 */
const [, , dataDir = '', ofConversations = '', ofOpportunities = '0'] = process.argv
const config = { ...loadConfig({}), dataDir }
const store = await openStore(config, await openKeyring(config), createLogger({ level: 'silent' }))
try {
  const talks = store.collection(conversations)
  await fill(talks, Number(ofConversations), ({ body }) => {
    const id = newId()
    return talks.create(id, { ...body, id, effects: [] })
  })
  const entries = store.collection(directoryRecords)
  await fill(entries, Number(ofOpportunities), async ({ body }) => {
    if (body.kind !== 'opportunity') return
    const opportunity = { ...body.opportunity, id: newId(), source: SOURCE }
    await entries.create(recordIdOf(opportunity), { kind: 'opportunity', opportunity })
  })
} finally {
  await store.close()
}

/** Copies what there is, in turn, until there are so many. */
async function fill<B, I extends IndexFields>(
  collection: Collection<B, I>,
  wanted: number,
  copy: (source: { readonly body: B }) => Promise<unknown>,
): Promise<void> {
  const sources = await collection.find({}, { limit: 100 })
  let left = wanted - (await collection.list({})).length
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      for (let n = lane; left > 0; n += LANES) {
        left -= 1
        const source = sources[n % sources.length]
        if (!source) throw new Error('nothing to copy')
        await copy(source)
      }
    }),
  )
}
