import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import type { Suggester } from '../../../bot/commands/suggest.ts'
import { answerLine, instantOf, openSuggester, suggestLines } from '../../../bot/commands/suggest.ts'
import type { Embeddings } from '../../../bot/embedding/embeddings.ts'
import { openEmbeddings } from '../../../bot/embedding/embeddings.ts'
import { loadTexts } from '../../../content/load-texts.ts'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { hsdsPage, hsdsService } from '../../support/hsds.ts'
import { screener } from '../../support/conversation.ts'

const WithId = z.looseObject({ id: z.unknown() })
const CONTENT = join(import.meta.dirname, '../../../content')

describe('the suggest command', () => {
  let folder: string
  let embeddings: Embeddings
  let suggester: Suggester
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suggest-'))
    embeddings = openEmbeddings({
      contentDir: CONTENT,
      onFault: (what) => {
        throw new Error(what)
      },
    })
    const feed = [
      hsdsService(),
      hsdsService({ id: 'x', name: 'Sketch club', minimum_age: 18, maximum_age: -1 }),
      hsdsService({
        id: 'talk',
        name: 'Open Door',
        description: 'Free counselling for young people. Somebody to talk to about anything.',
      }),
    ]
    await writeFile(join(folder, 'feed.json'), JSON.stringify(hsdsPage(feed)))
    const content = {
      texts: loadTexts(join(CONTENT, 'en'), 'en'),
      vocabulary: loadUnderstanding(),
      screener: screener(),
      embeddings,
    }
    suggester = await openSuggester(join(folder, 'feed.json'), '2026-11-22T12:00:00.000Z', content)
  })
  after(async () => {
    await embeddings.close()
    await rm(folder, { recursive: true })
  })
  const answer = async (request: unknown): Promise<unknown> =>
    JSON.parse((await answerLine(JSON.stringify(request), suggester)).answer)

  it('answers with the id of the source, reasons and unknowns in English, and when it was checked', async () => {
    const request = {
      id: 'q1',
      age: 14,
      postcode: 'ZZ1 4QD',
      says: ['i like drawing'],
      needs: { stepFree: true },
    }
    expect(await answer(request)).to.deep.equal({
      id: 'q1',
      suggestions: [
        {
          activity: 'svc-1',
          name: 'Inkwell Drawing Club',
          why: [
            'You said: drawing',
            "It's about 5 minutes' walk away",
            "It's free",
            "It's for people your age",
          ],
          unknown: ["Not known: if there's step-free access. Ask before you go."],
          lastChecked: '2026-10-02',
        },
      ],
      note: 'Only one idea fits well. A link worker may know about more.',
    })
  })

  it('has help to talk for who told of a worry and of nothing else', async () => {
    const told = await answer({ id: 'q2', age: 14, says: ['cant keep doing this', 'its the nights'] })
    expect(told).to.have.nested.property('suggestions[0].activity', 'talk')
    expect(told).to.have.deep.nested.property('suggestions[0].why[0]', 'You told me about something hard')
    const asked = await answer({ id: 'q3', age: 14, says: ['cant keep doing this', 'i like drawing'] })
    expect(asked).to.have.nested.property('suggestions.length', 1)
    expect(asked).to.have.nested.property('suggestions[0].activity', 'svc-1')
  })

  it('takes what people leave out, leave null or write in capitals', async () => {
    const request = {
      id: 2,
      age: null,
      says: 'drawing',
      needs: { freeOnly: null, days: 'Tuesday', mode: 'In-Person' },
    }
    expect(await answer(request)).to.have.nested.property('suggestions[0].activity', 'svc-1')
    expect(await answer({ id: 3 })).to.have.deep.property('suggestions', [])
  })

  it('answers in order, a line that is no request in its place, and tells by the exit code', async () => {
    async function* lines() {
      yield '{"id":"a","says":["drawing"]}'
      yield ''
      yield '{"id":"b",'
      yield '{"id":"c","age":"fourteen"}'
      yield '{"id":"d"}'
    }
    const out: unknown[] = []
    expect(await suggestLines(lines(), suggester, (line) => void out.push(JSON.parse(line)))).to.equal(1)
    expect(out.map((o) => WithId.parse(o).id)).to.deep.equal(['a', null, 'c', 'd'])
    expect(out[1]).to.have.all.keys('id', 'error')
    expect(out[2]).to.have.property('error').that.contains('age')
  })

  it('takes a day or an instant for --now, and nothing else', () => {
    const today = new Date('2026-11-23T00:00:00Z')
    expect(instantOf('2026-11-22', today)).to.equal('2026-11-22T12:00:00.000Z')
    expect(instantOf(undefined, today)).to.equal('2026-11-23T00:00:00.000Z')
    expect(instantOf('yesterday', today)).to.equal(undefined)
  })
})
