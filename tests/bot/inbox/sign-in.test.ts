import { expect } from 'chai'
import { signIns } from '../../../bot/records/sign-ins.ts'
import { SignIn } from '../../../bot/inbox/sign-in.ts'
import { schoolsOf } from '../../../bot/schools.ts'
import type { UseKeys } from '../../../bot/storage/keys.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { twoSchools } from '../../support/inbox.ts'
import { MemoryStore } from '../../support/memory-store.ts'

const DANA = { school: 'demo', role: 'duty-contact', id: 'dana' } as const
const KEY = new Uint8Array(32).fill(7)

function given(schools = twoSchools(), more: { sessionKeys?: UseKeys; publicUrl?: string } = {}) {
  const clock = new FakeClock('2026-11-23T09:00:00Z')
  const store = new MemoryStore()
  const list = [...schools]
  const open = (key = KEY) =>
    new SignIn({
      store,
      clock,
      schools: { byId: (id) => list.find((one) => one.id === id), all: () => list },
      sessionKeys: [key],
      publicUrl: 'http://localhost:3978',
      ...more,
    })
  const signIn = open()
  const link = () => new URL(signIn.signInLink(DANA)).searchParams.get('link') ?? ''
  const cookieOf = (made: { cookie: string } | undefined) => made?.cookie.split(';')[0]
  return { clock, store, list, open, signIn, link, cookieOf }
}

describe('signing in to the inbox', () => {
  it('works with a link, once', async () => {
    const { signIn, link, cookieOf } = given()
    const mine = link()
    const made = await signIn.redeem(mine)
    const session = await signIn.sessionOf(`other=1; ${cookieOf(made) ?? ''}`)
    expect(session?.staff).to.deep.include({ id: DANA, name: 'Dana Testperson', roles: ['duty-contact'] })
    expect(await signIn.redeem(mine)).to.equal(undefined)
    expect(await signIn.whose(mine)).to.equal(undefined)
  })

  it('lets one of many who press at once in', async () => {
    const { signIn, link } = given()
    const mine = link()
    const made = await Promise.all(Array.from({ length: 20 }, () => signIn.redeem(mine)))
    expect(made.filter((one) => one !== undefined)).to.have.length(1)
  })

  it('does not use a link up by looking at it', async () => {
    const { signIn, link } = given()
    const mine = link()
    expect((await signIn.whose(mine))?.name).to.equal('Dana Testperson')
    expect((await signIn.whose(mine))?.name).to.equal('Dana Testperson')
    expect(await signIn.redeem(mine)).to.not.equal(undefined)
  })

  it('works for 15 minutes', async () => {
    const { clock, signIn, link } = given()
    const [early, late] = [link(), link()]
    clock.advance({ minutes: 14 })
    expect(await signIn.redeem(early)).to.not.equal(undefined)
    clock.advance({ minutes: 1 })
    expect(await signIn.redeem(late)).to.equal(undefined)
  })

  it('refuses links that were changed, made with another key, for something else, or of nonsense', async () => {
    const { open, signIn, link, cookieOf } = given()
    const mine = link()
    const claims = JSON.parse(Buffer.from(mine.split('.')[0] ?? '', 'base64url').toString()) as object
    const forged = Buffer.from(JSON.stringify({ ...claims, staff: { ...DANA, school: 'other' } })).toString(
      'base64url',
    )
    const other = new URL(open(new Uint8Array(32).fill(8)).signInLink(DANA)).searchParams.get('link') ?? ''
    const session = (cookieOf(await signIn.redeem(link())) ?? '').split('=')[1] ?? ''
    for (const bad of [`${forged}.${mine.split('.')[1] ?? ''}`, other, session, '', '.', 'a.b', `${mine}x`]) {
      expect(await signIn.redeem(bad), bad).to.equal(undefined)
    }
  })

  it('makes no link for someone the settings do not name', () => {
    const { signIn } = given()
    expect(() => signIn.signInLink({ ...DANA, id: 'nobody' })).to.throw(RangeError)
    expect(() => signIn.signInLink({ ...DANA, role: 'link-worker' })).to.throw(RangeError)
    expect(() => signIn.signInLink({ ...DANA, school: 'nowhere' })).to.throw(RangeError)
  })

  it('ends after 8 hours, by signing out, with another key, and when the settings name them no more', async () => {
    const { clock, list, open, signIn, link, cookieOf } = given()
    const cookie = cookieOf(await signIn.redeem(link()))
    const other = cookieOf(await signIn.redeem(link()))
    const session = await signIn.sessionOf(cookie)
    expect(await open(new Uint8Array(32).fill(8)).sessionOf(cookie)).to.equal(undefined)
    expect(await signIn.sessionOf(cookie?.slice(0, -1))).to.equal(undefined)
    expect(await signIn.sessionOf(undefined)).to.equal(undefined)

    await signIn.signOut(session!)
    expect(await signIn.sessionOf(cookie)).to.equal(undefined)
    expect(await signIn.sessionOf(other)).to.not.equal(undefined)

    const [first, ...rest] = list.splice(0)
    expect(await signIn.sessionOf(other)).to.equal(undefined)
    list.push(first!, ...rest)
    clock.advance({ hours: 8 })
    expect(await signIn.sessionOf(other)).to.equal(undefined)
  })

  it('keeps its cookie from scripts, other sites and, over https, from the open wire', async () => {
    const { signIn, link } = given()
    expect((await signIn.redeem(link()))?.cookie).to.match(
      /; Path=\/inbox; Max-Age=32400; HttpOnly; SameSite=Lax$/,
    )
    const secure = given(undefined, { publicUrl: 'https://matters.example' })
    const made = await secure.signIn.redeem(secure.link())
    expect(made?.cookie).to.match(/^__Secure-matters-inbox=.*; SameSite=Lax; Secure$/)
    const sent = secure.cookieOf(made) ?? ''
    expect(await secure.signIn.sessionOf(sent)).to.not.equal(undefined)
    expect(
      await secure.signIn.sessionOf(sent.replace('__Secure-', '')),
      'set by a page without TLS',
    ).to.equal(undefined)
    expect(secure.signIn.signInLink(DANA)).to.match(/^https:\/\/matters\.example\/inbox\/sign-in\?link=/)
  })

  it('gives each session its own form token', async () => {
    const { signIn, link, cookieOf } = given()
    const one = (await signIn.sessionOf(cookieOf(await signIn.redeem(link()))))!
    const two = (await signIn.sessionOf(cookieOf(await signIn.redeem(link()))))!
    expect(signIn.isOwnForm(one, one.csrf)).to.equal(true)
    expect(signIn.isOwnForm(one, two.csrf)).to.equal(false)
    expect(signIn.isOwnForm(one, '')).to.equal(false)
  })

  it('knows someone as both only when id and name are the same in both lists', async () => {
    const { signIn } = given()
    const roles = async (role: 'duty-contact' | 'link-worker', id: string) => {
      const url = new URL(signIn.signInLink({ school: 'demo', role, id }))
      return (await signIn.whose(url.searchParams.get('link') ?? ''))?.roles
    }
    expect(await roles('link-worker', 'both')).to.deep.equal(['duty-contact', 'link-worker'])
    expect(await roles('link-worker', 'rowan')).to.deep.equal(['link-worker'])
    expect(await roles('duty-contact', 'rowan')).to.deep.equal(['duty-contact'])
  })

  it('forgets what is over', async () => {
    const { clock, store, signIn, link } = given()
    await signIn.redeem(link())
    clock.advance({ hours: 9 })
    await signIn.redeem(link())
    expect(await store.collection(signIns).list({})).to.have.length(2)
  })

  it('will not start with a key that keeps nobody out', () => {
    expect(() => given(undefined, { sessionKeys: [new Uint8Array(8)] })).to.throw(RangeError)
    expect(schoolsOf(twoSchools()).byId('demo')?.id).to.equal('demo')
  })
})
