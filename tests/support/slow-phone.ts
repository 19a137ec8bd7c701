import type { CDPSession } from 'playwright-core'
import { newPage } from './browser.ts'
import type { SlowLine } from './slow-line.ts'

/** A poor mobile line: 400 kbit/s, 400 ms there and back. */
export const SLOW_LINE = { bytesPerSecond: 50_000, latencyMs: 400 } as const
/** A cheap phone: how many times slower than this machine. */
export const CHEAP_PHONE = 6

/** What went over the line after the tap, in milliseconds from it. */
export interface Trip {
  readonly what: string
  readonly from: number
  readonly to: number
}

/** From the tap on the opener to the bot's first words on the screen. */
export interface FirstWords {
  readonly ms: number
  readonly trips: readonly Trip[]
}

/** In every frame: when the opener was tapped, and when the bot's first words had been painted, in milliseconds since 1970. */
const WATCH = `
  addEventListener('click', (event) => {
    window.tapped ??= performance.timeOrigin + event.timeStamp
  }, true)
  const look = new MutationObserver(() => {
    if (!document.querySelector('.theirs .words')) return
    look.disconnect()
    requestAnimationFrame(() => setTimeout(() => (window.spoken = performance.timeOrigin + performance.now())))
  })
  look.observe(document, { childList: true, subtree: true })
`

/**
 * Opens the demonstration's page behind a slow line on a phone that was never there (so many times slower than this machine), taps the opener, and waits for the bot's first words.
 * Connections of the page itself are ended before the tap: a frame of another site shares none with the page around it.
 */
export async function timeFirstWords(line: SlowLine, cpuTimes: number): Promise<FirstWords> {
  const page = await newPage({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  try {
    await page.addInitScript(WATCH)
    await page.goto(line.url, { waitUntil: 'networkidle' })
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuTimes })
    const seen = watchTrips(devtools)
    line.hangUp()
    await page.getByRole('button', { name: 'Chat about what matters' }).tap()
    await page.frameLocator('iframe').locator('.theirs .words').first().waitFor()
    const frame = page.frames().find((one) => one.url().includes('/panel'))
    const tapped = await page.evaluate<number>('window.tapped')
    await frame?.waitForFunction('window.spoken')
    const spoken = (await frame?.evaluate<number>('window.spoken')) ?? NaN
    return { ms: spoken - tapped, trips: seen.since(tapped) }
  } finally {
    await page.context().close()
  }
}

/** Follows requests and sockets by the debugger's own clock, tied to the wall clock by each request that says both. */
function watchTrips(devtools: CDPSession): { since(tapped: number): Trip[] } {
  const open = new Map<string, { what: string; from: number }>()
  const done: { what: string; from: number; to: number }[] = []
  let offset = 0
  const end = (id: string, at: number, more = '') => {
    const trip = open.get(id)
    if (trip) done.push({ what: trip.what + more, from: trip.from, to: at * 1000 })
    open.delete(id)
  }
  devtools.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => {
    offset = (wallTime - timestamp) * 1000
    open.set(requestId, { what: `${request.method} ${shortened(request.url)}`, from: timestamp * 1000 })
  })
  devtools.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) =>
    end(requestId, timestamp, `, ${Math.round(encodedDataLength)} bytes`),
  )
  devtools.on('Network.webSocketCreated', ({ requestId, url }) =>
    open.set(requestId, { what: `socket ${shortened(url)}`, from: NaN }),
  )
  devtools.on('Network.webSocketWillSendHandshakeRequest', ({ requestId, timestamp }) => {
    const trip = open.get(requestId)
    if (trip) trip.from = timestamp * 1000
  })
  devtools.on('Network.webSocketFrameReceived', ({ requestId, timestamp }) => end(requestId, timestamp))
  return {
    since: (tapped) =>
      done
        .map(({ what, from, to }) => ({ what, from: from + offset - tapped, to: to + offset - tapped }))
        .filter(({ from }) => from > -50)
        .sort((a, b) => a.from - b.from),
  }
}

/** Ids and hashes say nothing in a table. */
const shortened = (url: string) =>
  new URL(url).pathname.replace(/[0-9a-f]{20,}/g, 'ID').replace(/-[0-9a-f]{10}\./, '.')
