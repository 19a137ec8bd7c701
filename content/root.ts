import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder with package.json: above this file, whether it is a source or stands in a build. */
export const ROOT = rootAbove(import.meta.dirname)

/** What is written, where nobody names another folder. */
export const CONTENT = join(ROOT, 'content')

function rootAbove(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) return process.cwd()
  }
}
