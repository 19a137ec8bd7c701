/** OpenActive items in the shapes that providers serve, made up. */

export const CLUB = 'https://play.example.org/series/7'

export const concept = (prefLabel: string, id?: string): Record<string, unknown> => ({
  '@type': 'Concept',
  prefLabel,
  ...(id === undefined ? {} : { '@id': `https://openactive.io/activity-list#${id}` }),
})

export const item = (
  id: string | number,
  data: Record<string, unknown> | undefined,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  state: data ? 'updated' : 'deleted',
  kind: 'SessionSeries',
  id,
  modified: 1_790_000_000_000,
  ...(data ? { data } : {}),
  ...more,
})

/** A series in the 2.0 shape. */
export const series = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@context': 'https://openactive.io/',
  '@type': 'SessionSeries',
  '@id': CLUB,
  name: 'Shuttle Social',
  description: 'Badminton for beginners. Rackets can be borrowed.',
  activity: [concept('Badminton', 'c0360db0-a817-4bae-9167-40f89b49fc9e')],
  ageRange: { '@type': 'QuantitativeValue', minValue: 11, maxValue: 17 },
  url: 'https://play.example.org/shuttle',
  organizer: {
    '@type': 'Organization',
    name: 'Madeupton Racket Club',
    email: 'hi@play.example.org',
    telephone: '01632 960 111',
  },
  location: {
    '@type': 'Place',
    name: 'Madeupton Hall',
    address: {
      '@type': 'PostalAddress',
      streetAddress: '1 High Street',
      addressLocality: 'Madeupton',
      postalCode: 'BS5 0AA',
      addressCountry: 'GB',
    },
    geo: { '@type': 'GeoCoordinates', latitude: 51.46, longitude: -2.56 },
  },
  offers: [{ '@type': 'Offer', name: 'Session', price: '3.50', priceCurrency: 'GBP' }],
  ...more,
})

export const session = (
  startDate: string,
  endDate: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  '@type': 'ScheduledSession',
  '@id': `${CLUB}/sessions/${startDate}`,
  superEvent: CLUB,
  startDate,
  endDate,
  ...more,
})

export const page = (next: string | undefined, items: readonly unknown[]): Record<string, unknown> => ({
  ...(next === undefined ? {} : { next }),
  items,
  license: 'https://creativecommons.org/licenses/by/4.0/',
})
