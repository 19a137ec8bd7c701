import type { ServerResponse } from 'node:http'
import { json, refuse } from './directory-server.ts'
import { hsdsPage, hsdsService } from './hsds.ts'

/** How a directory of many services is played. */
export interface PlayedFeed {
  readonly services: number
  /** One in so many addresses fails the first time it is asked for, each in another way. 0: none does. */
  readonly failEvery: number
}

const PER_PAGE = 100
const TRADES = [
  'Drawing',
  'Football',
  'Chess',
  'Baking',
  'Climbing',
  'Coding',
  'Singing',
  'Gardening',
  'Boxing',
  'Sewing',
]

/** An Open Referral UK v3 server of made-up services: list rows without details, each with its own address, and failures on the way. */
export function playFeed({ services, failEvery }: PlayedFeed): (url: URL, response: ServerResponse) => void {
  const pages = Math.ceil(services / PER_PAGE)
  const askedBefore = new Set<string>()
  let asked = 0
  return (url, response) => {
    const key = url.pathname + url.search
    if (!askedBefore.has(key)) {
      askedBefore.add(key)
      asked += 1
      if (failEvery > 0 && asked % failEvery === 0) {
        fail(response, asked / failEvery)
        return
      }
    }
    const id = /\/services\/s(\d+)$/.exec(url.pathname)?.[1]
    if (id !== undefined) {
      json(response, played(Number(id)))
      return
    }
    const number = Number(url.searchParams.get('page'))
    const first = (number - 1) * PER_PAGE
    const count = Math.max(0, Math.min(PER_PAGE, services - first))
    const rows = Array.from({ length: count }, (_, at) => row(first + at))
    json(response, { ...hsdsPage(rows, { number, of: pages }), total_items: services })
  }
}

const nameOf = (at: number): string => `${TRADES[at % TRADES.length] ?? ''} club number ${at}`
const row = (at: number) => ({
  id: `s${at}`,
  name: nameOf(at),
  status: 'active',
  last_modified: '2026-10-02T12:00:00',
})

function played(at: number): Record<string, unknown> {
  return hsdsService({
    ...row(at),
    description: `<p>${nameOf(at)} meets every week. ${'All are welcome, and there is tea. '.repeat(12)}</p>`,
    url: `https://club-${at}.example.org/`,
  })
}

/** Busy, broken, told to wait, cut off, hung up. */
function fail(response: ServerResponse, nth: number): void {
  const way = nth % 5
  if (way === 0) refuse(response, 503)
  else if (way === 1) refuse(response, 429, { 'retry-after': '0' })
  else if (way === 2) refuse(response, 200, { 'content-type': 'application/json' }, '{"id":"s')
  else if (way === 3) refuse(response, 500)
  else response.destroy()
}
