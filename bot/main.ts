import { setFlagsFromString } from 'node:v8'
import { ContentError } from '../content/yaml.ts'
import { loadConfig } from './config.ts'
import { MattersError } from './errors.ts'
import { createLogger } from './logger.ts'
import { startReading } from './screening/reading.ts'

/** After a signal to stop, how long requests (server.ts, drainMs) and then effects may take before the process ends anyway. */
const STOP_MS = 10_000

// The heaps may grow by half of what is in use between two collections, not to four times that, as on a machine with memory to spare: 320 MB
// of a busy service in the place of 550, for as much of the processor (docs/performance.md).
setFlagsFromString('--heap-growing-percent=50')

/** The composition root: settings, service, and a clean end. */
async function main(): Promise<void> {
  const config = loadConfig()
  const logger = createLogger({ level: config.logLevel })
  // Before the rest of the service is even loaded: two processors start it in two thirds of the time.
  const reading = startReading(config.contentDir)
  const { openApp, widgetFolder } = await import('./app.ts')
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a promise failed unheard'))
  const tracing =
    config.tracesTo === undefined
      ? undefined
      : (await import('./tracing/export.ts')).startTracing(config.tracesTo)
  const app = await openApp(config, {
    clock: { now: () => new Date() },
    logger,
    widgetDir: widgetFolder(config),
    reading,
  })
  logger.info({ port: app.port, demonstration: config.demonstration }, `Matters is ready on ${app.url}`)
  if (config.demonstration) {
    for (const school of app.matters.schools.all()) {
      const staff = [
        ...school.linkWorkers.slice(0, 1).map(({ id, name }) => ({ id, name, role: 'link-worker' as const })),
        ...school.dutyContacts
          .slice(0, 1)
          .map(({ id, name }) => ({ id, name, role: 'duty-contact' as const })),
      ]
      for (const { id, name, role } of staff) {
        const link = app.inbox.signInLink({ school: school.id, role, id })
        logger.info(`Sign in to the inbox as ${name} (${role}), once, within 15 minutes: ${link}`)
      }
    }
  }
  let isStopping = false
  const stop = (signal: string): void => {
    if (isStopping) return
    isStopping = true
    logger.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), STOP_MS).unref()
    stopped(app, tracing).then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** Spans of the last turns still leave. */
async function stopped(...parts: readonly ({ close(): Promise<unknown> } | undefined)[]): Promise<void> {
  for (const part of parts) await part?.close()
}

main().catch((error: unknown) => {
  const known = error instanceof MattersError || error instanceof ContentError
  const text = known
    ? error.message
    : `Matters could not start: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`
  // Whatever was opened before it failed must not keep a process alive that does not serve: nobody would start another.
  process.stderr.write(`${text}\n`, () => process.exit(1))
})
