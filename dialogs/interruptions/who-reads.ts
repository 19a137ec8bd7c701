import { fromWhen } from '../dates.ts'
import type { Scope } from '../scope.ts'

/** Who reads it and when, worked out from the duty contacts' own hours; never that someone is reading when nobody is. */
export function tellWhoReads(scope: Scope): void {
  const read = scope.services.nextRead(scope.school)
  if (!read) {
    scope.say('safety.told.nobody')
    return
  }
  const role = withinSentence(read.contact.role)
  if (read.reading) scope.say('safety.told.reading', { role })
  else scope.say('safety.told.later', { role, when: fromWhen(read.at, scope.now, scope.texts) })
}

/** "Designated safeguarding lead" as it stands inside a sentence; "DSL" stays as it is. */
export const withinSentence = (role: string): string =>
  /^\p{Lu}\p{Ll}/u.test(role) ? role.charAt(0).toLowerCase() + role.slice(1) : role
