import { createHash, randomBytes } from 'node:crypto'
import type { School } from '../../../domain/school/school.ts'
import type { Speaker } from '../../conversations.ts'
import { ConfigError } from '../../config/environment.ts'
import { HttpError } from '../../http/http-error.ts'
import type { Schools } from '../../schools.ts'
import { tenantOf } from './activity.ts'
import type { Posted } from './activity.ts'

/** 128 random bits, as `dl_` ids must be unguessable. */
const RANDOM_BYTES = 16
const SCHOOL_MARK = 16

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/** A new user for Azure's Direct Line. The connector tells us nothing but this id, so the school is in it; the token binds it. */
export const newUserId = (school: string): string =>
  `dl_${randomBytes(RANDOM_BYTES).toString('hex')}${schoolMark(school)}`

const schoolMark = (school: string): string => hash('school', school).slice(0, SCHOOL_MARK)

/** Whose school a message is, as the connector's authenticated envelope says it. */
export class People {
  readonly #schools: Schools
  readonly #byTenant: ReadonlyMap<string, School>
  readonly #takesDirectLine: boolean

  /** Throws ConfigError when one tenant belongs to two schools: nobody could say whose a young person is. */
  constructor(schools: Schools, takesDirectLine: boolean) {
    this.#schools = schools
    this.#takesDirectLine = takesDirectLine
    const byTenant = new Map<string, School>()
    for (const school of schools.all()) {
      if (!school.teams) continue
      const before = byTenant.get(school.teams.tenant)
      if (before)
        throw new ConfigError([
          `SCHOOLS_DIR: ${before.id} and ${school.id} have the same teams.tenant: one may have it`,
        ])
      byTenant.set(school.teams.tenant, school)
    }
    this.#byTenant = byTenant
  }

  /** The school of whoever sent it. Throws `Forbidden` for a tenant, or a user, of none. */
  schoolOf(posted: Posted): School {
    const school = posted.channelId === 'msteams' ? this.#ofTenant(posted) : this.#ofUser(posted.from.id)
    if (!school) throw new HttpError('Forbidden', 'no school of ours')
    return school
  }

  /** Who speaks. Ids of Teams stay in the sealed reference; ours are hashes, so that neither names nor ids of people name records. */
  speakerOf(posted: Posted, school: School): Speaker {
    const { channelId, conversation, from, serviceUrl, recipient } = posted
    const tenant = tenantOf(posted)
    return {
      conversation: conversationId(channelId, conversation.id),
      user: `${channelId}_${hash(channelId, from.id)}`,
      school: school.id,
      channel: channelId === 'msteams' ? 'teams' : 'directline',
      reference: {
        channelId,
        serviceUrl,
        conversation: conversation.id,
        user: from.id,
        bot: recipient?.id ?? '',
        ...(tenant === undefined ? {} : { tenant }),
      },
    }
  }

  schoolById(id: string): School | undefined {
    return this.#schools.byId(id)
  }

  #ofTenant(posted: Posted): School | undefined {
    const tenant = tenantOf(posted)
    return tenant === undefined ? undefined : this.#byTenant.get(tenant)
  }

  #ofUser(user: string): School | undefined {
    if (!this.#takesDirectLine || !/^dl_[0-9a-f]{48}$/.test(user)) return undefined
    return this.#schools.all().find((school) => user.endsWith(schoolMark(school.id)))
  }
}

/** A connector's conversation in our store. */
export const conversationId = (channelId: Posted['channelId'], conversation: string): string =>
  `${channelId}-${hash(channelId, conversation)}`
