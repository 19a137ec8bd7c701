import { render } from 'preact'
import type { RefObject } from 'preact'
import { DirectLine, sessionFrom } from '../client/direct-line.ts'
import { Refused } from '../client/http.ts'
import { sessionKeeper } from '../client/keep.ts'
import { Announcer } from './announcer.ts'
import { Chat } from './chat.ts'
import type { Message } from './chat.ts'
import { byId, frame } from './page.ts'
import { arrived, fetchLater } from './view/cards.tsx'
import { Panel } from './view/panel.tsx'
import { personHere } from './view/questions.ts'
import type { Actions } from './view/chat-context.ts'
import { fetchWords, use, words } from './words.ts'

export * from './for-later.ts'

/** Between tries to open a chat where nobody answers: seldom enough for a school that comes back at once. */
const AGAIN_MS = 5_000

const page = document.documentElement.dataset
const ofSchool = `?school=${encodeURIComponent(page.school ?? '')}`
const touch = matchMedia('(pointer: coarse)').matches
const box: RefObject<HTMLTextAreaElement | null> = { current: null }
const scroller: RefObject<HTMLDivElement | null> = { current: null }
const main = byId('chat')
const announcer = new Announcer([byId('say-1'), byId('say-2')], byId('alert'))
const keep = sessionKeeper(page.school ?? '', () => sessionStorage)

// An invitation's link ends in its token.
const invitation = location.hash.slice(1)
if (invitation) keep.clear()
let direct = connection()
let chat = conversation()

// Before anything is waited for: the school's page says hello once, and the way out works from the first moment.
frame({
  announcer,
  // After a reload the one that was kept, until it has been renewed.
  token: () => direct.token ?? keep.read()?.token,
  focus,
  stop: () => {
    direct.stop()
    // What is still on its way opens nothing any more.
    chat = conversation()
    arrived?.putAway()
  },
})

// A page in another language than English brings its own words; without them it speaks English rather than not at all, until they come.
if (page.words) await fetchWords(page.words).then(use, () => (page.language = ''))
if (invitation) void comeBack(invitation)
else chat.connect(direct)
main.replaceChildren()
// The school's, worked out by the server so that words on them are readable.
document.documentElement.style.cssText = page.colours ?? ''
show()
// The hello may have come before there was a box.
if (!byId('close').hidden) focus()

addEventListener('online', () => chat.goOn())
addEventListener('visibilitychange', () => {
  if (!document.hidden) chat.goOn()
})

function connection(): DirectLine {
  return new DirectLine({
    tokenUrl: `/api/token${ofSchool}`,
    wishes: {
      locale: navigator.language,
      language: page.asked ?? new URLSearchParams(location.search).get('lang') ?? undefined,
    },
    keep,
    events: {
      activities: (list, past) => {
        chat.hear(list, past)
        void fetchLater(show).then((file) => file?.follow(chat.messages, (said) => chat.say(said), show))
      },
      line: (state) => {
        if (state !== chat.line && state !== 'online') announcer.say(words[state])
        chat.lineIs(state)
      },
    },
  })
}

function conversation(): Chat {
  return new Chat(
    {
      changed: show,
      heard: tell,
      late: () => personHere(chat.messages) ?? announcer.say(words.slow),
      code: (code) => void comeBack(code),
    },
    newId,
  )
}

function show(): void {
  const actions: Actions = {
    choose: (message, choices) => {
      tapped(
        message,
        choices.map(({ id }) => id),
        choices.map(({ label }) => label).join(', '),
      )
    },
    answer: (message, id, text) => tapped(message, [id], text),
    write: (text, moved) => {
      chat.say(text)
      if (moved) focus()
    },
    tryAgain: () => {
      chat.goOn()
      focus()
    },
    startNew,
    redraw: show,
    announce: (text) => announcer.say(text),
  }
  render(
    <Panel
      chat={chat}
      messages={chat.messages}
      actions={actions}
      school={page.schoolName ?? ''}
      touch={touch}
      box={box}
      scroller={scroller}
    />,
    main,
  )
}

/** Sends the answer to a message; the button that had the keyboard is gone then. */
function tapped({ id }: Message, chose: readonly string[], text: string): void {
  chat.say(text, { chose, ...(id && { replyTo: id }) })
  focus()
}

/** A new conversation; words that did not arrive go back into the box, so that nobody writes them twice. */
function startNew(): void {
  const unsent = chat.unsent.join('\n')
  direct.stop()
  direct = connection()
  chat = conversation()
  show()
  chat.connect(direct)
  focus()
  if (box.current && unsent) box.current.value = unsent
}

/**
 * Opens the chat that a code or an invitation is for, in the place of this one, or says that it opens none, once the server has said so.
 * Until then it is tried again, and an invitation stays in the address, so that a reload tries it too.
 */
async function comeBack(code: string, isFirst = true): Promise<void> {
  const asking = chat
  const say = (text: string) => chat.hear([{ type: 'message', text }], false)
  const session = await sessionFrom(`/api/resume${ofSchool}`, { code }).catch(
    (error: unknown) => error instanceof Refused,
  )
  // They left, or are in another chat by now.
  if (chat !== asking) return
  if (session === false) {
    if (isFirst) say(words.offline)
    setTimeout(() => chat === asking && void comeBack(code, false), AGAIN_MS)
    return
  }
  // It stands in no history once it was answered.
  history.replaceState(null, '', location.search)
  if (session === true) {
    say(words.notOpened)
    if (code === invitation) chat.connect(direct)
  } else {
    keep.write(session)
    startNew()
  }
}

/** To the text box; on a touch screen to the conversation, because the box would bring the keyboard up over it. */
function focus(): void {
  const target = touch ? scroller.current : box.current
  target?.focus({ preventScroll: true })
}

function tell(messages: readonly Message[]): void {
  for (const message of messages) {
    const cards = message.cards.map((card) =>
      [
        card.type === 'idea' ? card.name : card.heading,
        ...(card.type === 'crisis' ? [...card.lines, ...card.contacts.map(({ name }) => name)] : []),
      ].join(' '),
    )
    if (message.urgent) cards.splice(1, 0, message.text)
    const choices = message.ask?.choices.length ?? 0
    const spoken = (message.urgent ? cards : [message.text, ...cards]).filter(Boolean).join(' ')
    arrived?.speak(spoken, message)
    const text = `${words.saidBy(message.by || words.name)}${spoken} ${choices > 0 ? words.choicesCount(choices) : ''}`
    if (message.urgent) announcer.interrupt(text)
    else announcer.say(text)
  }
}

/** 128 random bits; `randomUUID` is not there on pages without https. */
function newId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
