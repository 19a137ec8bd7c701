import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { alert, concern, handoff } from '../../support/cases.ts'
import { axeProblems } from '../../support/axe.ts'
import { newPage } from '../../support/browser.ts'
import { runInbox } from '../../support/inbox.ts'

describe('the inbox in a browser', function () {
  this.timeout(30_000)
  const SIZES = [
    { width: 1280, height: 900 },
    { width: 360, height: 740 },
  ]

  for (const viewport of SIZES) {
    it(`has no accessibility problem and fits ${viewport.width} pixels on every page`, async () => {
      const running = await runInbox()
      const colorScheme = viewport.width === 360 ? 'dark' : 'light'
      const page = await newPage({ viewport, colorScheme, javaScriptEnabled: true })
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
        )
        const check = async (path: string) => {
          if (path !== '') await page.goto(running.url + path)
          expect(await axeProblems(page), path).to.deep.equal([])
          expect(await widest(page), path).to.be.at.most(viewport.width)
        }
        await check('/inbox/sign-in')
        await page.goto(running.inbox.signInLink({ school: 'demo', role: 'link-worker', id: 'both' }))
        await check('')
        await page.getByRole('button', { name: 'Sign in' }).click()
        for (const path of [
          '/inbox',
          '/inbox/diary',
          '/inbox/alerts/c1',
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
  }

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

const widest = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth')
