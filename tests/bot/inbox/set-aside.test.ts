import { truncate } from 'node:fs/promises'
import { expect } from 'chai'
import { CaseLog } from '../../../bot/inbox/casework/case-log.ts'
import { Cases } from '../../../bot/inbox/cases.ts'
import { staffOf } from '../../../bot/inbox/staff.ts'
import { createLogger } from '../../../bot/logger.ts'
import { alerts } from '../../../bot/records/alerts.ts'
import { handoffs } from '../../../bot/records/handoffs.ts'
import { schoolsOf } from '../../../bot/schools.ts'
import { placeOf } from '../../../bot/storage/lowdb/layout.ts'
import { openLowdbStore } from '../../../bot/storage/lowdb/lowdb-store.ts'
import { alert, handoff } from '../../support/cases.ts'
import { demoSchool, testKeyring } from '../../support/conversation.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { flip, temporaryFolder } from '../storage/support.ts'

describe('the inbox, when records were set aside', () => {
  const clock = new FakeClock('2026-11-24T11:00:00.000Z')
  const other = { ...demoSchool(), id: 'other' }
  const schools = schoolsOf([demoSchool(), other])
  const reader = (school: string, role: 'duty-contact' | 'link-worker') => {
    const { dutyContacts, linkWorkers } = demoSchool()
    const [first] = role === 'duty-contact' ? dutyContacts : linkWorkers
    return staffOf(schools, { school, role, id: first!.id })!
  }

  it('says on every look how many, to whoever may be meant, also after a restart', async () => {
    const folder = await temporaryFolder()
    const open = () => openLowdbStore({ folder: folder.path, keyring: testKeyring() })
    let store = await open()
    try {
      await store.collection(alerts).create('body', alert({ id: 'body', school: 'demo' }))
      await store.collection(alerts).create('head', alert({ id: 'head', school: 'demo' }))
      await store.collection(handoffs).create('talk', handoff({ id: 'talk', school: 'demo' }))
      await store.close()
      // Whose it is can still be read of the first and the third.
      await flip(placeOf(folder.path, 'alerts', 'body').file, -40)
      await truncate(placeOf(folder.path, 'alerts', 'head').file, 0)
      await flip(placeOf(folder.path, 'handoffs', 'talk').file, -40)
      for (const look of ['that meets them', 'after it', 'after a restart']) {
        if (look !== 'after it') {
          await store.close()
          store = await open()
        }
        const cases = new Cases(store, new CaseLog(store), createLogger({ level: 'silent' }))
        const unreadable = async (...of: Parameters<typeof reader>) =>
          (await cases.of(reader(...of), clock.now())).unreadable
        expect(await unreadable('demo', 'duty-contact'), look).to.equal(2)
        expect(await unreadable('demo', 'link-worker'), look).to.equal(1)
        expect(await unreadable('other', 'duty-contact'), look).to.equal(1)
        expect(await unreadable('other', 'link-worker'), look).to.equal(0)
      }
    } finally {
      await store.close()
      await folder.remove()
    }
  })
})
