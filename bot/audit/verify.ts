import type { AuditEntry, AuditLink } from '../records/audit.ts'
import { sameSecret } from '../same-secret.ts'
import type { Keyring } from '../storage/sealing.ts'
import type { KeptHead } from './heads.ts'
import { deedOf, macOf } from './link.ts'

export interface StoredEntry {
  readonly id: string
  readonly body: AuditEntry
}

interface Linked extends StoredEntry {
  readonly link: AuditLink
}

export interface AuditToVerify {
  readonly entries: readonly StoredEntry[]
  /** Ids of entries that the store could not open. */
  readonly unreadable: readonly string[]
  /** What the log kept of the chains' ends; without any, a cut end is not noticed. */
  readonly heads: readonly KeptHead[]
  readonly keyring: Keyring
  /** The first day that is still kept: what is older may be gone. */
  readonly oldestDay: string
}

export interface Verified {
  readonly entries: number
  readonly chains: number
  /** From before there was a chain. */
  readonly unchained: number
  /** What is wrong, an entry a line, naming it by its id or by its place in its chain. */
  readonly problems: readonly string[]
}

/** Looks whether every entry is as it was written, and whether one is missing. Never throws for what it finds: it says so. */
export function verifyAudit(of: AuditToVerify): Verified {
  const linked = of.entries.flatMap(({ id, body }) => (body.link ? [{ id, body, link: body.link }] : []))
  const chains = byChain(linked)
  const unchained = of.entries.filter(({ body }) => body.link === undefined)
  const isPast = (at: string): boolean => at.slice(0, 10) < of.oldestDay
  const problems = [
    ...of.unreadable.map((id) => `${id}: cannot be opened, so it was changed or damaged`),
    ...addedTo(unchained, linked),
    ...linked.flatMap((entry) => changed(entry, of.keyring)),
    ...[...chains.values()].flatMap((chain) => missingIn(chain, isPast)),
    ...of.heads.flatMap((head) => missingAt(head, chains.get(head.chain) ?? [], isPast)),
  ]
  return { entries: of.entries.length, chains: chains.size, unchained: unchained.length, problems }
}

function byChain(linked: readonly Linked[]): ReadonlyMap<string, readonly Linked[]> {
  const chains = new Map<string, Linked[]>()
  for (const entry of linked) {
    const chain = chains.get(entry.link.chain)
    if (chain) chain.push(entry)
    else chains.set(entry.link.chain, [entry])
  }
  return chains
}

/** Entries without a link, though there were chains already when they say they were written. */
function addedTo(unchained: readonly StoredEntry[], linked: readonly Linked[]): string[] {
  const first = linked.map(({ body }) => body.at).reduce((a, b) => (b < a ? b : a), '9')
  return unchained
    .filter(({ body }) => body.at > first)
    .map(({ id }) => `${id}: is in no chain, so it was added or its link was taken away`)
}

function changed({ id, body, link }: Linked, keyring: Keyring): string[] {
  if (!keyring.keys.has(link.key))
    return [`${id}: cannot be checked without the key "${link.key}": put it after the current one`]
  return sameSecret(macOf(keyring, id, deedOf(body), link), link.mac) ? [] : [`${id}: was changed`]
}

function missingIn(chain: readonly Linked[], isPast: (at: string) => boolean): string[] {
  const inOrder = chain.toSorted((a, b) => a.link.number - b.link.number)
  return inOrder.flatMap(({ id, link }, at) => {
    const before = inOrder[at - 1]
    if (before?.link.number === link.number) return [`${id}: has the same place as ${before.id}`]
    if ((before?.link.number ?? 0) === link.number - 1) {
      return before?.link.mac === link.previous?.mac ? [] : [`${id}: does not follow on ${before?.id ?? ''}`]
    }
    // What is older than what is kept was swept away; the entry after it remembers how old it was.
    if (link.previous && isPast(link.previous.at)) return []
    const from = (before?.link.number ?? 0) + 1
    return [`${placesOf(link.chain, from, link.number - 1)}: removed, before ${id}`]
  })
}

function missingAt(head: KeptHead, chain: readonly Linked[], isPast: (at: string) => boolean): string[] {
  const found = chain.find(({ link }) => link.number === head.number)
  if (found)
    return found.link.mac === head.mac ? [] : [`${found.id}: is not the one whose head the log has kept`]
  const last = Math.max(0, ...chain.map(({ link }) => link.number))
  // Missing in the middle: said already.
  if (last > head.number || isPast(head.at)) return []
  return [`${placesOf(head.chain, last + 1, head.number)}: missing at the end, which was written ${head.at}`]
}

const placesOf = (chain: string, from: number, to: number): string =>
  from === to ? `number ${from} of chain ${chain}` : `numbers ${from} to ${to} of chain ${chain}`
