import { expect } from 'chai'
import { describe, it } from 'mocha'
import { MattersError } from '../../bot/errors.ts'
import { createLogger } from '../../bot/logger.ts'
import { codeOf } from '../../bot/storage/postgres/pool.ts'

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = []
  write(createLogger({ level: 'trace', stream: { write: (line: string) => void lines.push(line) } }))
  return lines.join('')
}

describe('the log', () => {
  it('writes ids, codes and counts', () => {
    const line = logged((log) =>
      log.info(
        { conversation: 'c1|0000002', count: 3, at: new Date(0), ok: true, nested: { code: 'E-1' } },
        'taken',
      ),
    )
    expect(JSON.parse(line)).to.deep.include({
      conversation: 'c1|0000002',
      count: 3,
      at: '1970-01-01T00:00:00.000Z',
      ok: true,
      nested: { code: 'E-1' },
      msg: 'taken',
    })
  })

  for (const [how, write] of [
    ['as a field', (log) => log.info({ text: 'secret' }, 'x')],
    ['as a field of any name', (log) => log.info({ mood: 'my secret is' }, 'x')],
    ['deep inside', (log) => log.info({ a: { b: [{ evidence: 'secret' }, 'my secret'] } }, 'x')],
    ['very deep inside', (log) => log.info({ a: { b: { c: { d: { e: { f: 'secret' } } } } } }, 'x')],
    ['as an argument', (log) => log.info('said %s', 'secret')],
    ['as an error', (log) => log.error(new Error('secret'))],
    ['as an error in a field', (log) => log.error({ err: new Error('secret') })],
    ['as an error in any field', (log) => log.error({ why: new SyntaxError('secret') }, 'x')],
    [
      'as the cause of an error',
      (log) => log.error({ err: new MattersError('c', 'p', 'm', { cause: new Error('secret') }) }),
    ],
    [
      'in an error’s own fields',
      (log) => log.error({ err: Object.assign(new Error('x'), { said: 'secret' }) }),
    ],
    ['as what was thrown, and is no error', (log) => log.error({ err: 'secret' }, 'x')],
    [
      'as a line of an error’s message',
      (log) => log.error({ err: new Error('x\n    at secret place') }, 'x'),
    ],
    ['by a child logger', (log) => log.child({ text: 'secret' }).info('x')],
    ['as a date that is none', (log) => log.info({ at: new Date('secret') }, 'x')],
  ] satisfies [string, Parameters<typeof logged>[0]][])
    it(`withholds words ${how}`, () => {
      const line = logged(write)
      expect(line).to.match(/"level":/)
      expect(line).not.to.contain('secret')
    })

  it('keeps what helps of an error: kind, code, message when it is ours, where', () => {
    const line = logged((log) =>
      log.error(
        { err: new MattersError('version-conflict', 'Try again.', 'conversations/c1: found 3') },
        'not written',
      ),
    )
    const { err } = JSON.parse(line) as { err: { type: string; code: string; what: string; stack: string[] } }
    expect(err).to.include({
      type: 'MattersError',
      code: 'version-conflict',
      what: 'conversations/c1: found 3',
    })
    expect(err.stack[0]).to.match(/^at .*logger\.test\.ts/)
  })

  it('says of a lost connection why, which node-postgres has no code for', () => {
    const code = codeOf(new Error('Connection terminated due to connection timeout'))
    expect(JSON.parse(logged((log) => log.warn({ code }, 'lost')))).to.include({
      code: 'Connection-terminated',
    })
  })
})
