import { spawnSync } from 'node:child_process'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { AuditTrail } from '../../../bot/audit/trail.ts'
import { createLogger } from '../../../bot/logger.ts'
import { auditId } from '../../../bot/records/audit.ts'
import { keyringFrom } from '../../../bot/storage/keys.ts'
import { openLowdbStore } from '../../../bot/storage/lowdb/lowdb-store.ts'
import { compiled } from '../../support/compiled.ts'
import { keyText, temporaryFolder } from '../storage/support.ts'

const ROOT = join(import.meta.dirname, '../../..')

describe('npm run audit:verify', function () {
  // The command starts a process of its own.
  this.timeout(120_000)

  it('names the entry that somebody took out of the data folder, and ends with 1', async () => {
    const folder = await temporaryFolder()
    const keys = keyText('k1')
    let log = ''
    try {
      const records = join(folder.path, 'records')
      const store = await openLowdbStore({ folder: records, keyring: keyringFrom(keys) })
      const logger = createLogger({ level: 'info', stream: { write: (line) => void (log += line) } })
      const trail = new AuditTrail({ store, keyring: keyringFrom(keys), newId: () => 'run-1', logger })
      for (const second of ['1', '2', '3']) {
        const at = `2026-11-23T10:00:0${second}.000Z`
        await trail.append(auditId(at, second), {
          ...{ at, school: 'demo', did: 'read', what: 'alert', id: 'c1' },
          who: { id: 'dana', name: 'Dana', role: 'duty-contact' },
        })
      }
      await trail.close()
      await store.close()
      for (const name of await readdir(records, { recursive: true }))
        if (name.includes('T100002')) await rm(join(records, name))
      const heads = join(folder.path, 'service.log')
      await writeFile(heads, log)
      const ran = spawnSync(process.execPath, [compiled('bot/commands/audit-verify.ts'), '--heads', heads], {
        cwd: ROOT,
        env: { PATH: process.env['PATH'], DATA_DIR: folder.path, MATTERS_KEYS: keys },
        encoding: 'utf8',
      })
      expect(ran.stderr).to.equal('')
      expect(ran.stdout).to.include('number 2 of chain run-1: removed, before 20261123T100003.000Z-3')
      expect(ran.stdout).to.include(
        '2 entries in 1 chains, 0 from before there were chains; 1 heads from the log; 1 wrong',
      )
      expect(ran.status).to.equal(1)
    } finally {
      await folder.remove()
    }
  })
})
