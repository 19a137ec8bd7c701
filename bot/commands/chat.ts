import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { cardText, replyOf } from '../activities.ts'
import { loadConfig } from '../config.ts'
import type { LoggedActivity, Speaker } from '../conversations.ts'
import { newId } from '../ids.ts'
import { createLogger } from '../logger.ts'
import { openMatters } from '../open.ts'

/** The conversation in a terminal, with the demonstration school, in a data folder of its own that is thrown away at the end. */
const folder = await mkdtemp(join(tmpdir(), 'matters-chat-'))
const config = { ...loadConfig({}), dataDir: folder }
const logger = createLogger({ level: 'silent' })
const matters = await openMatters(config, { clock: { now: () => new Date() }, logger })
await matters.directory.refreshAll()
const speaker: Speaker = { conversation: newId(), user: `dl_${newId()}`, school: 'demo', channel: 'console' }

function show(logged: readonly LoggedActivity[]): void {
  for (const { activity } of logged) {
    const reply = replyOf(activity)
    if (!reply) continue
    console.log(`\n  ${reply.text}`)
    for (const card of reply.cards ?? []) console.log(indent(cardText(card)))
    const choices = reply.ask?.choices ?? []
    if (choices.length > 0)
      console.log(indent(choices.map(({ label }, at) => `${at + 1} ${label}`).join('\n')))
  }
}

const indent = (text: string): string => text.replace(/^/gmu, '    ')

try {
  await matters.conversations.start(speaker)
  show((await matters.conversations.log(speaker.conversation, 0)).entries)
  // Nothing may be awaited between making it and reading from it: lines that come in between would be lost.
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' })
  input.prompt()
  for await (const text of input) {
    const { logged } = await matters.conversations.take(speaker, {
      type: 'message',
      text,
      clientActivityId: newId(),
    })
    show(logged)
    input.prompt()
  }
} finally {
  await matters.close()
  await rm(folder, { recursive: true, force: true })
}
