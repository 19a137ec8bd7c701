import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importLongFeed, longFeed } from '../support/rpde-feed.ts'

/** `npm run big-rpde-feed -- [pages]`: imports a feed of 5,000 pages of 100 with failures, killed twice on the way. */
const pages = Number(process.argv[2] ?? 5000)
const folder = await mkdtemp(join(tmpdir(), 'rpde-large-'))
const feed = await longFeed(pages)
try {
  for (const killAt of [Math.floor(pages / 3), Math.floor((pages * 2) / 3), undefined]) {
    const began = performance.now()
    const run = await importLongFeed(feed, folder, killAt)
    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(
      `${run.code === null ? `killed at page ${killAt ?? 0}` : `ended with ${run.code}`} after ${seconds} s, at most ${run.peakMb} MB`,
    )
    if (run.code !== null)
      console.log(
        run.out
          .split('\n')
          .filter((line) => !/^(?:reading|writing)/.test(line))
          .join('\n'),
      )
  }
  const again = [...feed.given].filter(([, times]) => times > 1).length
  console.log(
    `${feed.expected} things to go to expected; ${feed.given.size} pages given, ${again} of them more than once`,
  )
} finally {
  await feed.server.stop()
  await rm(folder, { recursive: true })
}
