import { loadExamples } from '../../../../content/load-examples.ts'
import { loadUnderstanding } from '../../../../content/load-understanding.ts'
import { fromOpenReferral } from '../../../../domain/directory/from-openreferral.ts'
import { prepare } from '../../../../domain/matching/prepare.ts'
import { opportunity } from '../../../support/opportunity.ts'

/** What a careful reader takes from a description, beside the groups. */
const PLAIN = [
  'girls',
  'boys',
  'adults',
  'small',
  'young',
  'ended',
  'weight',
  'gambling',
  'dating',
  'trial',
  'referral',
  'paid',
  'free',
  'stairs',
] as const
const GROUP = 'for:'
const OTHER = 'for:other'
/** Said of most that young people may come to; nothing hangs on hearing it. */
const NOT_MEASURED: ReadonlySet<string> = new Set(['young', OTHER])
/** An oldest age up to which something is for small children. */
const SMALL = 11
const ADULT = 18
const TODAY = '2026-11-26'

const RULES: Readonly<Record<string, readonly string[]>> = {
  adults: [
    'adult-only',
    'later-life',
    'alcohol-and-nightlife',
    'men-and-women-later',
    'professionals',
    'cosmetic',
    'trainers-in-weapons',
  ],
  small: ['early-years', 'early-years-unasked', 'parents', 'parents-unasked', 'parents-of-teenagers'],
  weight: ['weight-loss'],
  gambling: ['gambling'],
  dating: ['dating'],
  trial: ['pay-to-trial', 'pay-to-trial-by-card'],
}

const vocabulary = loadUnderstanding()

export interface Reading {
  readonly voice: string
  readonly text: string
  readonly labels: readonly string[]
  /** Labels that were read, in the words of the labels; groups by the label they were found for. */
  readonly read: ReadonlySet<string>
}

export interface Count {
  readonly label: string
  readonly written: number
  readonly found: number
  readonly wrong: number
}

export type File = 'noticeboard' | 'broadsheet'

/** Every description of both files, as an importer and the matcher read it. */
export function readings(): Reading[] {
  const isLabel = (label: string) => label.startsWith(GROUP) || PLAIN.some((plain) => plain === label)
  const examples = loadExamples(import.meta.dirname, isLabel)
  const groups = new Set(examples.flatMap(({ labels }) => labels.filter((l) => l.startsWith(GROUP))))
  return examples.map(({ voice, labels, text }) => ({
    voice,
    labels,
    text,
    read: read(text, labels, groups),
  }))
}

/** What was found and what was wrongly read of a file, by label; of what is over, only that. `for` is all groups together. */
export function counts(all: readonly Reading[], file: File): Count[] {
  const written = new Map<string, { written: number; found: number; wrong: number }>()
  const row = (label: string) => {
    const known = written.get(label) ?? { written: 0, found: 0, wrong: 0 }
    written.set(label, known)
    return known
  }
  for (const reading of all.filter(({ voice }) => voice === file)) {
    for (const label of missed(reading)) row(label).written += 1
    for (const label of found(reading)) {
      row(label).written += 1
      row(label).found += 1
    }
    for (const label of wrong(reading)) row(label).wrong += 1
  }
  return [...written].map(([label, count]) => ({ label, ...count })).sort(byFamily)
}

/** All groups of a file as one row. */
export function groupsTogether(rows: readonly Count[]): Count {
  const groups = rows.filter(({ label }) => label.startsWith(GROUP))
  const sum = (of: (count: Count) => number) => groups.reduce((total, count) => total + of(count), 0)
  return {
    label: 'for',
    written: sum((c) => c.written),
    found: sum((c) => c.found),
    wrong: sum((c) => c.wrong),
  }
}

export const missed = (reading: Reading): string[] => looked(reading).filter((l) => !reading.read.has(l))
const found = (reading: Reading): string[] => looked(reading).filter((l) => reading.read.has(l))

/** What was read and is not written. */
export function wrong({ labels, read }: Reading): string[] {
  if (labels.includes('ended')) return []
  const groupsOpen = labels.includes(OTHER)
  return [...read].filter(
    (label) =>
      !labels.includes(label) && !NOT_MEASURED.has(label) && !(groupsOpen && label.startsWith(GROUP)),
  )
}

const looked = ({ labels }: Reading): string[] =>
  labels.includes('ended') ? ['ended'] : labels.filter((label) => !NOT_MEASURED.has(label))

function read(text: string, labels: readonly string[], groups: ReadonlySet<string>): Set<string> {
  const end = /[.?!:] |$/.exec(text)?.index ?? text.length
  const name = text.slice(0, end + (text[end] === '.' ? 0 : 1)).trim()
  const description = text.slice(end + 1).trim()
  const mapped = fromOpenReferral({ id: 'one', name, description, status: 'active' }, { id: 'test' }, TODAY)
  if ('leftOut' in mapped) return new Set(['ended'])
  const { ages, genderGroup, cost, needsReferral } = mapped.taken
  const { madeFor, unsuitable, access } = prepare(
    opportunity({ ...mapped.taken, sourceId: name }),
    vocabulary,
  )
  const rules = unsuitable.map(({ id }) => id)
  const by = (label: string) => RULES[label]?.some((rule) => rules.includes(rule)) === true
  const is: readonly (readonly [string, boolean])[] = [
    ['girls', genderGroup?.only === 'girls'],
    ['boys', genderGroup?.only === 'boys'],
    ['adults', (ages.min ?? 0) >= ADULT || by('adults')],
    ['small', (ages.max !== undefined && ages.max <= SMALL) || by('small')],
    ...['weight', 'gambling', 'dating', 'trial'].map((label) => [label, by(label)] as const),
    ['referral', needsReferral === true],
    ['paid', cost.free === false || (cost.from ?? 0) > 0],
    ['free', cost.free === true],
    ['stairs', access === 'not'],
  ]
  return new Set([
    ...is.flatMap(([label, yes]) => (yes ? [label] : [])),
    ...groupsRead(madeFor, labels, groups),
  ])
}

/** A group that was read stands for those written that it is, is a kind of or has as a kind; for itself when it is none. */
function groupsRead(
  madeFor: ReadonlySet<string>,
  labels: readonly string[],
  groups: ReadonlySet<string>,
): string[] {
  const written = labels.filter((label) => label.startsWith(GROUP))
  return [...madeFor].flatMap((group) => {
    const meant = written.filter((label) => isKin(label.slice(GROUP.length), group))
    if (meant.length > 0) return meant
    return groups.has(GROUP + group) ? [GROUP + group] : []
  })
}

const isKin = (a: string, b: string): boolean =>
  a === b || vocabulary.reach(a).has(b) || vocabulary.reach(b).has(a)

const byFamily = (a: Count, b: Count): number =>
  Number(a.label.startsWith(GROUP)) - Number(b.label.startsWith(GROUP)) || a.label.localeCompare(b.label)
