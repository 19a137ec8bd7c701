import type { CDPSession, Page } from 'playwright-core'
import { eventually } from './eventually.ts'

interface Node {
  readonly role: string
  readonly name: string
  readonly dom: number
}

/**
 * Somebody who has nothing but the accessibility tree, as a screen reader gets it from Chromium: finds by role and name, presses,
 * writes. It sees no screen, no selector and no text that is not in the tree.
 */
export class ScreenReader {
  readonly #devtools: CDPSession

  private constructor(devtools: CDPSession) {
    this.#devtools = devtools
  }

  static async at(page: Page): Promise<ScreenReader> {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Accessibility.enable')
    await devtools.send('DOM.enable')
    return new ScreenReader(devtools)
  }

  /** Everything with a role and a name, in reading order, of the page and of the frames in it. */
  async tree(): Promise<Node[]> {
    const { frameTree } = await this.#devtools.send('Page.getFrameTree')
    const frames = [frameTree, ...(frameTree.childFrames ?? [])].map(({ frame }) => frame.id)
    const trees = await Promise.all(
      frames.map((frameId) => this.#devtools.send('Accessibility.getFullAXTree', { frameId })),
    )
    return trees.flatMap(({ nodes }) =>
      nodes.flatMap(({ ignored, role, name, backendDOMNodeId: dom }) =>
        ignored || dom === undefined ? [] : [{ role: String(role?.value), name: String(name?.value), dom }],
      ),
    )
  }

  /** Waits until something in the tree has the role and the name; the last of several, as one who reads from the end. */
  async find(role: string, name: string | RegExp): Promise<Node> {
    const fits = (node: Node) =>
      node.role === role && (typeof name === 'string' ? node.name === name : name.test(node.name))
    let found: Node | undefined
    await eventually(
      `${role} ${String(name)}`,
      async () => {
        // A page may change while it is read.
        found = (await this.tree().catch(() => [])).findLast(fits)
        return found !== undefined
      },
      20_000,
    )
    return found!
  }

  hears(text: string | RegExp): Promise<Node> {
    return this.find('StaticText', text)
  }

  /** Does what a reader's "activate" does. */
  async press(role: string, name: string | RegExp): Promise<void> {
    const { dom } = await this.find(role, name)
    const { object } = await this.#devtools.send('DOM.resolveNode', { backendNodeId: dom })
    await this.#devtools.send('Runtime.callFunctionOn', {
      objectId: object.objectId!,
      functionDeclaration: 'function () { this.click() }',
    })
  }

  /** Goes to the text box, writes and sends. */
  async write(words: string): Promise<void> {
    const { dom } = await this.find('textbox', /./)
    await this.#devtools.send('DOM.focus', { backendNodeId: dom })
    await this.#devtools.send('Input.insertText', { text: words })
    for (const type of ['keyDown', 'keyUp'] as const)
      await this.#devtools.send('Input.dispatchKeyEvent', {
        type,
        key: 'Enter',
        code: 'Enter',
        windowsVirtualKeyCode: 13,
        text: type === 'keyDown' ? '\r' : '',
      })
  }
}

/** In every frame: what its live regions have said, in order. */
export const RECORD_ANNOUNCEMENTS = `
  window.announced = []
  new MutationObserver((changes) => {
    const regions = new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest('#say-1, #say-2, #alert')))
    for (const region of regions) if (region?.textContent) window.announced.push(region.textContent)
  }).observe(document, { childList: true, characterData: true, subtree: true })
`
