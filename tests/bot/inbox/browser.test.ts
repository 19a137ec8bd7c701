import { expect } from 'chai'
import { alert, concern, handoff } from '../../support/cases.ts'
import { newPage } from '../../support/browser.ts'
import { CaseLog } from '../../../bot/inbox/casework/case-log.ts'
import { runInbox } from '../../support/inbox.ts'
import { looksRight } from '../../support/looks.ts'
import type { RunningInbox } from '../../support/inbox.ts'

describe('the inbox in a browser', function () {
  // Some twenty pages, each looked through by axe.
  this.timeout(120_000)

  it('has no accessibility problem and fits a desk and a phone, on every page', async () => {
    const running = await runInbox()
    const page = await newPage()
    const errors: string[] = []
    page.on('console', (message) => errors.push(message.text()))
    try {
      const acting = concern({ id: 'c2', response: 'act-now', kind: 'suicide' })
      await running.put(
        { alert: alert(), handoff: handoff({ concerns: [concern(), acting] }) },
        {
          alert: alert({ id: 'c2', concern: acting }),
          handoff: handoff({ id: 'dl_two', version: 0, lines: [] }),
        },
        { handoff: handoff({ id: 'dl_past', linkWorker: 'both', appointment: meeting() }) },
      )
      await wroteDown(running)
      const check = async (path: string) => {
        if (path !== '') await page.goto(running.url + path)
        await looksRight(page, path)
      }
      await check('/inbox/sign-in')
      await page.goto(running.inbox.signInLink({ school: 'demo', role: 'link-worker', id: 'both' }))
      await check('')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.goto(`${running.url}/inbox/search`)
      await page.getByRole('button', { name: 'Search' }).click()
      await page.getByText('5 found.').waitFor()
      await check('')
      for (const path of [
        '/inbox',
        '/inbox/diary',
        '/inbox/alerts/c1',
        '/inbox/alerts/c1/casework',
        '/inbox/caseload?whose=all',
        '/inbox/search',
        '/inbox/handoffs/dl_one/casework',
        '/inbox/handoffs/dl_past/casework',
        '/inbox/handoffs/dl_past/time',
        '/inbox/handoffs/dl_two',
        '/inbox/handoffs/dl_one',
      ]) {
        await check(path)
      }
      await page.getByRole('button', { name: 'I have read this' }).click()
      await page.getByText('Read by Both Testperson today at 9am').waitFor()
      await check('')
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
      expect(errors, 'no refused style, script or request').to.deep.equal([])
    } finally {
      await page.context().close()
      await running.close()
    }
  })

  it('works with scripts turned off', async () => {
    const running = await runInbox()
    const page = await newPage({ javaScriptEnabled: false })
    try {
      await running.put({ alert: alert() })
      await page.goto(running.inbox.signInLink({ school: 'demo', role: 'duty-contact', id: 'dana' }))
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('link', { name: 'Self-harm, about themselves' }).click()
      await page.getByRole('button', { name: 'I have read this' }).click()
      await page.getByText('Read by Dana Testperson today at 9am').waitFor()
      expect(running.told).to.have.length(1)
    } finally {
      await page.context().close()
      await running.close()
    }
  })
})

/** A meeting that was an hour ago. */
const meeting = () => ({
  id: 'a1',
  slot: {
    id: 'both.x',
    linkWorker: 'both',
    start: '2026-11-23T08:00:00.000Z',
    end: '2026-11-23T08:40:00.000Z',
    place: { kind: 'room', text: 'Room 4' },
  },
  linkWorkerName: 'Both Testperson',
  bookedAt: '2026-11-20T08:00:00.000Z',
  status: 'booked',
  sequence: 0,
})

/** One of everything that staff can write down. */
async function wroteDown({ store }: RunningInbox): Promise<void> {
  const log = new CaseLog(store)
  const key = { of: 'handoff' as const, id: 'dl_one', conversation: 'dl_one', school: 'demo' }
  const at = '2026-11-23T08:50:00.000Z'
  const by = { at, by: 'both', name: 'Both Testperson' }
  await log.add(key, { kind: 'note', id: '1', ...by, text: 'Likes small groups, wrote '.repeat(9) })
  await log.add(key, { kind: 'contact', id: '2', ...by, how: 'phone', when: at, reached: false })
  await log.add(key, {
    kind: 'outcome',
    id: '3',
    ...by,
    what: 'attended',
    agreed: 'One step',
    onward: ['gp'],
  })
  await log.add(key, { kind: 'moved', id: '4', ...by, from: at, to: '2026-11-24T08:50:00.000Z' })
}
