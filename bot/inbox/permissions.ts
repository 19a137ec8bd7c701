import type { Role } from '../../domain/school/role.ts'
import type { Staff } from './staff.ts'

/** Everything someone in the inbox may or may not do. A page or form names the one it needs where it is registered. */
export const PERMISSIONS = {
  /** Their own account, the queue (which shows what their roles see), signing out. */
  'use-inbox': ['duty-contact', 'link-worker', 'school-lead', 'administrator'],
  'read-alerts': ['duty-contact'],
  'read-summaries': ['link-worker'],
  /** Coming into a chat, for which an alert or a summary of it is needed too. */
  'enter-chats': ['duty-contact', 'link-worker'],
  /** Notes, assigning, outcomes, contacts, messages: of cases that they may read. */
  'work-on-cases': ['duty-contact', 'link-worker'],
  'close-concerns': ['duty-contact'],
  'edit-own-diary': ['link-worker'],
  /** Searching, pinning, hiding, correcting and adding entries of the directory. */
  'keep-directory': ['link-worker'],
  /** How the directories stand: when each was read last, and what was left out. */
  'see-feeds': ['duty-contact', 'link-worker', 'school-lead', 'administrator'],
  /** What young people can be spoken to in, and what is not heard in it. */
  'see-languages': ['duty-contact', 'link-worker', 'school-lead', 'administrator'],
  'see-impact': ['duty-contact', 'link-worker', 'school-lead', 'administrator'],
  /** The school's script tag and poster: what stands there is public, and nothing is changed by it. */
  'set-up-site': ['school-lead', 'administrator'],
  /** Writing an invitation for a young person, and seeing how one's own stand. */
  refer: ['link-worker', 'school-lead'],
  'manage-people': ['school-lead', 'administrator'],
  /** Making someone an administrator, or changing one. */
  'manage-administrators': ['administrator'],
  'read-audit': ['school-lead', 'administrator'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** Whether this person may do this at the school they are shown at (`staff.school`). */
export function may(staff: Staff, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission]
  return staff.roles.some((role) => roles.includes(role))
}

/**
 * This person at that school, when they belong to it and may do this there; else undefined, whatever they are elsewhere. Records are
 * opened with it, so that somebody of two schools can follow an alert's link to either.
 */
export function at(
  places: readonly Staff[],
  school: string | undefined,
  permission: Permission,
): Staff | undefined {
  return places.find((staff) => staff.school.id === school && may(staff, permission))
}
