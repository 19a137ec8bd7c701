import { readdirSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { z } from 'zod'
import { School } from '../domain/school/school.ts'
import { wrongIn } from './load-crisis.ts'
import { ContentError, readYaml } from './yaml.ts'

/**
 * The schools of a folder: every `*.yaml` in it is one, in the order of the file names. Feed paths become absolute (they are
 * written relative to the school's own file); URLs stay.
 * Throws ContentError with `file:line: reason` for all that is wrong in any of them: a wrong field, an id used twice, an origin
 * that no browser would send, a folder without a school.
 */
export function loadSchools(folder: string): School[] {
  const files = yamlFilesOf(folder)
  if (files.length === 0) throw new ContentError([`${folder}:1: no school: there is no .yaml file here`])
  const ids = new Set<string>()
  const problems: string[] = []
  const schools: School[] = []
  for (const file of files) {
    try {
      const school = readYaml(file, checkedSchool(ids))
      ids.add(school.id)
      schools.push(withAbsoluteFeeds(school, dirname(file)))
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      problems.push(error.message)
    }
  }
  if (problems.length > 0) throw new ContentError(problems)
  return schools
}

function yamlFilesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => join(folder, name))
  } catch (error) {
    throw new ContentError([
      `${folder}:1: cannot be read (${error instanceof Error ? error.message : 'unknown'})`,
    ])
  }
}

/** The school's schema with what one file alone cannot know, or one field alone. */
function checkedSchool(taken: ReadonlySet<string>): z.ZodType<School> {
  return School.superRefine((school, context) => {
    const wrong = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    if (taken.has(school.id)) wrong(['id'], `"${school.id}" is the id of another school too`)
    school.origins.forEach((origin, at) => {
      if (!isOrigin(origin))
        wrong(['origins', at], `"${origin}" is not an origin like https://school.example`)
    })
    school.alerts.steps.forEach(({ tell }, at) => {
      const unknown = Array.isArray(tell)
        ? tell.filter((id) => !school.dutyContacts.some((one) => one.id === id))
        : []
      if (unknown.length > 0)
        wrong(['alerts', 'steps', at, 'tell'], `no duty contact has the id "${unknown.join('", "')}"`)
    })
    school.signIn.forEach(({ as }, at) => {
      const named = [...school.dutyContacts, ...school.linkWorkers]
      if (as !== undefined && !named.some(({ id }) => id === as))
        wrong(['signIn', at, 'as'], `no duty contact or link worker has the id "${as}"`)
    })
    for (const list of ['dutyContacts', 'linkWorkers', 'feeds'] as const) {
      const seen = new Set<string>()
      school[list].forEach(({ id }, at) => {
        if (seen.has(id)) wrong([list, at, 'id'], `"${id}" is used twice`)
        seen.add(id)
      })
    }
    const lines = new Set<string>()
    school.help.lines.forEach((line, at) => {
      if (lines.has(line.id)) wrong(['help', 'lines', at, 'id'], `"${line.id}" is used twice`)
      lines.add(line.id)
      for (const { path, message } of wrongIn(line)) wrong(['help', 'lines', at, ...path], message)
    })
  })
}

/** An origin exactly as a browser sends it: no path, no slash at the end, no wildcard, no `null`. */
function isOrigin(text: string): boolean {
  if (text.includes('*') || !URL.canParse(text)) return false
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) && url.origin === text
}

function withAbsoluteFeeds(school: School, folder: string): School {
  return {
    ...school,
    feeds: school.feeds.map((feed) => ({ ...feed, from: placeOf(feed.from, folder) })),
  }
}

function placeOf(from: string, folder: string): string {
  return /^https?:\/\//i.test(from) || isAbsolute(from) ? from : resolve(folder, from)
}
