import { expect } from 'chai'
import { registerOwnPages } from '../../bot/own-pages.ts'
import { createLogger } from '../../bot/logger.ts'
import { createServer } from '../../bot/server.ts'
import { replyOf } from '../../bot/activities.ts'
import { content, demoSchool, serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { newId } from '../../bot/ids.ts'
import { FakeClock } from '../support/fake-clock.ts'

/** Someone who has sent their summary, with the links they were given. */
async function running(matter = 'drawing, and my <b>dog</b> **bold**') {
  const clock = new FakeClock('2026-11-23T10:00:00Z')
  const school = { ...demoSchool(), languages: ['en', 'pl', 'ur'] }
  const talk = serviceForTests({ school, clock, directory: emptyDirectory, ids: newId })
  const { service } = talk
  let count = 0
  const send = async (text: string, chose?: string[]): Promise<string[]> => {
    clock.advance({ minutes: 1 })
    count += 1
    const { logged } = await service.take(speaker, {
      type: 'message',
      clientActivityId: `m${count}`,
      text,
      ...(chose ? { tap: { chose } } : {}),
    })
    return logged.flatMap(({ activity }) =>
      (replyOf(activity)?.cards ?? []).flatMap((card) =>
        card.type === 'copy' ? card.links.map(({ href }) => href) : [],
      ),
    )
  }
  await service.start(speaker)
  const words = ['14', matter, 'im being hit at home by my step dad', 'skip', 'skip', 'skip', 'skip', 'skip']
  for (const text of ["People I choose, or staff if someone isn't safe", 'The short way', ...words])
    await send(text)
  const server = createServer({ logger: createLogger({ level: 'silent' }) })
  registerOwnPages(server.server, {
    conversations: service,
    schools: talk.schools,
    languages: content().languages,
    clock,
  })
  const url = `http://localhost:${await server.listen(0, '127.0.0.1')}`
  const read = (path: string) => fetch(url + path, { redirect: 'manual' })
  return {
    ...talk,
    clock,
    send,
    read,
    close: async () => {
      await server.close()
      await service.close()
    },
  }
}

const linksIn = async (asked: string, send: (text: string) => Promise<string[]>): Promise<string[]> => {
  await send(asked)
  await send('my summary')
  return send('keep a copy')
}

describe('their own copy', function () {
  this.timeout(60_000)
  it('opens with the key that was given to them, as page and PDF, and tells nobody else where it is', async () => {
    const { send, read, close } = await running()
    try {
      const [page = '', pdf = ''] = await send('my summary').then(() => send('keep a copy'))
      const answer = await read(page)
      expect(answer.status).to.equal(200)
      expect(answer.headers.get('referrer-policy')).to.equal('no-referrer')
      expect(answer.headers.get('cache-control')).to.include('no-store')
      const text = await answer.text()
      expect(text).to.include('drawing, and my &lt;b&gt;dog').and.include('This has not been sent to anyone')
      // Whoever lives with them may find the paper.
      expect(text).to.not.match(/step dad|being hit/)
      const file = await read(pdf)
      expect(file.headers.get('content-type')).to.equal('application/pdf')
      const bytes = Buffer.from(await file.arrayBuffer())
      expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-')
      expect(bytes.toString('latin1'))
        .to.match(/\/Marked true/)
        .and.match(/\/StructTreeRoot/)
        .and.match(/\/Lang \(en-GB\)/)
    } finally {
      await close()
    }
  })

  it('says when an answer was changed after sending, which is not sent, and not when only the language was', async () => {
    const { send, read, close } = await running()
    try {
      await send('my summary')
      const [page = ''] = await send('send it')
      const text = async () => (await read(page)).text()
      const changed = 'You have changed something in the chat since'
      expect(await text())
        .to.include('I am 14')
        .and.not.include(changed)
      await send('po polsku')
      expect(await text())
        .to.include('I am 14')
        .and.not.include('Od tamtej pory')
      await send('in english')
      for (const words of ['change', 'your age', '12']) await send(words)
      expect(await text())
        .to.include('I am 14')
        .and.include(changed)
    } finally {
      await close()
    }
  })

  it('does not open with another key, an old one, after a day, or once all is deleted', async () => {
    const { send, read, clock, close } = await running()
    const status = async (path: string) => (await read(path)).status
    try {
      await send('my summary')
      const [first = ''] = await send('keep a copy')
      expect(await status(first)).to.equal(200)
      const [second = ''] = await send('keep a copy')
      expect(await status(first)).to.equal(404)
      expect(await status(second)).to.equal(200)
      const wrong = [
        `${second}x`,
        second.slice(0, -1),
        '/mine/c1/undefined',
        '/mine/c1/x',
        '/mine/other/x',
        '/mine/..%2Fc1/x',
      ]
      for (const path of wrong) expect(await status(path), path).to.equal(404)
      expect(await (await read('/mine/c1/x')).text()).to.equal(await (await read('/mine/none/x')).text())
      clock.advance({ minutes: 24 * 60 })
      expect(await status(second)).to.equal(404)
      const [third = ''] = await send('keep a copy')
      expect(await status(third)).to.equal(200)
      await send('delete')
      await send('yes')
      expect(await status(third)).to.equal(404)
    } finally {
      await close()
    }
  })

  it('closes with quick exit, without a word on the screen, and asking again gives a new one', async () => {
    const { send, read, service, close } = await running()
    const status = async (path: string) => (await read(path)).status
    try {
      const before = await linksIn('hi', send)
      expect(await status(before[0] ?? '')).to.equal(200)
      const { last } = await service.log('c1', 0)
      for (const time of ['first', 'again']) {
        await service.take(speaker, { type: 'event', name: 'quick-exit' })
        for (const path of before) expect(await status(path), time).to.equal(404)
      }
      expect((await service.log('c1', last)).entries).to.deep.equal([])
      const [after = ''] = await send('my summary').then(() => send('keep a copy'))
      expect(await status(after)).to.equal(200)
    } finally {
      await close()
    }
  })

  it('is in the language of the conversation, right to left where that is how it runs, and then as a page alone', async () => {
    const polish = await running('rysowanie')
    try {
      const [page = '', pdf = ''] = await linksIn('po polsku', polish.send)
      const text = await (await polish.read(page)).text()
      expect(text).to.include('lang="pl-PL" dir="ltr"').and.include('Moje podsumowanie i plan')
      const bytes = Buffer.from(await (await polish.read(pdf)).arrayBuffer())
      expect(bytes.toString('latin1')).to.match(/\/Lang \(pl-PL\)/)
    } finally {
      await polish.close()
    }
    const urdu = await running('ڈرائنگ')
    try {
      const links = await linksIn('speak urdu', urdu.send)
      expect(links).to.have.length(1)
      const [page = ''] = links
      const text = await (await urdu.read(page)).text()
      expect(text)
        .to.include('lang="ur-PK" dir="rtl"')
        .and.include('میری سمری اور پلان')
        .and.not.include('summary.pdf')
      const pdf = await urdu.read(`${page}/summary.pdf`)
      expect([pdf.status, pdf.headers.get('location')]).to.deep.equal([303, page])
    } finally {
      await urdu.close()
    }
  })
})
