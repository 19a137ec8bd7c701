import type { Suggestion } from '../../domain/matching/types.ts'
import { coreWords, isOneOf } from '../../domain/understanding/answers.ts'
import { countedIn, pointedAt, readWith } from '../../domain/understanding/pointing.ts'
import { dateInWords } from '../dates.ts'
import { Phase } from '../phase.ts'
import { again, next, unclear } from '../question.ts'
import type { Answer, Outcome, Question } from '../question.ts'
import type { IdeaCard } from '../reply.ts'
import { waysOf } from '../said.ts'
import type { Scope } from '../scope.ts'
import { saidOf } from './ideas-held.ts'

/** Three ideas are three ideas; more at once is a list nobody reads. */
const IDEAS_AT_ONCE = 3
/** How long a name may be on a tap. */
const LONGEST_LABEL = 60
/** Of more words than these, one that stands in a name is no name: "something with art and music". */
const MOST_WORDS_OF_A_NAME = 2
/** The taps for other ideas than these, and for those there were before. */
const OTHERS = 'more'
const BEFORE = 'before'

/** The ideas of the list that stands: the last ones shown and not yet answered. */
function standing(scope: Scope): readonly Suggestion[] {
  const { shown, liked, notForMe, setAside, passedOver } = scope.person.ideas
  const done = new Set([...liked, ...notForMe, ...setAside, ...passedOver])
  return shown.filter((idea) => !done.has(idea.activity))
}

/** Others are asked for in the place of these: that is no dislike, and asks for nothing less like them. */
function passOver(scope: Scope): void {
  const { ideas } = scope.person
  const these = standing(scope).map((idea) => idea.activity)
  scope.remember({ ideas: { ...ideas, passedOver: [...ideas.passedOver, ...these] } })
}

/** What was passed over stands again, to be chosen from. */
function bringBack(scope: Scope): Outcome {
  scope.remember({ ideas: { ...scope.person.ideas, passedOver: [] } })
  return again
}

/** On from here: what was neither picked nor refused is not put before them again. */
function leave(scope: Scope): Outcome {
  const { ideas } = scope.person
  const rest = standing(scope).map((idea) => idea.activity)
  scope.remember({ ideas: { ...ideas, setAside: [...ideas.setAside, ...rest] } })
  return next()
}

/** Looks for ideas that were not shown before, from all they have said so far. */
async function find(scope: Scope): Promise<readonly Suggestion[]> {
  const { person, school } = scope
  const said = saidOf(scope)
  const isEnglish = scope.texts.locale === scope.services.languages.english.texts.locale
  const meant = isEnglish ? await scope.services.meaningOf(said.says) : undefined
  const { suggestions } = scope.services.matcher(school.id).suggest({
    ...said,
    ...(meant === undefined ? {} : { meant }),
    exclude: person.ideas.shown.map((idea) => idea.activity),
    limit: IDEAS_AT_ONCE,
  })
  scope.remember({ ideas: { ...person.ideas, shown: [...person.ideas.shown, ...suggestions] } })
  return suggestions
}

/** An idea as a card: restrictions first, why, what is not known, and when it was last checked. */
export function ideaCard(scope: Scope, idea: Suggestion): IdeaCard {
  const sentence = ({ id, values }: Suggestion['why'][number]): string => scope.text(id, values)
  return {
    type: 'idea',
    id: idea.activity,
    name: idea.name,
    ...(idea.organisation === undefined ? {} : { organisation: idea.organisation }),
    summary: idea.summary,
    restrictions: idea.restrictions.map(sentence),
    facts: idea.facts.map(sentence),
    why: idea.why.map(sentence),
    unknown: idea.unknown.map(sentence),
    contact: {
      ...(idea.contact.phone === undefined ? {} : { phone: idea.contact.phone }),
      ...(idea.contact.email === undefined ? {} : { email: idea.contact.email }),
      ...(idea.contact.url === undefined ? {} : { url: idea.contact.url }),
    },
    checked:
      idea.lastChecked === undefined
        ? scope.text('finding.checked.unknown')
        : scope.text('finding.checked', {
            date: dateInWords(new Date(idea.lastChecked), scope.texts.locale),
          }),
    ...(idea.attribution === undefined ? {} : { attribution: idea.attribution }),
  }
}

function show(scope: Scope, ideas: readonly Suggestion[], say: string): void {
  scope.say(say, { count: ideas.length }, { cards: ideas.map((idea) => ideaCard(scope, idea)) })
}

const choose: Question = {
  name: 'choose',
  why: 'finding.why',
  async ask(scope) {
    if (standing(scope).length === 0) {
      const found = await find(scope)
      if (found.length > 0) show(scope, found, 'finding.some')
    }
    const ideas = standing(scope)
    if (ideas.length === 0) {
      const { shown, passedOver } = scope.person.ideas
      scope.say(shown.length > 0 ? 'finding.no-more' : 'finding.none')
      const taps = scope.texts.choices('finding.none')
      return {
        say: 'finding.change',
        choices: passedOver.length > 0 ? taps : taps.filter(({ id }) => id !== BEFORE),
      }
    }
    return {
      say: 'finding.ask',
      choices: [
        ...ideas.map((idea) => ({ id: idea.activity, label: short(idea.name), words: [] })),
        ...scope.texts.choices('finding.after'),
      ],
      select: 'many',
    }
  },
  take(answer, scope) {
    return standing(scope).length === 0 ? sayMore(answer, scope) : pick(answer, scope)
  },
  skip: leave,
}

async function sayMore(answer: Answer, scope: Scope): Promise<Outcome> {
  if (answer.chose.includes(BEFORE)) return bringBack(scope)
  if (answer.chose.includes('none')) return next()
  if (saysSomethingToFind(answer, scope)) return lookAgain(answer, scope)
  scope.say('finding.no-more')
  return next()
}

/** Whether their words say what to look for. Those that point at an idea, or would send the summary, say nothing of the kind. */
function saysSomethingToFind(answer: Answer, scope: Scope): boolean {
  if (pointedAt(answer.text, scope.texts.words) !== undefined || wantsToSend(answer, scope)) return false
  const { interests, wishes, practical } = scope.services.understand(answer.text)
  return interests.length + wishes.length + practical.length > 0
}

const wantsToSend = ({ text }: Answer, { texts }: Scope): boolean =>
  isOneOf(text, waysOf(texts.choices('finding.on'), 'on'), texts.words.fillers)

/**
 * The idea that their words mean: "the cooking one" by its name, else by what stands on it, and "boxing" alone by its name. Only where one
 * of them is meant and no other.
 */
function meant(answer: Answer, ideas: readonly Suggestion[], scope: Scope): readonly Suggestion[] {
  const { words } = scope.texts
  const pointed = pointedAt(answer.text, words)
  const said = pointed ?? coreWords(answer.text, words.fillers)
  if (pointed === undefined && said.length > MOST_WORDS_OF_A_NAME) return []
  const named = readWith(
    said,
    ideas.map(({ activity, name }) => ({ id: activity, text: name })),
  )
  const found =
    named.length > 0 || pointed === undefined
      ? named
      : readWith(
          said,
          ideas.map((idea) => ({ id: idea.activity, text: readOn(ideaCard(scope, idea)) })),
        )
  return found.length === 1 ? ideas.filter(({ activity }) => found.includes(activity)) : []
}

const readOn = ({ name, organisation = '', summary, why, restrictions, facts }: IdeaCard): string =>
  [name, organisation, summary, ...why, ...restrictions, ...facts].join(' ')

/** What they say is added to what matters, and looked for once more. What stood gives way to it. */
async function lookAgain(answer: Answer, scope: Scope): Promise<Outcome> {
  passOver(scope)
  const { matters } = scope.person
  scope.remember({
    matters: { cards: matters?.cards ?? [], words: [...(matters?.words ?? []), answer.text] },
  })
  const found = await find(scope)
  if (found.length === 0) {
    scope.say('finding.no-more')
    return leave(scope)
  }
  show(scope, found, 'finding.some')
  return again
}

const pickedFrom = (answer: Answer, ideas: readonly Suggestion[], scope: Scope): readonly Suggestion[] =>
  answer.chose.length === 0
    ? meant(answer, ideas, scope)
    : ideas.filter((idea) => answer.chose.includes(idea.activity))

async function pick(answer: Answer, scope: Scope): Promise<Outcome> {
  const ideas = standing(scope)
  const { ideas: kept } = scope.person
  // "Both" and "the last two" count the ideas alone: the taps behind them are no ideas.
  const counted = countedIn(answer.text, ideas.length, scope.texts.words)
  const liked =
    counted.length > 0 ? ideas.filter((_, at) => counted.includes(at + 1)) : pickedFrom(answer, ideas, scope)
  if (liked.length > 0) {
    scope.remember({ ideas: { ...kept, liked: [...kept.liked, ...liked.map((idea) => idea.activity)] } })
    scope.say('finding.liked', { names: liked.map((idea) => idea.name).join(', ') })
    if (counted.length > 0 || !answer.chose.includes(OTHERS)) return leave(scope)
  }
  if (answer.chose.includes(OTHERS)) {
    // "None of these, something with music" says what the others should be.
    if (liked.length === 0 && answer.typed && saysSomethingToFind(answer, scope))
      return lookAgain(answer, scope)
    return showOthers(scope, liked.length > 0)
  }
  if (answer.chose.includes('none')) {
    scope.remember({
      ideas: { ...kept, notForMe: [...kept.notForMe, ...ideas.map((idea) => idea.activity)] },
    })
    scope.say('finding.none-liked')
    return next()
  }
  if (wantsToSend(answer, scope)) return leave(scope)
  // Words that name none of them say what they would rather have.
  return saysSomethingToFind(answer, scope) ? lookAgain(answer, scope) : unclear
}

/** The next that fit in the place of these. When there are none, asking again says so and offers these once more. */
async function showOthers(scope: Scope, hasPicked: boolean): Promise<Outcome> {
  passOver(scope)
  const found = await find(scope)
  if (found.length > 0) {
    show(scope, found, 'finding.others')
    return again
  }
  if (!hasPicked) return again
  scope.say('finding.no-more')
  return leave(scope)
}

const short = (name: string): string =>
  name.length <= LONGEST_LABEL ? name : `${name.slice(0, LONGEST_LABEL - 1).trimEnd()}…`

/** Suggestions with their reasons: liked, not for me, others in their place, or none of them. */
export class Ideas extends Phase {
  readonly questions = [choose]

  constructor() {
    super('ideas')
  }
}
