import type { Bundle } from '@medplum/fhirtypes'
import { expect } from 'chai'
import { factsAt } from '../../../bot/inbox/facts.ts'
import { handoffFhir } from '../../../bot/inbox/handoff-fhir.ts'
import { danglingReferences } from '../../../domain/handoff/fhir/pieces.ts'
import type { Alert, Handoff } from '../../../domain/handoff/types.ts'
import { alert, concern, handoff, line } from '../../support/cases.ts'
import { fhirProblems } from '../../support/fhir.ts'
import { glossary, twoSchools } from '../../support/inbox.ts'

const appointment = {
  id: 'a1',
  slot: {
    id: 's1',
    linkWorker: 'rowan',
    start: '2026-11-24T12:00:00.000Z',
    end: '2026-11-24T12:40:00.000Z',
    place: { kind: 'room', text: 'Room 4' },
  },
  linkWorkerName: 'Rowan Testperson',
  bookedAt: '2026-11-23T08:31:00.000Z',
  status: 'booked',
  sequence: 0,
}
const read = { by: 'dana', name: 'Dana Testperson', at: '2026-11-23T08:40:00.000Z' }
const full = (over: Record<string, unknown> = {}): Handoff =>
  handoff({
    concerns: [concern(), concern({ id: 'c2', kind: 'bereavement', response: 'note', shown: [] })],
    linkWorker: 'rowan',
    measures: [{ item: 'ons4.happiness', answer: 4 }],
    appointment,
    ...over,
  })

const bundleOf = (of: Handoff, alerts: readonly Alert[] = [alert({ acknowledged: read })]): Bundle => {
  const school = twoSchools()[0]
  if (!school) throw new Error('no school')
  const facts = factsAt(glossary, new Date('2026-11-23T09:00:00Z'))
  return handoffFhir(facts, school, { handoff: of, alerts }, 'https://matters.example')
}
const typesIn = (bundle: Bundle) => (bundle.entry ?? []).map(({ resource }) => resource?.resourceType)
const compositionOf = (bundle: Bundle) =>
  (bundle.entry ?? [])
    .map(({ resource }) => resource)
    .find((resource) => resource?.resourceType === 'Composition')

describe('a handoff as a FHIR R4 document', function () {
  // HL7's definitions are 40 MB of JSON.
  this.timeout(60_000)

  const cases: [string, () => Bundle][] = [
    ['a full one', () => bundleOf(full())],
    ['one in Polish', () => bundleOf(full({ language: 'pl', unread: 2 }))],
    ['with nobody told yet', () => bundleOf(full(), [alert()])],
    [
      'a booking alone',
      () => bundleOf(full({ version: 0, lines: [], concerns: [], liked: [], measures: [] }), []),
    ],
    ['a cancelled time', () => bundleOf(full({ appointment: { ...appointment, status: 'cancelled' } }))],
    [
      'nothing but one line',
      () =>
        bundleOf(
          handoff({
            preferredName: undefined,
            age: undefined,
            contact: undefined,
            supporter: undefined,
            liked: [],
            confidence: undefined,
            lines: [line('matters', 'matters', 'x')],
          }),
          [],
        ),
    ],
    [
      'read, with a code that was confirmed',
      () =>
        bundleOf(
          full({
            acknowledged: read,
            codes: [
              {
                code: '871731000000106',
                term: 'Referral to social prescribing service (procedure)',
                ...read,
              },
            ],
          }),
        ),
    ],
    [
      'HTML, Markdown, control characters and nothing at all in every field',
      () => {
        const bad = '<script>alert(1)</script> **b** [x](javascript:y) \u202e\u0000\ud800 & "q"'
        return bundleOf(
          full({
            preferredName: bad,
            contact: bad,
            supporter: ' \u0000 ',
            lines: [
              line('m', 'matters', bad),
              line('g', 'goal', bad),
              line('s', 'strengths', '   '),
              line('i', 'in-the-way', bad),
              line('p', 'possible', bad),
              line('x', 'ideas', bad),
              line('a', 'about', bad, { sharedWith: ['link-worker', 'gp'] }),
            ],
            concerns: [concern({ evidence: bad, alsoSaid: [bad, ''], wants: [bad] })],
          }),
        )
      },
    ],
  ]
  for (const [name, make] of cases) {
    it(`is taken by two validators, and every reference leads somewhere: ${name}`, () => {
      const bundle = make()
      expect(danglingReferences(bundle)).to.deep.equal([])
      expect(fhirProblems(bundle)).to.deep.equal([])
    })
  }

  it('begins with the Composition and has everything a link worker needs', () => {
    const types = typesIn(bundleOf(full()))
    expect(types[0]).to.equal('Composition')
    expect(types).to.include.members([
      'Patient',
      'ServiceRequest',
      'Appointment',
      'Goal',
      'QuestionnaireResponse',
      'Consent',
      'Flag',
      'Communication',
      'CarePlan',
      'HealthcareService',
    ])
  })

  it('has its sections in the order in which they are read, and never calls itself conformant', () => {
    const bundle = bundleOf(full())
    const composition = compositionOf(bundle)
    const titles = composition?.section?.map(({ title }) => title)
    expect(titles).to.deep.equal([
      'Safety alerts',
      'About me',
      'Plan: goals and strengths',
      'Individual requirements',
      'Plan: activities',
      'Person demographics',
      'Referral details',
      'Assessments',
      'Appointments',
      'Legal information',
      'Information and advice given',
      'Person completing record',
    ])
    expect(JSON.stringify(bundle)).to.not.match(/conformant|low risk|high risk|risk score|severity/i)
  })

  it('says who holds the meeting when the summary was given to a colleague since', () => {
    const bundle = bundleOf(full({ linkWorker: 'both', assigned: { to: 'both', by: 'rowan', at: read.at } }))
    expect(danglingReferences(bundle)).to.deep.equal([])
    expect(fhirProblems(bundle)).to.deep.equal([])
    const resources = (bundle.entry ?? []).flatMap(({ fullUrl, resource }) =>
      resource ? [{ fullUrl, resource }] : [],
    )
    const named = (name: string) =>
      resources.find(
        ({ resource }) =>
          resource.resourceType === 'Practitioner' && resource.name?.[0]?.text?.startsWith(name),
      )?.fullUrl
    const actors = resources.flatMap(({ resource }) =>
      resource.resourceType === 'Appointment'
        ? resource.participant.map(({ actor }) => actor?.reference)
        : [],
    )
    expect(actors).to.include(named('Rowan')).and.not.include(named('Both'))
    const performers = resources.flatMap(({ resource }) =>
      resource.resourceType === 'ServiceRequest' ? [resource.performer?.[0]?.reference] : [],
    )
    expect(performers).to.deep.equal([named('Both')])
  })

  it('names each link worker for good, whoever has the summary after them', () => {
    const workers = (over: Record<string, unknown>) =>
      new Map(
        (bundleOf(full(over)).entry ?? []).flatMap(({ fullUrl, resource }) =>
          resource?.resourceType === 'Practitioner' && resource.identifier
            ? [[resource.identifier[0]?.value, fullUrl] as const]
            : [],
        ),
      )
    const before = workers({})
    const after = workers({ linkWorker: 'both', assigned: { to: 'both', by: 'rowan', at: read.at } })
    const alone = workers({ linkWorker: 'both', appointment: undefined })
    expect([...before.keys()]).to.deep.equal(['rowan'])
    expect([...after.keys()]).to.have.members(['rowan', 'both'])
    expect(after.get('rowan')).to.equal(before.get('rowan'))
    expect(after.get('both')).to.equal(alone.get('both')).and.not.equal(before.get('rowan'))
  })

  it('says each question once in its pages, with what they answered first and when they answered it again', () => {
    const of = full({
      review: { at: '2026-11-23T08:20:00.000Z', answers: [{ item: 'ons4.happiness', answer: 3 }] },
    })
    const assessments = compositionOf(bundleOf(of))?.section?.find(({ title }) => title === 'Assessments')
    expect(assessments?.text?.div).to.match(/^<div[^>]*><p>[^<]*4[^<]*; on [^<]*: 3[^<]*<\/p><\/div>$/)
  })

  it('says a worry that was heard after the summary no earlier than it was heard', () => {
    const late = concern({ id: 'c9', response: 'note', at: '2026-11-24T10:00:00.000Z' })
    const sent = (bundleOf(full({ concerns: [late] }), []).entry ?? []).flatMap(({ resource }) =>
      resource?.resourceType === 'Communication' && resource.about ? [resource.sent] : [],
    )
    expect(sent).to.deep.equal([late.at])
  })

  it('has the first answers before those of later, and what they put in words of their own', () => {
    const words = 'please do not read the second one, i got it wrong'
    const of = full({
      agreedAt: '2026-11-23T08:30:00.000Z',
      measuredAt: '2026-10-01T10:00:00.000Z',
      review: { at: '2026-11-23T08:20:00.000Z', answers: [{ item: 'ons4.happiness', answer: 3 }] },
      lines: [line('measures:review', 'measures', words, { edited: true })],
    })
    const bundle = bundleOf(of)
    const answered = (bundle.entry ?? []).flatMap(({ resource }) =>
      resource?.resourceType === 'QuestionnaireResponse' && resource.item?.[0]?.answer?.[0]?.valueInteger
        ? [[resource.authored, resource.item[0].answer[0].valueInteger]]
        : [],
    )
    expect(answered).to.deep.equal([
      ['2026-10-01T10:00:00.000Z', 4],
      ['2026-11-23T08:20:00.000Z', 3],
    ])
    expect(JSON.stringify(compositionOf(bundle))).to.include(words)
  })

  it('has no SNOMED code that no person has confirmed', () => {
    expect(JSON.stringify(bundleOf(full()))).to.not.include('snomed')
  })

  it('tells nothing of the ids by which a conversation is opened', () => {
    expect(JSON.stringify(bundleOf(full()))).to.not.include('dl_one')
  })

  it('makes what they typed inert in its pages', () => {
    const composition = compositionOf(
      bundleOf(full({ lines: [line('m', 'matters', '<img src=x onerror=y>')] })),
    )
    const pages = JSON.stringify(composition)
    expect(pages).to.include('&lt;img src=x').and.not.include('<img')
  })

  it('the validators do find what is wrong', () => {
    const bundle = structuredClone(bundleOf(full()))
    for (const { resource } of bundle.entry ?? []) {
      if (resource?.resourceType === 'Goal') Object.assign(resource, { lifecycleStatus: 'wished-for' })
      if (resource?.resourceType === 'Flag') Reflect.deleteProperty(resource, 'subject')
    }
    expect(fhirProblems(bundle).join('\n'))
      .to.match(/lifecycleStatus|wished-for/)
      .and.match(/subject/)
    const [first] = bundle.entry ?? []
    if (first) first.fullUrl = 'urn:uuid:00000000-0000-4000-8000-000000000000'
    bundle.entry = (bundle.entry ?? []).filter(({ resource }) => resource?.resourceType !== 'Patient')
    expect(danglingReferences(bundle)).to.not.deep.equal([])
  })

  it('says which language they chatted in, that it is theirs only where they chose it, and that the document is English', () => {
    const spoken = (of: Record<string, unknown>) =>
      (bundleOf(full(of)).entry ?? []).flatMap(({ resource }) =>
        resource?.resourceType === 'Patient' ? (resource.communication ?? []) : [],
      )
    const coding = (code: string) => ({ coding: [{ system: 'urn:ietf:bcp:47', code }] })
    expect(spoken({ language: 'cy' })).to.deep.equal([{ language: coding('cy'), preferred: true }])
    expect(spoken({})).to.deep.equal([{ language: coding('en') }])
    const bundle = bundleOf(full({ language: 'cy' }))
    expect([bundle.language, compositionOf(bundle)?.language]).to.deep.equal(['en-GB', 'en-GB'])
  })
})
