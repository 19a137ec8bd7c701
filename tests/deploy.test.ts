import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect } from 'chai'
import { validate } from 'dockerfile-utils'
import { describe, it } from 'mocha'
import { parse } from 'yaml'
import { z } from 'zod'
import { NODE_FLAGS } from '../bot/commands/build/service.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Code that only runs where the development packages are. */
const FOR_DEVELOPERS = /^bot\/commands\/(bench|build\/|build-service|train)/

const Compose = z.object({
  services: z.object({
    matters: z.object({
      environment: z.record(z.string(), z.string()),
      ports: z.array(z.string()),
      read_only: z.literal(true),
      cap_drop: z.tuple([z.literal('ALL')]),
      security_opt: z.array(z.string()),
      volumes: z.array(z.string()),
    }),
  }),
})

describe('deploying', () => {
  it('has an image that a linter finds nothing in, that runs without rights, and that ends when it is told to', () => {
    const dockerfile = read('Dockerfile')
    expect(validate(dockerfile)).to.deep.equal([])
    expect(validate('FROM node\nCOPPY . .'), 'the linter sees faults').not.to.deep.equal([])
    expect(dockerfile).to.match(/^USER node$/m)
    const command = ['node', ...NODE_FLAGS, 'dist/bot/main.js']
    const quoted = command.map((word) => `"${word}"`).join(', ')
    expect(dockerfile.trimEnd().split('\n').at(-1)).to.equal(`CMD [${quoted}]`)
    expect(read('package.json')).to.contain(`&& ${command.join(' ')}"`)
  })

  it('has every package in the image that the service imports', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')))
    const sources = ['bot', 'dialogs', 'domain', 'content'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    const missing = sources
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.as.ts') && !FOR_DEVELOPERS.test(path))
      .flatMap((path) =>
        [
          ...read(path).matchAll(
            /^(?:import (?!type)|export ).*? from '([^.'][^']*)'|\bawait import\('([^.'][^']*)'\)/gmsu,
          ),
        ].map(([, atOnce, name = atOnce ?? '']) => ({
          path,
          name: name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        })),
      )
      .filter(({ name }) => !isBuiltin(name) && dependencies[name] === undefined)
    expect(missing).to.deep.equal([])
  })

  it('has an example of settings that node and a shell read alike, also a value with spaces and signs', () => {
    const filled = read('.env.example').replace(/^MAIL_FROM=$/m, "MAIL_FROM='Matters <matters@example.org>'")
    const byNode = parseEnv(filled)
    expect(byNode['MAIL_FROM']).to.equal('Matters <matters@example.org>')
    const byShell = execFileSync(
      'sh',
      ['-c', `set -a\n${filled}\nexec "$0" -p 'JSON.stringify(process.env)'`, process.execPath],
      {
        env: {},
        encoding: 'utf8',
      },
    )
    expect(JSON.parse(byShell)).to.include(byNode)
  })

  it('builds as the documents say, also in a shell that has the settings of production', () => {
    const documents = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`)
    const builds = ['README.md', ...documents].flatMap((path) =>
      [...read(path).matchAll(/npm ci([^&`]*)&&\s+npm run build/gu)].map(([, how]) => `${path}:${how}`),
    )
    // With NODE_ENV=production npm leaves out what the build is made with.
    expect(builds).to.deep.equal(['README.md: --include=dev ', 'docs/runbook.md: --include=dev '])
  })

  it('has a compose file that opens nothing to the network, and sets what there is to set', () => {
    const { matters } = Compose.parse(parse(read('compose.yaml'))).services
    expect(matters.ports.every((port) => port.startsWith('127.0.0.1:'))).to.equal(true)
    expect(matters.security_opt).to.include('no-new-privileges:true')
    const known = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
    expect(known).to.include.members(Object.keys(matters.environment))
    // What is copied from the example says another folder, and no production.
    expect(matters.environment).to.include({ NODE_ENV: 'production', DATA_DIR: '/data' })
    // A new volume belongs to whom its folder in the image belongs to: root's could not be written.
    const own = /^RUN mkdir (.+) && chown node:node (.+) && chmod 700 (.+)$/m.exec(read('Dockerfile')) ?? []
    const folders = matters.volumes.flatMap((volume) => /^[a-z]+:([^:]+)$/.exec(volume)?.[1] ?? [])
    expect(own.slice(1)).to.deep.equal(Array.from({ length: 3 }, () => folders.join(' ')))
    // A list of erasures inside the records' volume would go back to the past with a restored backup.
    const [list = ''] = [matters.environment['ERASED_LIST']]
    expect(list.startsWith('/data')).to.equal(false)
    expect(matters.volumes.some((volume) => list.startsWith(`${volume.split(':')[1] ?? '?'}/`))).to.equal(
      true,
    )
  })
})
