import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { buildWidget } from '../../widget/build.ts'

/** What a browser would tell about a person or a place, or do to bring somebody back. */
const ASKS =
  /geolocation|getUserMedia|mediaDevices|Notification\b|pushManager|serviceWorker|userAgentData|getBattery|deviceMemory|RTCPeerConnection|type:\s*"file"|type="file"/u

describe('the widget as built', () => {
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matters-privacy-'))
    await buildWidget({ outDir: folder })
  })
  after(() => rm(folder, { recursive: true, force: true }))

  const built = async (ending: RegExp): Promise<Map<string, string>> => {
    const names = (await readdir(folder)).filter((name) => ending.test(name))
    return new Map(
      await Promise.all(
        names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
      ),
    )
  }

  it('must never ask where somebody is, see, record, notify or take a file (b 6, b 12, b 17)', async () => {
    const files = await built(/\.(?:js|html)$/u)
    expect(files.size).to.be.greaterThan(4)
    for (const [name, text] of files) expect(ASKS.exec(text)?.[0], name).to.equal(undefined)
  })

  it('must never load anything from a host that is not the service (b 17)', async () => {
    for (const [name, text] of await built(/\.(?:js|html|css)$/u)) {
      const loaded =
        text.match(/(?:src|srcset)="?https?:[^"\s>]*|url\(["']?https?:[^)]*|@import[^;]*/gu) ?? []
      expect(loaded, name).to.deep.equal([])
    }
  })

  it('must never show a face: no picture in it but the icon of the page (b 5)', async () => {
    const pictures = (await readdir(folder)).filter((name) =>
      /\.(?:png|jpe?g|gif|webp|avif|svg)$/u.test(name),
    )
    expect(pictures).to.deep.equal(['favicon.svg'])
    for (const [name, text] of await built(/\.(?:js|html)$/u)) {
      expect(text, name).to.not.match(/<img\b|createElement\("img"\)|\("img",/u)
    }
  })
})
