import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ActivityList } from '../domain/directory/activity-list.ts'
import { createActivityList } from '../domain/directory/activity-list.ts'
import { ContentError } from './yaml.ts'
import { CONTENT } from './root.ts'

const FILE = join(CONTENT, 'activities', 'openactive.json')
const Text = z.string().min(1)
const ActivityFile = z.strictObject({
  source: z.url(),
  licence: z.url(),
  attribution: Text,
  /** Stands beside what is suggested from OpenActive data, as its licence asks. */
  credit: Text.includes('{who}'),
  activities: z
    .array(
      z.strictObject({
        id: z.uuid(),
        label: Text,
        also: z.array(Text).optional(),
        in: z.array(z.uuid()).optional(),
      }),
    )
    .min(1),
})

/** The OpenActive activity list (CC BY 4.0; the file says whose). Throws ContentError when the file is not what it should be. */
export function loadActivityList(file: string = FILE): ActivityList {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new ContentError([`${file} cannot be read as JSON: ${cause instanceof Error ? cause.message : ''}`])
  }
  const read = ActivityFile.safeParse(json)
  if (!read.success) throw new ContentError([`${file}: ${z.prettifyError(read.error)}`])
  return createActivityList(read.data.activities, read.data.credit)
}
