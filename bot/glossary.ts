import { measureAnswer } from '../dialogs/change-card.ts'
import { itemOf } from '../domain/measures/instruments.ts'
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
      answer: answerOf(texts, item, answer),
    }),
  }
}

/** In words; a number alone for an item that is not ours any more. */
function answerOf(texts: Content['texts'], id: string, answer: number): string {
  const item = itemOf(id)
  return item ? measureAnswer(texts, item, answer) : String(answer)
}
