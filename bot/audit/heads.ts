import { z } from 'zod'
import { AuditLink } from '../records/audit.ts'
import { HEAD_MESSAGE } from './trail.ts'

const HeadLine = z.object({
  msg: z.literal(HEAD_MESSAGE),
  chain: z.string(),
  number: z.int().min(1),
  mac: AuditLink.shape.mac,
  at: z.iso.datetime(),
})

/** A head as the log kept it. */
export type KeptHead = Omit<z.infer<typeof HeadLine>, 'msg'>

/** The heads among lines of the service's log. Other lines, also of other programs, are passed over. */
export function headsIn(log: string): KeptHead[] {
  return log.split('\n').flatMap((line) => {
    const start = line.indexOf('{')
    // Collectors of logs put a time or a container's name in front.
    const head = start < 0 ? undefined : HeadLine.safeParse(parseJson(line.slice(start))).data
    return head ? [{ chain: head.chain, number: head.number, mac: head.mac, at: head.at }] : []
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
