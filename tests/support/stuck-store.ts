import type { Store } from '../../bot/storage/store.ts'

/** The same store with one record, of whatever collection, that cannot be read or written: the error says which. */
export function stuckAt(store: Store, stuck: string, fails: { get?: Error; put?: Error }): Store {
  return {
    collection(definition) {
      const records = store.collection(definition)
      const may = (id: string, error: Error | undefined): void => {
        if (id === stuck && error) throw error
      }
      return {
        async get(id) {
          may(id, fails.get)
          return records.get(id)
        },
        async put(id, body, version) {
          may(id, fails.put)
          return records.put(id, body, version)
        },
        create: (id, body) => records.create(id, body),
        delete: (id, version) => records.delete(id, version),
        find: (where, options) => records.find(where, options),
        list: (where) => records.list(where),
      }
    },
    health: () => store.health(),
    close: () => store.close(),
  }
}
