import type { Audience, SummaryLine } from '../../domain/conversation/person.ts'
import type { School } from '../../domain/school/school.ts'
import type { Facts } from '../inbox/facts.ts'
import { heading, words } from './outline.ts'
import type { Outline } from './outline.ts'

/** What a school or a GP gets: the lines that were shared with them, in the young person's words. Not who it is, unless a line says so. */
export function sharedOutline(
  facts: Facts,
  school: School,
  audience: Exclude<Audience, 'link-worker'>,
  lines: readonly SummaryLine[],
): Outline {
  const parts = [...new Set(lines.map(({ section }) => section))]
  return {
    title: facts.say('inbox.shared.title'),
    intro: [
      facts.say(`inbox.shared.${audience}`, { school: school.name }),
      facts.say('inbox.shared.only'),
      facts.say('inbox.shared.ask', { school: school.name }),
    ],
    sections: [
      {
        heading: facts.say('inbox.shared.words'),
        blocks: parts.flatMap((part) => [
          heading(facts.say(`inbox.section.${part}`)),
          ...lines.filter(({ section }) => section === part).map(({ text }) => words(text)),
        ]),
      },
    ],
  }
}
