import { isDeepStrictEqual } from 'node:util'
import type { Language } from '../../content/load-languages.ts'
import type { Values } from '../../content/message.ts'
import { measureAnswer } from '../../dialogs/change-card.ts'
import { labels } from '../../dialogs/said.ts'
import { itemOf } from '../../domain/measures/instruments.ts'
import { Html, html } from '../inbox/html.ts'
import type { Voice } from '../voice.ts'
import type { MyDataExport } from './export.ts'

export interface MyDataView {
  readonly data: MyDataExport
  /** Whose language the page is in. */
  readonly voice: Voice
  readonly say: (id: string, values?: Values) => string
  readonly keepDays: number
  readonly keepSentDays: number
  /** Where it stands while it can be opened, without a slash at its end; undefined in the file that was saved. */
  readonly base: string | undefined
  /** Of the style, for the page's Content-Security-Policy. */
  readonly nonce: string
}

const STYLE = `
:root { color-scheme: light dark; --ink: #212b32; --paper: #fff; --soft: #4c6272; --line: #aeb7bd; --link: #005eb8; --stop: #d5281b }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f4f5; --paper: #12181c; --soft: #b9c4ca; --line: #4c6272; --link: #8cc5ff; --stop: #ff8f85 } }
body { margin: 0 auto; max-width: 42rem; padding: 1rem; font: 1.0625rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere }
h1 { font-size: 1.75rem; line-height: 1.2 } h2 { font-size: 1.25rem; margin-top: 2rem; border-top: 1px solid var(--line); padding-top: 1rem }
dt { font-weight: 600 } dd { margin: 0 0 .75rem } .soft { color: var(--soft) } ol { padding: 0; list-style: none } li { margin-bottom: .5rem; white-space: pre-line }
a { color: var(--link) } :focus-visible { outline: 3px solid #ffb81c; outline-offset: 2px }
button { font: inherit; padding: .625rem 1rem; border: 2px solid var(--stop); border-radius: .5rem; color: var(--stop); background: none; min-height: 2.75rem }
@media print { form, nav { display: none } }`
/** Ours, with nothing of anyone in it. */
const STYLE_MARKUP = new Html(STYLE)

/** Everything kept about one young person, to be read, printed and saved; with what happens to each kind of it. */
export function myDataPage(view: MyDataView): Html {
  const { data, voice, say, nonce } = view
  return html`<!doctype html>
    <html lang="${voice.locale}" dir="${voice.language.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <title>${say('data.page.title')}</title>
        <style nonce="${nonce}">
          ${STYLE_MARKUP}
        </style>
      </head>
      <body>
        <main>
          <h1>${say('data.page.title')}</h1>
          <p>${say('data.page.intro', { day: voice.when(data.madeAt) })}</p>
          ${links(view)} ${section(say('data.page.answers'), answers(view))}
          ${section(say('summary.card'), unsent(view))} ${section(say('data.page.sent'), sent(view))}
          ${section(say('data.page.ideas'), ideas(view))} ${section(say('data.page.booking'), booking(view))}
          ${section(say('data.page.asked'), asked(view))} ${section(say('data.page.safety'), safety(view))}
          ${section(say('data.page.notes'), notes(view))}
          ${section(say('data.page.messages'), messages(view))} ${section(say('data.page.kept'), kept(view))}
          ${correct(view)} ${remove(view)}
        </main>
      </body>
    </html>`
}

const section = (heading: string, body: Html | undefined): Html | undefined =>
  body &&
  html`<section>
    <h2>${heading}</h2>
    ${body}
  </section>`

function links({ base, say }: MyDataView): Html | undefined {
  if (base === undefined) return undefined
  return html`<nav>
    <a href="${base}/matters.html" download>${say('data.pages.html')}</a> ·
    <a href="${base}/matters.json" download>${say('data.pages.json')}</a>
  </nav>`
}

function answers(view: MyDataView): Html {
  const { data, say } = view
  const rows: Row[] = [
    ...Object.entries(data.answers).map(([name, value]): Row => [
      say(`data.item.${name}`),
      typeof value === 'object' ? value.join('; ') : String(value),
    ]),
    ...checkIn(view),
    ...measures(view),
    ...toBeTold(view),
  ]
  if (rows.length === 0) return html`<p>${say('data.nothing')}</p>`
  return html`<dl>
    ${rows.map(
      ([label, value]) =>
        html`<dt>${label}</dt>
          <dd dir="auto">${value}</dd>`,
    )}
  </dl>`
}

/** A label, and what stands below it. */
type Row = readonly [label: string, value: string]

const checkIn = ({ data, voice, say }: MyDataView): Row[] =>
  (
    [
      ['check-in.hurting-yourself', data.checkIn.hurtingYourself],
      ['check-in.being-hurt', data.checkIn.beingHurt],
    ] as const
  ).flatMap(([question, answer]) =>
    answer === undefined ? [] : [[say(question), labels(voice.language.texts.choices(question), [answer])]],
  )

/** How life was, the first time and later. */
function measures({ data, voice, say }: MyDataView): Row[] {
  const rows = (answers: Readonly<Record<string, number | null>>, said: (answer: string) => string): Row[] =>
    Object.entries(answers).flatMap(([id, answer]) => {
      if (answer === null) return []
      const item = itemOf(id)
      // Of an item that is not ours any more the number is all that is known.
      if (!item) return [[id, said(String(answer))]]
      return [[say(`measures.${id}`), said(measureAnswer(voice.language.texts, item, answer))]]
    })
  return [
    ...rows(data.measures, (answer) => answer),
    ...data.measuredAgain.flatMap((review) =>
      rows(review.answers, (answer) => say('measures.later', { date: voice.when(review.at), answer })),
    ),
  ]
}

/** What they are to be told by themselves, and the address they gave for it. */
function toBeTold({ data, voice, say }: MyDataView): Row[] {
  const { reminder, waiting } = data
  const rows: Row[] = []
  if (reminder) {
    const by = labels(voice.language.texts.choices('book.remind'), [reminder.by])
    rows.push([say('data.item.reminder'), reminder.by === 'email' ? `${by}; ${reminder.email}` : by])
  }
  if (waiting) {
    const since = voice.when(waiting.since)
    rows.push([say('data.item.waiting'), waiting.email === undefined ? since : `${since}; ${waiting.email}`])
  }
  return rows
}

/** Every version that was sent, the last one first. */
function sent(view: MyDataView): Html | undefined {
  const { data, voice, say } = view
  if (!data.agreed) return undefined
  return html`${[data.agreed, ...[...data.agreedBefore].reverse()].map(
    ({ version, at, lines }) =>
      html`<p>${say('data.page.sent.when', { version, when: voice.when(at) })}</p>
        ${summaryLines(view, lines)}`,
  )}`
}

/** The summary as it stands, unless just this was sent. */
function unsent(view: MyDataView): Html | undefined {
  const { summary, agreed } = view.data
  const isSent = isDeepStrictEqual(summary, agreed?.lines)
  return summary.length === 0 || isSent ? undefined : summaryLines(view, summary)
}

const summaryLines = ({ say }: MyDataView, lines: MyDataExport['summary']): Html =>
  html`<ul>
    ${lines.map(({ text, sharedWith }) => {
      const who = sharedWith.map((audience) => say(`summary.audience.${audience}`)).join(', ')
      return html`<li>
        <bdi>${text}</bdi>
        <span class="soft"
          >(${who === '' ? say('summary.seen-by.nobody') : say('summary.seen-by', { who })})</span
        >
      </li>`
    })}
  </ul>`

function ideas({ data, say }: MyDataView): Html | undefined {
  if (data.ideas.length === 0) return undefined
  const named = {
    liked: 'data.page.idea.liked',
    'not for me': 'data.page.idea.not-for-me',
    'passed over': 'data.page.idea.passed-over',
    'no answer': '',
  }
  return html`<ul>
    ${data.ideas.map(
      ({ name, answer }) =>
        html`<li>
          ${name}${named[answer] !== '' && html` <span class="soft">(${say(named[answer])})</span>`}
        </li>`,
    )}
  </ul>`
}

function booking({ data, voice, say }: MyDataView): Html | undefined {
  const { appointment } = data
  if (!appointment) return undefined
  const values = { when: voice.when(appointment.slot.start), worker: appointment.linkWorkerName }
  const { status } = appointment
  const isOff = status === 'cancelled'
  return html`<p>
    ${say(isOff ? 'data.page.cancelled' : status === 'missed' ? 'data.page.missed' : 'data.page.booked', values)}
  </p>`
}

function asked({ data, voice, say }: MyDataView): Html | undefined {
  if (data.askedLater.length === 0) return undefined
  return html`<ul>
    ${data.askedLater.map((one) => {
      const when = voice.when(one.at)
      return one.about === 'goal'
        ? html`<li>${say('data.page.asked.goal', { when, number: one.now })}</li>`
        : html`<li>${say('data.page.asked.ideas', { when })}</li>`
    })}
  </ul>`
}

/** What was passed on about safety, and why it stays when the rest goes. */
function safety({ data, voice, say }: MyDataView): Html {
  if (data.safety.length === 0) return html`<p>${say('data.page.safety.nothing')}</p>`
  return html`<ul>
      ${data.safety.map(
        ({ at, words, passedOn }) =>
          html`<li>
            <bdi>${words.join('; ')}</bdi>
            <span class="soft"
              >(${voice.when(at)}.
              ${say(passedOn ? 'data.page.safety.passed-on' : 'data.page.safety.noted', { school: data.school })})</span
            >
          </li>`,
      )}
    </ul>
    <p>${say('data.page.safety.apart', { school: data.school })}</p>
    <p>${say('data.page.safety.why')}</p>
    <p>${say('data.page.safety.ask')}</p>`
}

/** That there are notes about them, and how to see them. */
function notes({ data, voice, say }: MyDataView): Html | undefined {
  const { count, since, by } = data.notes
  if (since === null) return undefined
  const values = { count, when: voice.when(since), names: by.join(', ') }
  return html`<p>${say('data.page.notes.there', values)}</p>
    <p>${say('data.page.notes.ask', { school: data.school })}</p>`
}

function messages({ data, voice, say }: MyDataView): Html {
  const names: Readonly<Record<string, string>> = {
    you: say('data.page.you'),
    matters: say('data.page.matters'),
  }
  return html`<ol>
    ${data.messages.map(
      ({ at, by, text }) =>
        html`<li><span class="soft">${voice.when(at)}, ${names[by] ?? by}:</span> <bdi>${text}</bdi></li>`,
    )}
  </ol>`
}

/** Each class of what is kept, and for how long (docs/retention.md). */
const kept = ({ say, keepDays, keepSentDays }: MyDataView): Html =>
  html`<ul>
    <li>${say('data.class.unsent', { days: keepDays })}</li>
    <li>${say('data.class.sent', { days: keepSentDays })}</li>
    <li>${say('data.class.notes')}</li>
    <li>${say('data.class.code')}</li>
    <li>${say('data.class.safety')}</li>
    <li>${say('data.class.audit')}</li>
    <li>${say('data.class.erased')}</li>
  </ul>`

const correct = ({ base, say }: MyDataView): Html | undefined =>
  base === undefined
    ? undefined
    : section(say('data.page.correct'), html`<p>${say('data.page.correct.how')}</p>`)

function remove({ base, data, say }: MyDataView): Html | undefined {
  if (base === undefined) return undefined
  const warning = data.safety.some(({ passedOn }) => passedOn)
    ? say('delete.ask.concern', { school: data.school })
    : say('delete.ask')
  return section(
    say('data.page.delete'),
    html`<p>${warning}</p>
      <form method="post" action="${base}/delete">
        <p>
          <label
            ><input type="checkbox" name="sure" value="yes" required /> ${say('data.page.delete.sure')}</label
          >
        </p>
        <button>${say('data.page.delete.button')}</button>
      </form>`,
  )
}

/** A page of one message: deleted, or an address that does not work any more. */
export const notePage = (of: { title: string; text: string; nonce: string; language: Language }): Html =>
  html`<!doctype html>
    <html lang="${of.language.locale}" dir="${of.language.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${of.title}</title>
        <style nonce="${of.nonce}">
          ${STYLE_MARKUP}
        </style>
      </head>
      <body>
        <main>
          <h1>${of.title}</h1>
          <p>${of.text}</p>
        </main>
      </body>
    </html>`
