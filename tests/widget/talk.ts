import type { FrameLocator, Page } from 'playwright-core'

/** How much of the conversation an error tells. */
const LAST_WORDS = 6

/** The panel as a person uses it, in a page of its own or in a frame. */
export class Talk {
  readonly #where: Page | FrameLocator

  constructor(where: Page | FrameLocator) {
    this.#where = where
  }

  get box() {
    return this.#where.getByLabel('Write your message')
  }

  button(name: string | RegExp) {
    return this.#where.getByRole('button', { name, exact: typeof name === 'string' })
  }

  /** Waits until the bot has said it; when it does not, the error tells what was said in its place. */
  async hears(text: string | RegExp): Promise<void> {
    try {
      await this.#where.locator('.theirs .words').filter({ hasText: text }).last().waitFor()
    } catch (cause) {
      const last = (await this.said().catch(() => [])).slice(-LAST_WORDS)
      throw new Error(`never heard ${String(text)}; the last words: ${last.join(' / ')}`, { cause })
    }
  }

  /** Waits until it is the last that the bot has said: what was said long ago may have been the same, and what is typed too soon answers nothing. */
  async asksNow(text: string): Promise<void> {
    await this.#where.locator('.theirs .words').last().filter({ hasText: text }).waitFor()
  }

  async write(text: string): Promise<void> {
    await this.box.fill(text)
    await this.box.press('Enter')
  }

  /** After the yes to a time: a call asks for a number first, and which time is first depends on the day. */
  async givesNumber(): Promise<void> {
    const asked = this.#where.locator('.theirs .words').filter({ hasText: 'Which number' })
    await asked
      .or(this.#where.locator('.theirs .words').filter({ hasText: 'Booked:' }))
      .last()
      .waitFor()
    if ((await asked.count()) > 0) await this.write('07700 900123')
  }

  /** Everything in the conversation, in order, with the hidden names of who said it. */
  said(): Promise<string[]> {
    return this.#where.locator('.words').allInnerTexts()
  }
}

/** Opens the panel as a page, in a language other than the school's first if one is asked for, and waits for the first question. */
export async function openPanel(page: Page, site: { readonly url: string }, language = ''): Promise<Talk> {
  await page.goto(`${site.url}/panel?school=demo&lang=${language}`)
  const talk = new Talk(page)
  await talk.hears('Which one?')
  return talk
}
