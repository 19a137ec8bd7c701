import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Content } from '../../content/load.ts'
import type { Values } from '../../content/message.ts'
import type { CaseEntry } from '../../domain/casework/entries.ts'
import type { Clock } from '../../domain/time/clock.ts'
import type { ConversationService } from '../conversation-service.ts'
import { sendHtml } from '../http/answers.ts'
import type { ConversationRecord } from '../records/conversations.ts'
import type { Schools } from '../schools.ts'
import { route } from '../server.ts'
import type { HttpServer, WebRequest } from '../server.ts'
import { voiceOf } from '../voice.ts'
import type { Voice } from '../voice.ts'
import { myData } from './export.ts'
import { myDataPage, notePage } from './page.ts'

/**
 * `GET /my-data/:conversation/:key` is the page with everything kept about a young person, `…/matters.html` and `…/matters.json` the
 * same to save, `POST …/delete` erases it. The unguessable key is given in the chat and works for half an hour; there is no other.
 */
export function registerMyData(
  server: HttpServer,
  of: {
    conversations: ConversationService
    /** What link workers wrote down about a conversation's summary. */
    notesOf: (school: string, conversation: string) => Promise<readonly CaseEntry[]>
    schools: Schools
    content: Pick<Content, 'languages'>
    config: { readonly keepDays: number; readonly keepSentDays: number }
    clock: Clock
  },
): void {
  const voiceFor = (record?: ConversationRecord): Voice => voiceOf(of.content.languages, record?.flow)

  const show = (
    res: ServerResponse,
    status: number,
    [title, text]: readonly [string, string],
    voice = voiceFor(),
  ): void => {
    const nonce = securedBy(res)
    const { language } = voice
    const page = notePage({ title: voice.text(title), text: voice.text(text), nonce, language })
    sendHtml(res, status, page.markup)
  }
  const found = async (req: WebRequest, res: ServerResponse): Promise<ConversationRecord | undefined> => {
    const { conversation = '', key = '' } = req.params
    const record = RECORD_ID.test(conversation)
      ? await of.conversations.recordFor(conversation, key)
      : undefined
    if (!record) show(res, 404, GONE)
    return record
  }
  const dataOf = async (record: ConversationRecord) =>
    myData(record, {
      texts: voiceFor(record).language.texts,
      school: of.schools.byId(record.school)?.name ?? '',
      now: of.clock.now(),
      notes: await of.notesOf(record.school, record.id),
    })
  const pageOf = async (
    record: ConversationRecord,
    nonce: string,
    base: string | undefined,
  ): Promise<string> => {
    const school = of.schools.byId(record.school)?.name ?? ''
    const voice = voiceFor(record)
    const say = (id: string, values?: Values) => voice.text(id, { school, ...values })
    return myDataPage({ ...of.config, data: await dataOf(record), voice, say, base, nonce }).markup
  }

  route(server, 'get', '/my-data/:conversation/:key', async (req, res) => {
    const record = await found(req, res)
    if (!record) return
    const nonce = securedBy(res)
    sendHtml(res, 200, await pageOf(record, nonce, baseOf(req)))
  })

  route(server, 'get', '/my-data/:conversation/:key/:file', async (req, res) => {
    const { file = '' } = req.params
    if (file !== 'matters.html' && file !== 'matters.json') {
      show(res, 404, GONE)
      return
    }
    const record = await found(req, res)
    if (!record) return
    const isJson = file === 'matters.json'
    const text = isJson
      ? JSON.stringify(await dataOf(record), null, 2)
      : await pageOf(record, securedBy(res), undefined)
    res.writeHead(200, {
      'content-type': `${isJson ? 'application/json' : 'text/html'}; charset=utf-8`,
      'content-disposition': `attachment; filename="${file}"`,
      'cache-control': 'no-store',
    })
    res.end(text)
  })

  route(
    server,
    'post',
    '/my-data/:conversation/:key/delete',
    async (req, res) => {
      const record = await found(req, res)
      if (!record) return
      if (req.form.get('sure') !== 'yes') {
        // Sent without the tick (an old browser): shown again, and nothing is deleted.
        sendHtml(res, 400, await pageOf(record, securedBy(res), baseOf(req)))
        return
      }
      const { conversation = '', key = '' } = req.params
      await of.conversations.erase(conversation, key)
      show(res, 200, DELETED, voiceFor(record))
    },
    { body: 'form' },
  )
}

const GONE = ['data.page.gone', 'data.page.gone.text'] as const
const DELETED = ['data.page.deleted', 'data.page.deleted.text'] as const
const RECORD_ID = /^[A-Za-z0-9._:-]{1,128}$/
const baseOf = ({ params }: WebRequest): string =>
  `/my-data/${encodeURIComponent(params['conversation'] ?? '')}/${encodeURIComponent(params['key'] ?? '')}`

/** No script, nothing from anywhere, framed by nobody; its address, which opens it, is told to no other site. Gives the style's nonce. */
function securedBy(res: ServerResponse): string {
  const nonce = randomBytes(16).toString('base64')
  res.setHeader(
    'content-security-policy',
    `default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'nonce-${nonce}'`,
  )
  res.setHeader('referrer-policy', 'no-referrer')
  res.setHeader('cache-control', 'no-store')
  return nonce
}
