import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { syllable } from 'syllable'
import { z } from 'zod'
import { loadTexts } from '../../content/load-texts.ts'
import type { Values } from '../../content/message.ts'
import { readYaml } from '../../content/yaml.ts'

export const FOLDER = join(import.meta.dirname, '../../content/en')

/** Files that hold no texts for young people: taps and ways of saying things, and the pages and messages of staff. */
const NOT_SAID = [
  'choices.yaml',
  'words.yaml',
  'language.yaml',
  'inbox.yaml',
  'inbox-directory.yaml',
  'inbox-school.yaml',
  'inbox-casework.yaml',
  'inbox-impact.yaml',
  'inbox-referrals.yaml',
  'fhir.yaml',
  'alerts.yaml',
  'teams-staff.yaml',
  'teams-app.yaml',
]

export const texts = loadTexts(FOLDER, 'en-GB')

const Messages = z.record(z.string(), z.string())
const messagesOf = (keep: (file: string) => boolean): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith('.yaml') && keep(file))
      .flatMap((file) => Object.entries(readYaml(join(FOLDER, file), Messages))),
  )

/** Every message as it is written, by id; and those that are said to young people. */
export const allMessages = messagesOf((file) => !NOT_SAID.slice(0, 3).includes(file))
export const saidMessages = messagesOf((file) => !NOT_SAID.includes(file))

/** What may stand in a placeholder, of an ordinary length, with plain names: the words are judged, not the names in them. */
const SAMPLES: Values = {
  school: 'Park School',
  shout: 'SHOUT',
  name: 'Sam',
  before: 'Alex',
  worker: 'Robin Fox',
  ways: 'In a room: Room 4',
  role: 'safeguarding lead',
  when: 'Monday 7 June, 3:30pm',
  soonest: 'Monday 7 June, 3:30pm',
  place: 'The blue room',
  day: 'Monday',
  date: '7 June 2027',
  on: Date.parse('2027-06-07T12:00:00Z'),
  days: 30,
  words: 'my dog and art',
  not: 'swimming',
  answer: 'not sure',
  word: 'art',
  cards: 'being outdoors',
  card: 'outdoors',
  list: 'a name, a goal',
  names: 'Art club',
  who: 'link worker',
  text: 'my dog',
  count: 3,
  version: 2,
  language: 'Somali',
  number: 7,
  age: 14,
  min: 11,
  max: 16,
  miles: 2,
  minutes: 10,
  pounds: 3,
  from: '4pm',
  to: '5pm',
  first: 'monday',
  last: 'friday',
  every: 'fortnight',
  code: 'otter lemon brick cloud 482',
  goal: 'go once and see',
  now: 6,
  wait: 'in 12 days',
  ahead: 2,
  step: 3,
  of: 12,
  until: 'Tuesday 8 June, 3:30pm',
  start: 'Monday 7 June 2027, 3:30pm',
  end: '4pm',
  time: '8:30am',
}

/** A text as a young person may read it. */
export const sample = (id: string): string => texts.text(id, SAMPLES)

export const wordsOf = (text: string): string[] =>
  text.split(/[\s/]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))

/** A colon ends a unit of thought as a full stop does (Flesch 1949). A time of day is no end. */
export const sentencesOf = (text: string): string[] =>
  text.split(/[.?!]+(?=["')\s]|$)|:(?=\s|$)/u).filter((part) => wordsOf(part).length > 0)

/** Flesch-Kincaid grade: 5 is about age 10, 6 about age 11. Digits are read as one syllable each number. */
export function gradeOf(text: string): number {
  const words = wordsOf(text)
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0)
  return 0.39 * (words.length / sentencesOf(text).length) + 11.8 * (syllables / words.length) - 15.59
}
