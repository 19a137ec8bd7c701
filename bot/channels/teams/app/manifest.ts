import type { Texts } from '../../../../content/load-texts.ts'
import { nameUuid } from '../../../ids.ts'

/** Of Microsoft's schema: every Teams of today takes it, and nothing newer is of use to a bot for private chats. */
export const MANIFEST_VERSION = '1.22'

export interface AppOptions {
  readonly texts: Texts
  /** The bot's id in Azure. */
  readonly appId: string
  /** Where the service is reached, without https://. */
  readonly host: string
  /** For young people, in private chats; or for staff, in a chat or channel of theirs. */
  readonly audience: 'young-people' | 'staff'
  /** Who answers for it: stands in Teams' store page. */
  readonly developer: {
    readonly name: string
    readonly website: string
    readonly privacy: string
    readonly terms: string
  }
  /** `1.0.0`; must rise with each package that is uploaded again. */
  readonly version: string
}

const YOUNG_PEOPLE = {
  name: 'teams-app.name',
  fullName: 'teams-app.name.full',
  short: 'teams-app.short',
  full: 'teams-app.full',
}
const STAFF = {
  name: 'teams-app.staff.name',
  fullName: 'teams-app.staff.name.full',
  short: 'teams-app.staff.short',
  full: 'teams-app.staff.full',
}

const COMMANDS = ['start', 'help', 'person', 'data'] as const

/** The app's manifest: one bot, no permission, no tab, no file. */
export function manifestOf(of: AppOptions): object {
  const { texts, appId, host, developer } = of
  const isStaff = of.audience === 'staff'
  const ids = isStaff ? STAFF : YOUNG_PEOPLE
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version: of.version,
    // Two apps of one bot: the second needs an id of its own, the same each time.
    id: isStaff ? nameUuid(`teams-app:${appId}:staff`) : appId,
    developer: {
      name: developer.name,
      websiteUrl: developer.website,
      privacyUrl: developer.privacy,
      termsOfUseUrl: developer.terms,
    },
    name: { short: texts.text(ids.name), full: texts.text(ids.fullName) },
    description: { short: texts.text(ids.short), full: texts.text(ids.full) },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1D5546',
    bots: [
      {
        botId: appId,
        scopes: isStaff ? ['team', 'groupChat'] : ['personal'],
        supportsFiles: false,
        isNotificationOnly: isStaff,
        ...(isStaff
          ? {}
          : {
              commandLists: [
                {
                  scopes: ['personal'],
                  commands: COMMANDS.map((name) => ({
                    title: texts.text(`teams-app.command.${name}`),
                    description: texts.text(`teams-app.command.${name}.about`),
                  })),
                },
              ],
            }),
      },
    ],
    validDomains: [host],
  }
}
