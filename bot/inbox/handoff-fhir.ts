import type { FhirInput, FhirWords } from '../../domain/handoff/fhir/input.ts'
import { linkWorkerName } from '../../domain/handoff/assigned.ts'
import { handoffBundle } from '../../domain/handoff/fhir/bundle.ts'
import type { School } from '../../domain/school/school.ts'
import { nameUuid } from '../ids.ts'
import type { Fact, Facts } from './facts.ts'
import type { HandoffView } from './handoff-page.ts'

/** What our documents say the program's version is: it rises when the document's shape does. */
const PROGRAM_VERSION = '1'

/** The handoff as a FHIR document, in the words of the inbox. */
export function handoffFhir(
  facts: Facts,
  school: School,
  { handoff, alerts }: Pick<HandoffView, 'handoff' | 'alerts'>,
  system: string,
): ReturnType<typeof handoffBundle> {
  const { linkWorker: id } = handoff
  const name = linkWorkerName(handoff, school)
  const input: FhirInput = {
    handoff,
    alerts,
    school: { id: school.id, name: school.name },
    linkWorker: id === undefined || name === undefined ? undefined : { id, name },
    words: fhirWords(facts, school, handoff),
    system,
    programVersion: PROGRAM_VERSION,
    uuid: (name) => nameUuid(`${handoff.id}/${name}`),
    now: facts.times.now,
  }
  return handoffBundle(input)
}

function fhirWords(facts: Facts, school: School, handoff: HandoffView['handoff']): FhirWords {
  const say = (id: string) => facts.say(id)
  const flat = (list: readonly Fact[]) => list.map(([label, values]) => `${label}: ${values.join('; ')}`)
  const confidence = facts.confidence(handoff)
  const note = facts.bookingNote(handoff)
  return {
    title: say(handoff.version === 0 ? 'inbox.fhir.title.booking' : 'inbox.fhir.title'),
    documentType: say('inbox.fhir.type'),
    referral: say('inbox.fhir.referral'),
    plan: say('inbox.fhir.plan'),
    program: say('inbox.fhir.program'),
    consentRule: say('inbox.fhir.consent'),
    gp: say('inbox.fhir.gp'),
    cancelled: say('inbox.fhir.cancelled'),
    noConcern: facts.noConcern(handoff),
    empty: say('inbox.handoff.empty'),
    section: (name) => say(`inbox.fhir.section.${name}`),
    part: (section) => say(`inbox.section.${section}`),
    concern: (concern) => facts.concernHeading(concern),
    concernFacts: (concern) => [facts.concernTime(concern), ...flat(facts.concern(concern))],
    told: (concern, alert) => flat([facts.told(concern, alert)]).join(''),
    shown: (concern) => concern.shown.map((id) => facts.service(id)),
    measure: (item, answer) => facts.measure(item, answer),
    measures: facts.measures(handoff).map(([question, answers]) => `${question} ${answers.join('; ')}`),
    idea: (idea) => flat(facts.idea(idea)),
    practical: flat(facts.practical(handoff, school)),
    booking: [...(note === undefined ? [] : [note]), ...flat(facts.booking(handoff))],
    place: facts.place(handoff),
    confidence:
      confidence === undefined ? undefined : `${say('inbox.handoff.goal.confidence')}: ${confidence}`,
    author: flat(facts.rest(handoff).slice(0, 2)),
  }
}
