import type { Person } from '../../domain/conversation/person.ts'
import type { SuggestionRequest } from '../../domain/matching/types.ts'
import { chosenFrom } from '../../domain/understanding/answers.ts'
import { atLeast } from '../../domain/screening/types.ts'
import type { Scope } from '../scope.ts'

/** What ideas are looked for by and held to: all that they have said so far. */
export function saidOf(scope: Scope): Omit<SuggestionRequest, 'exclude' | 'limit'> {
  const { person, school, now } = scope
  const own = scope.draft.concerns.filter(
    ({ about, isTakenBack = false }) => about === 'self' && !isTakenBack,
  )
  return {
    ...(person.age == null ? {} : { age: person.age }),
    // A place they named that is on no map gives way to the school's, as they were told (about-you.place.unknown).
    from: person.place?.position ?? school.place.position,
    says: [
      ...(person.matters?.words ?? []),
      ...(person.goal ? [person.goal] : []),
      ...(person.strengths?.words ?? []),
      ...(person.inTheWay?.words ?? []),
      ...(person.possible?.words ?? []),
    ],
    cards: person.matters?.cards ?? [],
    cardWords: cardWords(scope),
    worries: own.filter(({ heardBy }) => heardBy === 'message').map(({ kind }) => kind),
    urgent: own.filter(({ response }) => atLeast(response, 'reach-out')).map(({ kind }) => kind),
    inTheWay: person.inTheWay?.cards ?? [],
    needs: person.needs,
    liked: person.ideas.liked,
    notForMe: person.ideas.notForMe,
    now: now.toISOString(),
  }
}

/** The words that cards of what matters were heard in. One that nothing they typed names was tapped. */
function cardWords({ person, texts }: Scope): Record<string, string> {
  const { cards = [], words: typed = [] } = person.matters ?? {}
  const names = (way: string): boolean =>
    typed.some((text) => chosenFrom(text, [{ id: way, label: way, words: [] }], texts.words).length > 0)
  const heard = texts
    .choices('what-matters.cards')
    .filter(({ id }) => cards.includes(id))
    .flatMap(({ id, label, words }): [string, string][] => {
      const [word] = [label, ...words].filter(names).sort(longestFirst)
      return word === undefined ? [] : [[id, word]]
    })
  return Object.fromEntries(heard)
}

const longestFirst = (a: string, b: string): number => b.length - a.length

/**
 * Remembers an answer that ideas are held to. An idea that stood or was passed over, and may not be shown any more because of it, is
 * forgotten: ideas are looked for again. What is not for their age is forgotten also if they picked or refused it.
 */
export function rememberAnswer(scope: Scope, answer: Partial<Person>): void {
  const { shown, liked, notForMe, setAside } = scope.person.ideas
  const settled = new Set('age' in answer ? [] : [...liked, ...notForMe, ...setAside])
  const ids = shown.map(({ activity }) => activity).filter((id) => !settled.has(id))
  const shut = (): readonly string[] => (ids.length === 0 ? [] : shutTo(scope, ids))
  const before = shut()
  scope.remember(answer)
  const gone = new Set(shut().filter((id) => !before.includes(id)))
  if (gone.size > 0) forget(scope, gone)
}

const shutTo = (scope: Scope, ids: readonly string[]): readonly string[] =>
  scope.services.matcher(scope.school.id).shut({ ...saidOf(scope), exclude: [], limit: 0 }, ids)

function forget(scope: Scope, gone: ReadonlySet<string>): void {
  const { ideas, summary } = scope.person
  const stays = (ids: readonly string[]): string[] => ids.filter((id) => !gone.has(id))
  scope.remember({
    ideas: {
      shown: ideas.shown.filter(({ activity }) => !gone.has(activity)),
      liked: stays(ideas.liked),
      notForMe: stays(ideas.notForMe),
      setAside: stays(ideas.setAside),
      passedOver: stays(ideas.passedOver),
    },
    summary: summary.filter(({ id }) => !gone.has(id.replace(/^idea:/u, ''))),
  })
}
