import { parseArgs } from 'node:util'
import { z } from 'zod'
import { loadSchools } from '../../content/load-schools.ts'
import { ContentError } from '../../content/yaml.ts'
import { Role } from '../../domain/school/role.ts'
import { loadConfig, publicUrlOf } from '../config.ts'
import { MattersError } from '../errors.ts'
import { Invitations } from '../inbox/invitations.ts'
import { namedByEmail } from '../inbox/staff.ts'
import { openKeyring } from '../open.ts'
import { plainEmail } from '../records/accounts.ts'
import { deriveKeys } from '../storage/keys.ts'

const USAGE =
  'npm run invite -- --school ID --role administrator|school-lead|duty-contact|link-worker --email ADDRESS [--name NAME] [--as ID]\n' +
  'Several roles: --role once for each. --as: who they are in the school’s settings; else their e-mail address decides.'

class InviteError extends MattersError {
  constructor(why: string) {
    super('invite', why, `${why}\n\n${USAGE}`)
  }
}

/**
 * Prints a link that asks somebody into the inbox, once, within three days: the first administrator, or someone who lost every way in.
 * Nothing is written, so it works while the service runs; whoever takes the link up gets a new password and a new app.
 */
async function invite(args: readonly string[]): Promise<void> {
  const given = readArguments(args)
  const config = loadConfig()
  const schools = loadSchools(config.schoolsDir)
  const school = schools.find(({ id }) => id === given.school)
  if (!school)
    throw new InviteError(
      `There is no school "${given.school}": there is ${schools.map(({ id }) => id).join(', ')}`,
    )
  const named = [...school.dutyContacts, ...school.linkWorkers]
  const as = given.as ?? namedByEmail(school, given.role, plainEmail(given.email))
  if (given.as !== undefined && !named.some(({ id }) => id === given.as))
    throw new InviteError(`No duty contact or link worker of "${school.id}" has the id "${given.as}"`)
  const keyring = await openKeyring(config)
  const invitations = new Invitations({
    sessionKeys: deriveKeys(keyring, 'inbox-session'),
    clock: { now: () => new Date() },
    publicUrl: publicUrlOf(config),
  })
  const name = given.name ?? named.find(({ id }) => id === as)?.name ?? given.email
  const { invitation, link } = invitations.make({
    email: plainEmail(given.email),
    name,
    place: { school: school.id, roles: given.role, from: 'person', ...(as !== undefined && { as }) },
  })
  console.log(
    `${name} (${given.role.join(', ')} at ${school.name}), once, until ${invitation.until}:\n${link}`,
  )
}

const Arguments = z.object({
  school: z.string({ error: '--school is missing' }),
  role: z.array(Role, { error: '--role is missing' }).min(1),
  email: z.email({ error: '--email must be an e-mail address' }),
  name: z.string().min(1).max(100).optional(),
  as: z.string().optional(),
})

function readArguments(args: readonly string[]): z.infer<typeof Arguments> {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args: [...args],
      options: { school: text, role: { type: 'string', multiple: true }, email: text, name: text, as: text },
    })
    const parsed = Arguments.safeParse(values)
    if (parsed.success) return parsed.data
    throw new InviteError(parsed.error.issues.map(({ message }) => message).join('; '))
  } catch (error) {
    if (error instanceof InviteError) throw error
    throw new InviteError(error instanceof Error ? error.message : 'not understood')
  }
}

try {
  await invite(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof ContentError || error instanceof MattersError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
