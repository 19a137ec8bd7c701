import type { Appointment } from '../../domain/booking/types.ts'
import type { Person, SummaryLine } from '../../domain/conversation/person.ts'
import { SECTION_ORDER } from '../../domain/handoff/sections.ts'
import type { School } from '../../domain/school/school.ts'
import type { Phrase, Suggestion } from '../../domain/matching/types.ts'
import { changeItems } from '../../dialogs/change-card.ts'
import { dateInWords, timeInWords } from '../../dialogs/dates.ts'
import type { Voice } from '../voice.ts'
import { change, facts as factBlock, heading, text, words } from './outline.ts'
import type { Block, LabelledValues, Outline } from './outline.ts'

/**
 * A young person's own copy: every line with who sees it, and their plan. Nothing of a worry stands in it: the paper may be found by
 * whoever lives with them.
 */
export function ownCopy(voice: Voice, of: { person: Person; school: School }): Outline {
  const { person, school } = of
  const say = (id: string, values?: Readonly<Record<string, string | number>>): string =>
    voice.text(id, { school: school.name, ...values })
  const lines = person.agreed?.lines ?? person.summary
  const changed = changeItems(voice.language.texts, person)
  return {
    title: say('mine.title'),
    intro: [
      person.agreed
        ? say('mine.sent', { when: voice.whenWithYear(person.agreed.at), version: person.agreed.version })
        : say('mine.not-sent'),
      ...(isChanged(person) ? [say('mine.changed')] : []),
      say('summary.preview.safety', { school: school.name }),
    ],
    sections: [
      { heading: say('summary.card'), blocks: summaryBlocks(lines, say) },
      { heading: say('mine.plan'), blocks: planBlocks(person, voice, say) },
      ...(changed.length > 0 ? [{ heading: say('measures.change.card'), blocks: [change(changed)] }] : []),
      { heading: say('mine.help'), blocks: [text(say('mine.help.text'))] },
    ],
  }
}

/** What stands in the chat by now is not what was sent; the same in another language is. */
function isChanged({ agreed, summary }: Person): boolean {
  const key = (lines: readonly SummaryLine[]) =>
    JSON.stringify(lines.map(({ id, text: said, english = said, sharedWith }) => [id, english, sharedWith]))
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

function planBlocks(person: Person, voice: Voice, say: Say): Block[] {
  const { goal, confidence, ideas, appointment } = person
  const liked = ideas.shown.filter(({ activity }) => ideas.liked.includes(activity))
  const booked = appointment?.status === 'booked' ? booking(appointment, voice, say) : []
  const blocks: Block[] = [
    ...(goal ? [heading(say('summary.section.goal')), words(goal)] : []),
    ...(confidence == null ? [] : [text(say('summary.line.confidence', { number: confidence }))]),
    ...liked.flatMap((idea) => [
      heading(idea.name),
      text(idea.summary),
      factBlock(ideaFacts(idea, voice, say)),
    ]),
    ...(booked.length > 0 ? [heading(say('mine.booked')), factBlock(booked)] : []),
  ]
  return blocks.length > 0 ? blocks : [text(say('mine.plan.empty'))]
}

/** When, where and with whom, in the words that the place was chosen by. */
function booking({ slot, linkWorkerName }: Appointment, voice: Voice, say: Say): LabelledValues[] {
  const span = { start: voice.whenWithYear(slot.start), end: timeInWords(new Date(slot.end), voice.locale) }
  return [
    [say('mine.booking.when'), [say('mine.booking.span', span)]],
    [say('mine.booking.where'), [say(`mine.place.${slot.place.kind}`, { text: slot.place.text })]],
    [say('mine.booking.with'), [linkWorkerName]],
  ]
}

/** An idea as it was shown, restrictions first and never left out; the unknown is said to be unknown. */
function ideaFacts(idea: Suggestion, voice: Voice, say: Say): LabelledValues[] {
  const phrases = (list: readonly Phrase[]) => list.map(({ id, values }) => voice.text(id, values))
  const { phone, email, url } = idea.contact
  const checked = idea.lastChecked ? dayIn(idea.lastChecked, voice.locale) : say('mine.idea.checked.unknown')
  const facts: LabelledValues[] = [
    [say('mine.idea.restrictions'), phrases(idea.restrictions)],
    [say('mine.idea.why'), phrases(idea.why)],
    [say('mine.idea.facts'), phrases(idea.facts)],
    [say('mine.idea.unknown'), phrases(idea.unknown)],
    [say('mine.idea.contact'), [phone, email, url].filter((one) => one !== undefined)],
    [say('mine.idea.checked'), [checked]],
    [say('mine.idea.source'), [idea.attribution ?? idea.source]],
  ]
  return facts.filter(([, values]) => values.length > 0)
}

/** A date of a record, `2026-11-24`, in words; what is no date stays as it is. */
function dayIn(written: string, locale: string): string {
  const at = new Date(`${written.slice(0, 10)}T12:00:00Z`)
  return Number.isNaN(at.getTime()) ? written : dateInWords(at, locale)
}
