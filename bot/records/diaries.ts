import { z } from 'zod'
import { Diary } from '../../domain/school/school.ts'
import type { CollectionDefinition } from '../storage/store.ts'

/** A diary as its link worker has changed it, in place of the one in the school's file. Its id is `school.link-worker`. */
export const KeptDiary = z.object({
  school: z.string(),
  linkWorker: z.string(),
  diary: Diary,
  changed: z.object({ by: z.string(), name: z.string(), at: z.iso.datetime() }),
})
export type KeptDiary = z.infer<typeof KeptDiary>

export type KeptDiaryIndex = { school: string; linkWorker: string }

export const keptDiaries: CollectionDefinition<KeptDiary, KeptDiaryIndex> = {
  name: 'diaries',
  schemaVersion: 1,
  schema: KeptDiary,
  index: ({ school, linkWorker }) => ({ school, linkWorker }),
}

export const diaryId = (school: string, linkWorker: string): string => `${school}.${linkWorker}`
