import { z } from 'zod'
import type { School } from '../school/school.ts'
import type { CrisisService } from './register.ts'
import { LocalLine } from './register.ts'

/** The word that anyone may text to Shout. */
export const SHOUT_WORD = 'SHOUT'
/** Shout's number: only its channel takes the school's own word. */
const SHOUT_NUMBER = '85258'

/** What a school adds to the register: help of its own area, shown with every crisis card, in the page itself too. */
export const LocalHelp = z.strictObject({
  /** The word that the school's area has with Shout (partners report by it), texted in place of SHOUT. */
  shoutWord: z
    .string()
    .regex(/^[A-Z]{2,20}$/, 'a word in capital letters, as Shout gave it')
    .optional(),
  /** Services of the register that are only there where they are commissioned (Kooth), by id: this area has them. */
  services: z.array(z.string()).default([]),
  /** Lines that stand in no register, as rows of their own. */
  lines: z.array(LocalLine).max(2, 'more than two cards beside the national ones are not read').default([]),
})
export type LocalHelp = z.infer<typeof LocalHelp>

/** What a young person of this school texts to Shout. */
export const shoutWordOf = (school: School): string => school.help.shoutWord ?? SHOUT_WORD

/** The services of this school's own area: its lines, in its nation, and those of the register that it named. */
export function localLinesOf(school: School, register: readonly CrisisService[]): CrisisService[] {
  const own = school.help.lines.map((line) => ({
    ...line,
    nations: [school.nation],
    localOnly: false,
  }))
  const named = register.filter(({ id }) => school.help.services.includes(id))
  return [...own, ...named.map((service) => ({ ...service, localOnly: false }))]
}

/** The register with the school's own word for Shout, in what is texted and on the button. */
export function withShoutWord(register: readonly CrisisService[], word: string): readonly CrisisService[] {
  if (word === SHOUT_WORD) return register
  return register.map((service) => ({
    ...service,
    channels: service.channels.map((channel) =>
      channel.kind === 'text' && channel.number === SHOUT_NUMBER
        ? { ...channel, body: word, label: channel.label.replaceAll(SHOUT_WORD, word) }
        : channel,
    ),
  }))
}

/** The name of a service that was shown, of the register or of the school's own; its id when it stands nowhere any more. */
export function nameOfService(
  school: School | undefined,
  register: readonly CrisisService[],
  id: string,
): string {
  return [...(school?.help.lines ?? []), ...register].find((row) => row.id === id)?.name ?? id
}
