import { Opportunity } from '../../domain/directory/opportunity.ts'

/** An opportunity with everything unknown but what is given. Made up. */
export function opportunity(fields: Partial<Opportunity> & { sourceId: string }): Opportunity {
  return Opportunity.parse({
    id: `test:${fields.sourceId}`,
    source: 'test',
    name: fields.sourceId,
    description: '',
    phones: [],
    status: 'active',
    ages: {},
    audience: [],
    cost: {},
    times: [],
    places: [],
    mode: [],
    areas: [],
    languages: [],
    topics: [],
    ...fields,
  })
}
