/** A service in the shape that Outpost directories serve, with a few fields of its own. Made up, quirks included. */
export function outpostService(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    _id: '60aa000000000000000000a1',
    id: 41,
    name: 'Easterfield Lantern Makers',
    description: 'Making paper lanterns together, all materials given. \r\n ',
    url: null,
    visible_from: null,
    visible_to: null,
    min_age: 11,
    max_age: null,
    needs_referral: null,
    free: null,
    updated_at: '2026-03-02T09:30:00.000Z',
    created_at: '2024-03-02T09:30:00.000Z',
    locations: [outpostPlace()],
    contacts: [],
    organisation: { id: 7, name: 'Lantern Trust', description: null, email: null, url: null },
    taxonomies: [{ id: 2, name: 'Arts and crafts', slug: 'arts-and-crafts', parent_id: 1 }],
    regular_schedules: [],
    cost_options: [],
    links: [{ label: 'Facebook', url: 'http://lanterns.example' }],
    send_needs: [{ id: 1, name: 'Autism', slug: 'autism' }],
    target_directories: [{ name: 'Family Information Service', label: 'bfis' }],
    ...fields,
  }
}

export function outpostPlace(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 3,
    name: 'St Agnes Hall',
    address_1: ' 4 Weir Road',
    city: 'Madeupton',
    state_province: 'Madeupshire',
    postal_code: 'ZZ1 4QD',
    country: 'GB',
    geometry: { type: 'Point', coordinates: [-1.020659, 52.431001] },
    mask_exact_address: false,
    accessibilities: [{ name: 'Hearing loop' }],
    ...fields,
  }
}
