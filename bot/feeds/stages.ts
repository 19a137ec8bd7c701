import type { Collection } from '../storage/store.ts'
import type { FeedBatch } from './port.ts'
import type { DirectoryIndex, DirectoryRecord, Stage } from './records.ts'
import { stageIdOf } from './records.ts'

/** A list that was begun longer ago has changed under us: it is read from its first page again. */
const KEEP_MS = 12 * 3_600_000

/**
 * What has been read of a feed in a reading that is under way, on the disk batch by batch. The directory itself is written when the
 * reading has come to its end, so that half a feed is never shown; this is what a process that was killed goes on from.
 */
export class Stages {
  readonly #records: Collection<DirectoryRecord, DirectoryIndex>

  constructor(records: Collection<DirectoryRecord, DirectoryIndex>) {
    this.#records = records
  }

  /** What there is of this feed from this address, in order; none when it is too old. What does not belong to it is deleted. */
  async of(feed: string, from: string, now: Date): Promise<Stage[]> {
    const found = (await this.#records.find({ feed, kind: 'stage' })).flatMap(({ body }) =>
      body.kind === 'stage' ? [body.stage] : [],
    )
    const stages = found.sort((a, b) => a.number - b.number)
    const isOurs = (stage: Stage, at: number) =>
      stage.number === at && stage.from === from && stage.began === stages[0]?.began
    const began = Date.parse(stages[0]?.began ?? '')
    if (stages.every(isOurs) && now.getTime() - began < KEEP_MS) return stages
    await this.clear(feed)
    return []
  }

  async keep(stage: Omit<Stage, 'entries' | 'problems'>, { entries, problems }: FeedBatch): Promise<void> {
    await this.#records.create(stageIdOf(stage.feed, stage.number), {
      kind: 'stage',
      stage: { ...stage, entries: [...entries], problems: [...problems] },
    })
  }

  /** The last first: what is left after a crash in between begins at the beginning, or not at all. */
  async clear(feed: string): Promise<void> {
    const ids = (await this.#records.list({ feed, kind: 'stage' })).map(({ id }) => id)
    const number = (id: string) => Number(id.split(':').at(-1))
    for (const id of ids.sort((a, b) => number(b) - number(a))) await this.#records.delete(id)
  }
}
