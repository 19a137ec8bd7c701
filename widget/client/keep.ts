import { shape, text } from './wire.ts'

/** A conversation as the panel holds it: where it is and the right to read it. Never a word that was said. */
export interface Session {
  readonly token: string
  readonly conversationId: string
  /** Base of the Direct Line, `https://host/v3/directline`. */
  readonly domain: string
}

/** What is missing is empty. */
export const readSession = shape<Session>({ token: text, conversationId: text, domain: text })

export interface Keeper {
  read(): Session | undefined
  write(session: Session): void
  clear(): void
}

/**
 * Keeps the session over a reload, in this tab only: school computers are shared. Where storage is blocked (private windows,
 * third-party frames) it is kept in memory, and a reload begins anew.
 */
export function sessionKeeper(school: string, storage: () => Storage): Keeper {
  const key = `matters:${school}`
  let memory: Session | undefined
  const attempt = <T>(use: (store: Storage) => T): T | undefined => {
    try {
      return use(storage())
    } catch {
      return undefined
    }
  }
  return {
    read: () => memory ?? attempt((store) => parse(store.getItem(key))),
    write: (session) => {
      memory = session
      attempt((store) => store.setItem(key, JSON.stringify(session)))
    },
    clear: () => {
      memory = undefined
      attempt((store) => store.removeItem(key))
    },
  }
}

function parse(kept: string | null): Session | undefined {
  const session = readSession(JSON.parse(kept ?? 'null'))
  return session.token && session.conversationId && session.domain ? session : undefined
}
