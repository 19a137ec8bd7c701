import type { Page } from 'playwright-core'
import { newPage } from '../support/browser.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { ScriptedConversations } from '../support/scripted-conversations.ts'
import { schoolWith, startSite } from '../support/widget-site.ts'
import type { Site } from '../support/widget-site.ts'
import { script } from './script.ts'

/** What the panel posts to, and reads from. */
export const POSTS = '**/conversations/*/activities'

/** For the tests of one file: before each a service with a bot of lines by heart, and a phone that has not opened it yet. */
export class OnePanel {
  site!: Site
  clock!: FakeClock
  conversations!: ScriptedConversations
  page!: Page

  constructor() {
    before(async function () {
      this.timeout(30_000)
      await (await newPage()).context().close()
    })
    beforeEach(async () => {
      this.clock = new FakeClock('2026-11-23T10:00:00Z')
      this.conversations = new ScriptedConversations(script)
      this.site = await this.start()
      this.page = await newPage({ viewport: { width: 400, height: 640 } })
    })
    afterEach(async () => {
      await this.page.context().close()
      await this.site.close()
    })
  }

  start(port = 0, school = schoolWith([])): Promise<Site> {
    const { conversations, clock } = this
    return startSite({ conversations, clock, school, port })
  }
}
