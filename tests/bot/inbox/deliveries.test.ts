import { expect } from 'chai'
import { describe, it } from 'mocha'
import { alert } from '../../support/cases.ts'
import { newPage } from '../../support/browser.ts'
import { looksRight } from '../../support/looks.ts'
import { schoolTold } from '../../support/delivery.ts'
import { runInbox, twoSchools } from '../../support/inbox.ts'
import { schoolsOf } from '../../../bot/schools.ts'

const NINE = '2026-11-23T09:00:00.000Z'
const made = (id: string, over: object = {}) => ({
  id: `c1.s0.${id}`,
  round: 1,
  step: 0,
  channel: id,
  told: ['dana'],
  attempts: [{ at: NINE, ok: true }],
  tried: 1,
  doneAt: NINE,
  ...over,
})
const failed = made('teams', {
  attempts: [
    { at: NINE, ok: false, code: 'http-503' },
    { at: '2026-11-23T09:00:10.000Z', ok: false, code: 'timeout' },
  ],
  tried: 2,
  doneAt: undefined,
})

/** A page's text as it is read. */
const shown = ({ text }: { text: string }): string => text.replace(/<[^>]*>/gu, ' ').replace(/\s+/gu, ' ')

const { alerts } = schoolTold({
  channels: [
    { kind: 'email', id: 'email' },
    { kind: 'teams', id: 'teams', url: 'https://teams.example/x' },
    { kind: 'webhook', id: 'casebook', url: 'https://casebook.example/x', secret: 'ALERT_SECRET_A' },
  ],
})
const inboxOf = (deliveries: object[]) =>
  runInbox({ schools: schoolsOf(twoSchools().map((school) => ({ ...school, alerts }))) }).then(
    async (running) => {
      await running.put({ alert: alert({ deliveries }) })
      return running
    },
  )

describe('who was told, in the inbox', () => {
  it('is every step by every way, with all its tries and their codes', async () => {
    const running = await inboxOf([made('email'), failed])
    try {
      const cookie = await running.signIn('duty-contact', 'dana')
      const page = shown(await running.read('/inbox/alerts/c1', cookie))
      expect(page).to.include('E-mail, message 1').and.include('Teams, message 1')
      expect(page).to.include('Sent today at 9am').and.include('Failing 2 tries')
      expect(page).to.include('(http-503)').and.include('(timeout)')
      const list = shown(await running.read('/inbox', cookie))
      expect(list).to.include('E-mail Teams failing')
    } finally {
      await running.close()
    }
  })

  it('is nobody yet, when nothing was tried, and the list says that it is here only', async () => {
    const running = await inboxOf([])
    try {
      const cookie = await running.signIn('duty-contact', 'dana')
      expect((await running.read('/inbox/alerts/c1', cookie)).text).to.include('Nobody yet.')
      expect((await running.read('/inbox', cookie)).text).to.include('This inbox only')
    } finally {
      await running.close()
    }
  })

  it('has no accessibility problem and fits a desk and a phone, with the tries unfolded', async function () {
    this.timeout(60_000)
    const running = await inboxOf([
      made('email'),
      failed,
      made('casebook', { attempts: [{ at: NINE, ok: true, code: 'some-refused' }] }),
    ])
    const page = await newPage()
    try {
      await page.goto(running.inbox.signInLink({ school: 'demo', role: 'duty-contact', id: 'dana' }))
      await page.getByRole('button', { name: 'Sign in' }).click()
      for (const path of ['/inbox', '/inbox/alerts/c1']) {
        await page.goto(running.url + path)
        for (const one of await page.locator('summary').all()) await one.click()
        await looksRight(page, path)
      }
    } finally {
      await page.context().close()
      await running.close()
    }
  })
})
