import { cutToDistrict } from '../../domain/places/written-postcode.ts'
import { ageIn } from '../../domain/understanding/age.ts'
import { nameFrom } from '../../domain/understanding/name.ts'
import { isTold } from '../changing.ts'
import { next } from '../question.ts'
import type { Question } from '../question.ts'
import { Phase } from '../phase.ts'
import { saysNothing } from '../said.ts'
import { tellLinkWorker } from './book-details.ts'
import { rememberAnswer } from './ideas-held.ts'

/** The ages this was made for (design.md). Outside them it says so, and does not shut the door. */
const AGES = { from: 11, to: 25 }

const name: Question = {
  name: 'name',
  why: 'about-you.name.why',
  isName: true,
  ask: (_scope, notes) => ({ say: isTold(notes) ? 'about-you.name.told' : 'about-you.name' }),
  take(answer, scope, notes) {
    if (saysNothing(answer, scope)) return next()
    const nickname = nameFrom(answer.text, scope.texts.words.names)
    if (nickname === undefined) return { to: 'unclear' }
    scope.remember({ nickname, ...(isTold(notes) ? { preferredName: nickname } : {}) })
    if (isTold(notes)) tellLinkWorker(scope)
    scope.say(isTold(notes) ? 'next.name.saved' : 'about-you.name.thanks', { name: nickname })
    return next()
  },
  skip: () => next(),
  answered: (person) => person.nickname,
}

const age: Question = {
  name: 'age',
  why: 'about-you.age.why',
  ask: () => ({ say: 'about-you.age' }),
  take(answer, scope) {
    const years = ageIn(answer.text, scope.texts.words)
    if (years === undefined) return { to: 'unclear', say: 'about-you.age.unclear' }
    rememberAnswer(scope, { age: years })
    if (years < AGES.from) scope.say('about-you.age.younger')
    if (years > AGES.to) scope.say('about-you.age.older')
    return next()
  },
  skip(scope) {
    rememberAnswer(scope, { age: null })
    return next()
  },
  answered: (person) => (person.age == null ? undefined : String(person.age)),
}

const place: Question = {
  name: 'place',
  why: 'about-you.place.why',
  ask: (scope) => ({
    say: 'about-you.place',
    choices: scope.texts.choices('about-you.place'),
  }),
  take(answer, scope) {
    if (answer.chose.includes('school')) {
      rememberAnswer(scope, {
        place: { said: scope.school.place.text, position: scope.school.place.position },
      })
      scope.say('about-you.place.known', { place: scope.school.place.text })
      return next()
    }
    const found = scope.services.locate(scope.school.id, answer.text)
    // What is kept, shown and handed on is never more exact than a postcode's first half (Children's Code: no more than is needed).
    const said = cutToDistrict(answer.text)
    // …unless someone may be in danger: then where they are can matter.
    if (said !== answer.text.trim() && scope.heard.screening.concerns.length === 0) scope.keptAs = said
    rememberAnswer(scope, { place: { said, ...(found ? { position: found.position } : {}) } })
    if (!found) scope.say('about-you.place.unknown', { place: scope.school.place.text })
    else if (found.sure === 'sure') scope.say('about-you.place.known', { place: said })
    else scope.say('about-you.place.rough', { place: said })
    return next()
  },
  skip(scope) {
    rememberAnswer(scope, { place: null })
    return next()
  },
  answered: (person) => person.place?.said,
}

/** What to call them, how old, where: each with its reason, each skippable, no more than matching needs. */
export class AboutYou extends Phase {
  readonly questions = [name, age, place]

  constructor() {
    super('about-you')
  }
}
