import { spawn } from 'node:child_process'
import { expect } from 'chai'
import { screenLine, screenLines } from '../../../bot/commands/screen.ts'
import { compiled } from '../../support/compiled.ts'
import { screener } from '../../support/conversation.ts'

const answerTo = async (request: unknown): Promise<Record<string, unknown>> =>
  JSON.parse((await screenLine(JSON.stringify(request), screener())).answer) as Record<string, unknown>

describe('the screen command', () => {
  it('answers a text with exactly what the interface promises', async () => {
    expect(await answerTo({ id: '1', text: 'been cutting again, mums gonna see' })).to.deep.equal({
      id: '1',
      response: 'reach-out',
      concerns: [
        { kind: 'self-harm', about: 'self', when: 'now', evidence: 'been cutting again, mums gonna see' },
      ],
    })
    expect(await answerTo({ id: 7, text: 'football' })).to.deep.equal({
      id: 7,
      response: 'none',
      concerns: [],
    })
  })

  it('screens turns in order: the response only rises, each kind is there once at its strongest', async () => {
    const answer = await answerTo({
      id: 'a',
      turns: [
        { bot: 'What matters to you?', yp: 'i want to' },
        { bot: 'Go on', yp: 'die' },
        { bot: 'Are you safe right now?', yp: 'not really' },
        { bot: 'Who would you like to know?', yp: 'forget i said that, im fine' },
      ],
    })
    expect(answer).to.include({ id: 'a', response: 'act-now' })
    expect(answer['concerns']).to.have.lengthOf(1)
    expect(answer).to.have.nested.property('concerns[0].kind', 'suicide')
  })

  it('answers a line that is no request in its place, and says nothing of its content', async () => {
    const written: string[] = []
    async function* lines(): AsyncIterable<string> {
      yield '{"id":"1","text":"hello"}'
      yield 'my secret {'
      yield '{"id":"3","words":"my secret"}'
      yield ''
      yield '{"id":"4","text":"bye"}'
    }
    const code = await screenLines(lines(), screener(), async (line) => void written.push(line))
    expect(code).to.equal(1)
    expect(written.map((line) => (JSON.parse(line) as { id: unknown }).id)).to.deep.equal([
      '1',
      null,
      null,
      '4',
    ])
    expect(written.join('')).not.to.include('secret')
    expect(JSON.parse(written[1] ?? '')).to.have.property('error')
  })

  it('runs from a shell: one line out for each line in, and nothing else', async function () {
    this.timeout(60_000)
    const child = spawn(process.execPath, [compiled('bot/commands/screen.ts')])
    let [out, err] = ['', '']
    child.stdout.on('data', (data: Buffer) => (out += data.toString()))
    child.stderr.on('data', (data: Buffer) => (err += data.toString()))
    child.stdin.end('{"id":"1","text":"i want to die"}\n{"id":"2","text":"ok"}\n')
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, err }).to.deep.equal({ code: 0, err: '' })
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { response: string }).response),
    ).to.deep.equal(['reach-out', 'none'])
  })
})
