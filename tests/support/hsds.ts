/** A fully nested service in the shape of Open Referral UK v3, with a few fields of its own. Made up. */
export function hsdsService(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'svc-1',
    name: 'Inkwell Drawing Club',
    description: 'Drawing and sketching for young people, with all materials.',
    status: 'active',
    url: 'https://inkwell.example.org/club',
    email: 'hello@inkwell.example.org',
    minimum_age: 11,
    maximum_age: 18,
    assured_date: '2026-09-01',
    last_modified: '2026-10-02T12:06:15.654',
    schedules: [
      { id: 's1', freq: 'WEEKLY', interval: 1, byday: 'TU', opens_at: '16:00:00', closes_at: '17:30:00' },
    ],
    service_at_locations: [hsdsPlace()],
    organization: { id: 'o1', name: 'Inkwell', website: 'https://inkwell.example.org' },
    cost_options: [{ id: 'c1', amount: 0, amount_description: 'Free' }],
    contacts: [{ id: 'k1', phones: [{ number: '01632 960001' }] }],
    ...fields,
  }
}

export function hsdsPlace(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'sal-1',
    location: {
      id: 'loc-1',
      location_type: 'physical',
      name: 'The Old Forge',
      latitude: 52.43,
      longitude: -1.02,
      addresses: [{ id: 'a1', address_1: '1 Smithy Lane', city: 'Madeupton', postal_code: 'ZZ1 4QD' }],
      accessibility: [],
      ...fields,
    },
  }
}

/** A page of a list. */
export function hsdsPage(
  contents: readonly unknown[],
  page: { number?: number; of?: number; last?: boolean } = {},
): Record<string, unknown> {
  const { number = 1, of = 1 } = page
  return {
    total_items: contents.length * of,
    total_pages: of,
    page_number: number,
    size: contents.length,
    first_page: number === 1,
    last_page: page.last ?? number === of,
    empty: contents.length === 0,
    contents,
  }
}
