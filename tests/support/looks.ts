import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axeProblems, OF_LOOKS } from './axe.ts'

/** How a page is met: at a desk by day, and on the smallest phone in the dark. */
const LOOKS = [
  { name: 'desk', size: { width: 1280, height: 900 }, colorScheme: 'light', only: undefined },
  { name: 'phone', size: { width: 320, height: 700 }, colorScheme: 'dark', only: OF_LOOKS },
] as const

/**
 * That the page, as it stands, has no accessibility problem and nothing that scrolls sideways, at a desk and on a phone in the dark. Ends
 * at a desk. Pictures go to the folder that SHOTS names.
 */
export async function looksRight(page: Page, what: string): Promise<void> {
  const shots = process.env['SHOTS']
  if (shots) await mkdir(shots, { recursive: true })
  for (const { name, size, colorScheme, only } of LOOKS) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme })
    if (shots) await page.screenshot({ path: join(shots, `${what}-${name}.png`), fullPage: true })
    expect(await axeProblems(page, { only }), `${what}, ${name}`).to.deep.equal([])
    const widest = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect(widest, `${what}, ${name}`).to.be.at.most(size.width)
  }
  await page.setViewportSize(LOOKS[0].size)
  await page.emulateMedia({ colorScheme: LOOKS[0].colorScheme })
}
