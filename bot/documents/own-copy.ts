import type { Texts } from '../../content/load-texts.ts'
import type { Person, SummaryLine } from '../../domain/conversation/person.ts'
import { SECTION_ORDER } from '../../domain/handoff/sections.ts'
import type { School } from '../../domain/school/school.ts'
import type { Facts } from '../inbox/facts.ts'
import { changeItems } from '../../dialogs/change-card.ts'
import { change, facts as factBlock, heading, text, words } from './outline.ts'
import type { Block, Outline } from './outline.ts'

/**
 * A young person's own copy: every line with who sees it, and their plan. Nothing of a worry stands in it: the paper may be found by
 * whoever lives with them.
 */
export function ownCopy(texts: Texts, facts: Facts, of: { person: Person; school: School }): Outline {
  const { person, school } = of
  const say = (id: string, values?: Readonly<Record<string, string | number>>): string =>
    texts.text(id, { school: school.name, ...values })
  const lines = person.agreed?.lines ?? person.summary
  const changed = changeItems(texts, person)
  return {
    title: say('mine.title'),
    intro: [
      person.agreed
        ? say('mine.sent', { when: facts.times.fixed(person.agreed.at), version: person.agreed.version })
        : say('mine.not-sent'),
      ...(isChanged(person) ? [say('mine.changed')] : []),
      say('summary.preview.safety', { school: school.name }),
    ],
    sections: [
      { heading: say('summary.card'), blocks: summaryBlocks(lines, say) },
      { heading: say('mine.plan'), blocks: planBlocks(person, facts, say) },
      ...(changed.length > 0 ? [{ heading: say('measures.change.card'), blocks: [change(changed)] }] : []),
      { heading: say('mine.help'), blocks: [text(say('mine.help.text'))] },
    ],
  }
}

/** What stands in the chat by now is not what was sent. */
function isChanged({ agreed, summary }: Person): boolean {
  const key = (lines: readonly SummaryLine[]) =>
    JSON.stringify(lines.map(({ id, text: said, sharedWith }) => [id, said, sharedWith]))
  return agreed !== undefined && summary.length > 0 && key(agreed.lines) !== key(summary)
}

type Say = (id: string, values?: Readonly<Record<string, string | number>>) => string

function summaryBlocks(lines: readonly SummaryLine[], say: Say): Block[] {
  if (lines.length === 0) return [text(say('mine.empty'))]
  const seenBy = ({ sharedWith }: SummaryLine): string =>
    sharedWith.length === 0
      ? say('summary.seen-by.nobody')
      : say('summary.seen-by', {
          who: sharedWith.map((audience) => say(`summary.audience.${audience}`)).join(', '),
        })
  return SECTION_ORDER.flatMap((part) => {
    const own = lines.filter(({ section }) => section === part)
    if (own.length === 0) return []
    return [heading(say(`summary.section.${part}`)), ...own.map((line) => words(line.text, seenBy(line)))]
  })
}

function planBlocks(person: Person, facts: Facts, say: Say): Block[] {
  const { goal, confidence, ideas, appointment } = person
  const liked = ideas.shown.filter(({ activity }) => ideas.liked.includes(activity))
  const booked = appointment?.status === 'booked' ? facts.ownBooking({ appointment }) : []
  const blocks: Block[] = [
    ...(goal ? [heading(say('summary.section.goal')), words(goal)] : []),
    ...(confidence == null ? [] : [text(say('summary.line.confidence', { number: confidence }))]),
    ...liked.flatMap((idea) => [heading(idea.name), text(idea.summary), factBlock(facts.idea(idea))]),
    ...(booked.length > 0 ? [heading(say('mine.booked')), factBlock(booked)] : []),
  ]
  return blocks.length > 0 ? blocks : [text(say('mine.plan.empty'))]
}
