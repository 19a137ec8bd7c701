import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { eventually } from './eventually.ts'
import { newPage } from './browser.ts'
import { Talk } from '../widget/talk.ts'

/** Browsers that share nothing, closed together. */
export class Browsers {
  readonly #pages: Page[] = []

  async open(width: number, height = 740): Promise<Page> {
    const page = await newPage({ viewport: { width, height } })
    this.#pages.push(page)
    return page
  }

  /** A young person's, with the panel in a tab of its own and its first question on it. */
  async panel(url: string, width = 360): Promise<{ page: Page; talk: Talk }> {
    const page = await this.open(width)
    await page.goto(`${url}/panel?school=demo`)
    const talk = new Talk(page)
    await talk.hears('who might see what you write')
    return { page, talk }
  }

  async close(): Promise<void> {
    for (const page of this.#pages.splice(0)) await page.context().close()
  }
}

/** What the panel says the code to come back is, once it stands there. */
export async function codeFrom(page: Page): Promise<string> {
  const shown = page.locator('.theirs .words').filter({ hasText: 'Your code to come back:' }).last()
  await shown.waitFor()
  return (await shown.innerText()).split(': ').at(-1)?.trim() ?? ''
}

/** An answer to a question of the panel: typed, or cards that are tapped, and done. */
export type Answer = string | readonly RegExp[]

/** The short way from the hello to the question about ideas, in real Chromium; nothing worrying is said on it. */
export async function shortWay(
  talk: Talk,
  of: { readonly matters: string; readonly inTheWay?: Answer; readonly possible?: Answer },
): Promise<void> {
  await talk.button(/^People I choose/).click()
  await talk.hears('Which one?')
  await talk.button('The short way').click()
  await talk.hears('How old are you')
  await talk.write('14')
  await talk.hears('Pick up to three')
  await talk.write(of.matters)
  await talk.hears('What gets in the way')
  await answer(talk, of.inTheWay ?? 'skip')
  await talk.hears('What would make it possible')
  await answer(talk, of.possible ?? 'skip')
  await talk.hears('not wanting to be alive')
  await talk.button('No').click()
  await talk.hears('Is anyone hurting you')
  await talk.button('No').click()
  await talk.hears('Do any of these sound okay')
}

async function answer(talk: Talk, given: Answer): Promise<void> {
  if (typeof given === 'string') {
    await talk.write(given)
    return
  }
  for (const card of given) await talk.button(card).click()
  await talk.button(/^Done/).click()
}

/** No idea is taken, and the summary is sent as it is. */
export async function sendSummary(talk: Talk): Promise<void> {
  await talk.write('skip')
  await talk.hears('This is your summary')
  await talk.button(/Send it/).click()
}

/** Signs a member of staff of the demonstration in by their link of the log. */
export async function signInByLink(desk: Page, link: string | undefined): Promise<void> {
  await desk.goto(link ?? '')
  await desk.getByRole('button', { name: 'Sign in' }).click()
  await desk.waitForURL('**/inbox')
}

/** Opens the one summary that is in the inbox, as soon as it is there. */
export async function openSummary(desk: Page, url: string): Promise<void> {
  const row = desk.locator('a[href*="/inbox/handoffs/"]').first()
  await eventually('the summary is in the inbox', async () => {
    await desk.goto(`${url}/inbox`)
    return (await row.count()) > 0
  })
  await row.click()
}

/** Keeps a picture for a person to look at in the folder that `PICTURES` names; none is taken without it. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  const folder = process.env['PICTURES']
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage })
}
