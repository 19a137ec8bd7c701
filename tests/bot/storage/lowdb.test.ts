import { openLowdbStore } from '../../../bot/storage/lowdb/lowdb-store.ts'
import { storeContract } from './store-contract.ts'
import { newKeyring, temporaryFolder } from './support.ts'

storeContract('lowdb', async () => {
  const folder = await temporaryFolder()
  const options = { folder: folder.path, keyring: newKeyring() }
  let store = await openLowdbStore(options)
  return {
    store,
    async reopen() {
      await store.close()
      store = await openLowdbStore(options)
      return store
    },
    async dispose() {
      await store.close()
      await folder.remove()
    },
  }
})
