import { join } from 'node:path'
import { loadSchools } from '../../content/load-schools.ts'
import { loadTexts } from '../../content/load-texts.ts'
import { ContentError } from '../../content/yaml.ts'
import { loadConfig, publicUrlOf } from '../config.ts'
import { channelProblems, channelsOf } from '../delivery/channels.ts'
import { testMessage } from '../delivery/message.ts'
import { MattersError } from '../errors.ts'
import { newId } from '../ids.ts'

/**
 * Sends a message that is plainly a test by every channel of every school (or of `--school ID`), with the service's own settings, and
 * says what came of each. Exit code 1 when one failed, or when a school has fewer ways than production asks for.
 */
async function testAlerts(args: readonly string[]): Promise<void> {
  const config = loadConfig()
  const only = args[0] === '--school' ? args[1] : undefined
  const schools = loadSchools(config.schoolsDir).filter(({ id }) => only === undefined || id === only)
  if (schools.length === 0) throw new ContentError([`no school "${only ?? ''}" in ${config.schoolsDir}`])
  const texts = loadTexts(join(config.contentDir, 'en'), 'en')
  const publicUrl = publicUrlOf(config)
  const { mail, alertSecrets: secrets, azure } = config
  const host = new URL(publicUrl).hostname
  const bot = azure && (await import('../channels/teams/staff-chat.ts')).channelsForTests(azure, { texts })
  for (const school of schools) {
    const channels = channelsOf(school, { mail, secrets, host, bot })
    for (const channel of channels.working) {
      const now = new Date()
      const message = testMessage(texts, { school, told: school.dutyContacts, publicUrl, id: newId(), now })
      const outcome = await channel.send(message, now)
      const said = outcome.ok ? `sent${outcome.code === undefined ? '' : ` (${outcome.code})`}` : outcome.code
      if (!outcome.ok) process.exitCode = 1
      console.log(`${school.id}/${channel.id} (${channel.kind}): ${said}`)
    }
    for (const one of channels.missing) console.log(`${school.id}/${one}`)
    for (const problem of channelProblems(school, channels)) {
      console.error(problem)
      process.exitCode = 1
    }
  }
}

try {
  await testAlerts(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof ContentError || error instanceof MattersError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
