import { z } from 'zod'
import { KeyMissing, KeyWrong, SealBroken, takesNoWrites } from '../errors.ts'
import { open, seal } from '../sealing.ts'
import type { Keyring } from '../sealing.ts'
import { COLLECTIONS } from '../store.ts'
import type { Database } from './pool.ts'

const Rows = z.array(z.object({ id: z.string(), proof: z.string() }))
const contextOf = (id: string): string => `matters:key:${id}`

/**
 * Refuses to start with a keyring that does not fit: each key that sealed here has left a seal to try it on. Throws KeyMissing, KeyWrong.
 * A key that seals nothing any more may go. Writes only what has changed: a database that takes no writes is started on all the same.
 */
export async function checkKeys(db: Database, keyring: Keyring): Promise<void> {
  const { current } = keyring
  let proofs = await proofsIn(db)
  if (proofs.every(({ id }) => id !== current)) {
    await db.query('insert into matters_keys (id, proof) values ($1, $2) on conflict do nothing', [
      current,
      seal(keyring, current, contextOf(current)),
    ])
    // Read again: another process may have been faster, with another key of the same name.
    proofs = await proofsIn(db)
  }
  for (const { id, proof } of proofs) {
    if (!keyring.keys.has(id)) {
      if (await isUsed(db, id)) throw new KeyMissing(id)
      await letGo(db, id)
    } else if (!opens(keyring, id, proof)) {
      throw new KeyWrong(id)
    }
  }
}

async function proofsIn(db: Database): Promise<z.infer<typeof Rows>> {
  const { rows } = await db.query('select id, proof from matters_keys')
  return Rows.parse(rows)
}

/** What cannot be written now is done at another start. */
async function letGo(db: Database, key: string): Promise<void> {
  try {
    await db.query('delete from matters_keys where id = $1', [key])
  } catch (error) {
    if (!takesNoWrites(error)) throw error
  }
}

function opens(keyring: Keyring, id: string, proof: string): boolean {
  try {
    return open(keyring, proof, contextOf(id)) === id
  } catch (error) {
    if (error instanceof SealBroken || error instanceof KeyMissing) return false
    throw error
  }
}

async function isUsed(db: Database, key: string): Promise<boolean> {
  for (const name of COLLECTIONS) {
    const { rowCount } = await db.query(`select 1 from ${name} where key = $1 limit 1`, [key])
    if (rowCount !== 0) return true
  }
  return false
}
