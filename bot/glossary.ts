import type { Content } from '../content/load.ts'
import type { Glossary } from './inbox/facts.ts'
import type { Schools } from './schools.ts'

/** Names for what records hold as ids: crisis services and measures. */
export function glossaryOf({ texts, crisis }: Pick<Content, 'texts' | 'crisis'>, schools: Schools): Glossary {
  return {
    texts,
    // Lines of different schools with one id are one service: schools of an area share theirs.
    service: (id: string) =>
      [...schools.all().flatMap((school) => school.help.lines), ...crisis].find((row) => row.id === id)?.name,
    measure: (item: string, answer: number) => ({
      question: texts.text(`measures.${item}`),
      answer: String(answer),
    }),
  }
}
