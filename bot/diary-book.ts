import type { Diary, LinkWorker, School } from '../domain/school/school.ts'
import { diaryId, keptDiaries } from './records/diaries.ts'
import type { KeptDiary } from './records/diaries.ts'
import { AlreadyExists, NotFound, VersionConflict } from './storage/errors.ts'
import type { Collection, Store } from './storage/store.ts'

/** A diary with the version a change must name; 0 is the school's file, as long as nobody has changed anything. */
export interface DiaryPage {
  readonly diary: Diary
  readonly version: number
  readonly changed?: KeptDiary['changed']
}

/** Diaries as they stand: what a link worker has entered, else what the school's file says to begin with. */
export class DiaryBook {
  readonly #kept: Collection<KeptDiary>

  constructor(store: Store) {
    this.#kept = store.collection(keptDiaries)
  }

  async open(school: School, worker: LinkWorker): Promise<DiaryPage> {
    const stored = await this.#kept.get(diaryId(school.id, worker.id))
    if (!stored) return { diary: worker.diary, version: 0 }
    return { diary: stored.body.diary, version: stored.version, changed: stored.body.changed }
  }

  /** The link worker with the diary that holds now. */
  async current(school: School, worker: LinkWorker): Promise<LinkWorker> {
    return { ...worker, diary: (await this.open(school, worker)).diary }
  }

  /** Writes a diary over the version that was read. False when someone else has changed it since. */
  async write(body: KeptDiary, version: number): Promise<boolean> {
    const id = diaryId(body.school, body.linkWorker)
    try {
      if (version === 0) await this.#kept.create(id, body)
      else await this.#kept.put(id, body, version)
      return true
    } catch (error) {
      if (error instanceof AlreadyExists || error instanceof VersionConflict || error instanceof NotFound)
        return false
      throw error
    }
  }
}
