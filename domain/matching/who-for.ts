import { GROUP_WORDS } from '../directory/group-words.ts'
import type { Opportunity } from '../directory/opportunity.ts'
import type { AudienceGroup } from '../directory/read-audience.ts'
import { groupNamed } from '../directory/read-audience.ts'
import { readGroups } from '../directory/read-groups.ts'
import type { PhraseBook } from '../understanding/phrases.ts'
import type { Vocabulary } from '../understanding/vocabulary.ts'
import { withoutCompany } from './who-may-come.ts'

/** What a directory says before a group that something is for. */
export interface AudienceBooks {
  readonly lead: PhraseBook<true>
  readonly between: ReadonlySet<string>
  readonly everyone: ReadonlySet<string>
}

/** An entry's parts as words. */
interface InWords {
  readonly name: readonly string[]
  readonly topics: readonly (readonly string[])[]
  readonly description: readonly string[]
  /** What a field of its own says of who may come. */
  readonly eligibility: readonly string[]
  readonly audience: readonly (readonly string[])[]
}

/** Behind so many words a group is named along the way. */
const FAR_IN = 52

/** The concept each group that a text can name stands for. */
const CONCEPT_OF: Readonly<Record<AudienceGroup, string>> = {
  carers: 'young-carers',
  lgbt: 'lgbt',
  send: 'disability',
  refugees: 'newcomers',
  care: 'care-experience',
  bereaved: 'bereavement',
  parents: 'young-parents',
  forces: 'armed-forces',
  prison: 'prison-family',
}
/** Groups named by somebody else: "children whose brother is disabled" are not disabled. */
const THROUGH_KIN: ReadonlySet<AudienceGroup> = new Set(['carers', 'care', 'parents', 'forces', 'prison'])
/** What is at the place, for those who need it: "a hoist for disabled young people" says nothing of who comes. */
const AT_THE_PLACE = new Set(
  'hoist hoists toilet toilets changing ramp ramps lift parking equipment entrance'.split(' '),
)

/** Groups whose people are read from whole sentences. */
const HAS_WORDS: ReadonlySet<string> = new Set(Object.keys(GROUP_WORDS))

/** The people it is made for: named in its name, in an audience field, or after "for" and its like in the text. */
export function whoFor(
  opportunity: Opportunity,
  { name, topics, description, eligibility, audience }: InWords,
  vocabulary: Vocabulary,
  books: AudienceBooks,
): { madeFor: Set<string>; unknown: string[] } {
  const madeFor = new Set<string>()
  const unknown: string[] = []
  const groups = readGroups(
    opportunity.name,
    [...withoutCompany(opportunity.eligibility ?? ''), opportunity.description].join('\n'),
  )
  const isBorneOut = (concept: string) =>
    !HAS_WORDS.has(concept) ||
    groups.some((group) => group === concept || vocabulary.reach(concept).has(group))
  audience.forEach((written, i) => {
    const text = opportunity.audience[i] ?? ''
    const named = groupNamed(text)
    const throughKin = named !== undefined && THROUGH_KIN.has(named)
    const found = throughKin ? [] : [...vocabulary.audiences.allIn(written)].flatMap((f) => f.values)
    const group = found.length === 0 ? named : undefined
    for (const concept of group === undefined ? found : [CONCEPT_OF[group]])
      if (opportunity.audienceFrom === 'field' || isBorneOut(concept)) madeFor.add(concept)
    if (found.length === 0 && group === undefined && !books.everyone.has(written.join(' ')))
      unknown.push(text)
  })
  // "Everyone" beside a group in the audience field: the group is welcome, not the only one.
  if (audience.some((a) => books.everyone.has(a.join(' ')))) madeFor.clear()
  for (const { values } of vocabulary.audiences.allIn(name))
    for (const c of values) if (isBorneOut(c)) madeFor.add(c)
  for (const topic of topics) {
    if (topic.length > 4) continue
    for (const { at, values } of vocabulary.audiences.allIn(topic))
      if (at === 0) for (const c of values) madeFor.add(c)
  }
  for (const text of [eligibility, description]) {
    for (let at = 0; at < text.length; at += 1) {
      const lead = books.lead.longestAt(text, at)
      if (!lead || AT_THE_PLACE.has(text[at - 1] ?? '')) continue
      let next = at + lead.length
      while (books.between.has(text[next] ?? '')) next += 1
      const group = vocabulary.audiences.longestAt(text, next)
      if (group && at < FAR_IN) for (const c of group.values) if (isBorneOut(c)) madeFor.add(c)
    }
  }
  for (const concept of groups) madeFor.add(concept)
  return { madeFor, unknown }
}
