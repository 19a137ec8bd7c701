import { expect } from 'chai'
import { describe, it } from 'mocha'
import { Tokens } from '../../bot/channels/directline/tokens.ts'
import { SignIn } from '../../bot/inbox/sign-in.ts'
import { schoolsOf } from '../../bot/schools.ts'
import { Alone } from '../../bot/storage/across.ts'
import { deriveKeys, keyringFrom } from '../../bot/storage/keys.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { twoSchools } from '../support/inbox.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { keyText } from './storage/support.ts'

const DANA = { school: 'demo', role: 'duty-contact', id: 'dana' } as const
const SPEAKER = { conversation: 'c1', user: 'dl_x', school: 'demo', channel: 'directline' } as const
const ORIGIN = 'https://www.brackenmere.example'

/** Processes that share a store and what they agree on, and have keys of their own. */
function processes() {
  const clock = new FakeClock('2026-11-23T09:00:00Z')
  const store = new MemoryStore()
  const across = new Alone()
  let made = 0
  return (keys: string) => ({
    tokens: new Tokens({
      ...{ clock, across, id: () => `id-${(made += 1)}` },
      keys: deriveKeys(keyringFrom(keys), 'direct-line-token'),
    }),
    inbox: new SignIn({
      ...{ clock, store, schools: schoolsOf(twoSchools()), publicUrl: 'http://localhost:3978' },
      sessionKeys: deriveKeys(keyringFrom(keys), 'inbox-session'),
    }),
  })
}

describe('a new master key', () => {
  const [old, next] = [keyText('2026'), keyText('2027')]

  for (const [how, one, other] of [
    ['behind the old one', old, `${old},${next}`],
    ['in front of it', `${old},${next}`, `${next},${old}`],
    ['in front of it, in one step', old, `${next},${old}`],
  ] as const)
    it(`${how}: who has a token, a ticket or a session from before goes on`, async () => {
      const process = processes()
      const [before, after] = [process(one), process(other)]
      const { token } = await before.tokens.issue(SPEAKER, ORIGIN)
      const pass = await after.tokens.verify(token)
      expect(pass.speaker).to.deep.equal(SPEAKER)
      const ticket = await before.tokens.ticket(pass, 3)
      expect((await after.tokens.useTicket(ticket)).after).to.equal(3)
      const link = new URL(before.inbox.signInLink(DANA)).searchParams.get('link') ?? ''
      const cookie = (await after.inbox.redeem(link))?.cookie.split(';')[0] ?? ''
      const session = await after.inbox.sessionOf(cookie)
      expect(session?.staff.id).to.deep.equal(DANA)
    })

  it('in front: what is signed with it is good where it is behind', async () => {
    const process = processes()
    const [before, after] = [process(`${old},${next}`), process(`${next},${old}`)]
    const { token } = await after.tokens.issue(SPEAKER, ORIGIN)
    expect((await before.tokens.verify(token)).speaker).to.deep.equal(SPEAKER)
    const link = new URL(after.inbox.signInLink(DANA)).searchParams.get('link') ?? ''
    expect((await before.inbox.whose(link))?.name).to.equal('Dana Testperson')
  })

  it('alone: what the old one signed opens nothing any more', async () => {
    const process = processes()
    const [before, after] = [process(`${next},${old}`), process(next)]
    const signed = process(old)
    const { token } = await signed.tokens.issue(SPEAKER, ORIGIN)
    const link = new URL(signed.inbox.signInLink(DANA)).searchParams.get('link') ?? ''
    expect((await before.tokens.verify(token)).speaker).to.deep.equal(SPEAKER)
    expect((await before.inbox.whose(link))?.name).to.equal('Dana Testperson')
    const refused: unknown = await after.tokens.verify(token).catch((error: unknown) => error)
    expect(String(refused)).to.include('not a token of ours')
    expect(await after.inbox.whose(link)).to.equal(undefined)
  })
})
