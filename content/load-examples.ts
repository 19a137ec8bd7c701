import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ContentError } from './yaml.ts'

/** A line of a corpus of labelled texts: content/understanding/corpus/README.md says how it is written. */
export interface LabelledText {
  /** The file it stands in, without its ending: one writer's. */
  readonly voice: string
  /** Empty when nothing is to be heard in it. */
  readonly labels: readonly string[]
  readonly text: string
}

const NOTHING = '-'
const BAR = ' | '

/** Reads all voices of a folder. Throws ContentError with `file:line: reason` for what is not of the format or no label. */
export function loadExamples(folder: string, isLabel: (label: string) => boolean): readonly LabelledText[] {
  const problems: string[] = []
  const all: LabelledText[] = []
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  for (const file of files.sort()) {
    for (const [index, line] of readFileSync(join(folder, file), 'utf8').split('\n').entries()) {
      if (line.trim() === '' || line.startsWith('#')) continue
      const bar = line.indexOf(BAR)
      const text = line.slice(bar + BAR.length).trim()
      const written = line.slice(0, bar).trim()
      const labels = written === NOTHING ? [] : written.split(',').map((label) => label.trim())
      const unknown = labels.filter((label) => !isLabel(label))
      const place = join(folder, `${file}:${index + 1}`)
      if (bar < 0 || text === '') problems.push(`${place}: there is no " | " between labels and text`)
      else if (unknown.length > 0) problems.push(`${place}: "${unknown.join(', ')}" is no label`)
      else all.push({ voice: file.slice(0, -'.txt'.length), labels, text })
    }
  }
  if (problems.length > 0) throw new ContentError(problems)
  return all
}
