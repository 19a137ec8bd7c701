import { render } from 'preact'
import type { RefObject } from 'preact'
import { DirectLine, sessionFrom } from '../client/direct-line.ts'
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

const page = document.documentElement.dataset
const school = page.school ?? ''
const touch = matchMedia('(pointer: coarse)').matches
const box: RefObject<HTMLTextAreaElement | null> = { current: null }
const scroller: RefObject<HTMLDivElement | null> = { current: null }
const main = byId('chat')
const announcer = new Announcer([byId('say-1'), byId('say-2')], byId('alert'))
const keep = sessionKeeper(school, () => sessionStorage)

// A page in another language than English brings its own words; without them it speaks English rather than not at all, until they come.
if (page.words) await fetchWords(page.words).then(use, () => (page.language = ''))
let isChanging = false
let hasMenu = false

// An invitation's link ends in its token, which stands in no history once it was read.
const invitation = location.hash.slice(1)
if (invitation) {
  history.replaceState(null, '', location.pathname + location.search)
  keep.clear()
}
let direct = connection()
let chat = conversation()
if (!invitation) chat.connect(direct)
main.replaceChildren()
// The school's, worked out by the server so that words on them are readable.
document.documentElement.style.cssText = page.colours ?? ''
show()
if (invitation) void comeBack(invitation).then((isOpen) => isOpen || chat.connect(direct))

frame({
  announcer,
  token: () => direct.token,
  focus,
  stop: () => {
    direct.stop()
    arrived?.putAway()
  },
})
addEventListener('online', () => chat.goOn())
addEventListener('visibilitychange', () => {
  if (!document.hidden) chat.goOn()
})

function connection(): DirectLine {
  return new DirectLine({
    tokenUrl: `/api/token?school=${encodeURIComponent(school)}`,
    wishes: {
      locale: navigator.language,
      language: page.asked ?? new URLSearchParams(location.search).get('lang') ?? undefined,
    },
    keep,
    events: {
      activities: (list, past) => {
        chat.hear(list, past)
        void follow()
      },
      line: (state) => {
        if (state !== chat.line && state !== 'online') announcer.say(words[state])
        chat.lineIs(state)
      },
    },
  })
}

/** The frame speaks as the bot does; when it cannot yet, it is tried again with the next words. */
async function follow(): Promise<void> {
  const file = await fetchLater(show)
  const spoken = [...chat.messages].reverse().find((message) => message.spoken)?.spoken
  if (!file || isChanging) return
  if (!hasMenu) file.wakeMenu((said) => chat.say(said))
  hasMenu = true
  if (!spoken || spoken === page.language) return
  isChanging = true
  try {
    use(await file.changeTo(spoken))
    show()
  } catch {
    // The words that are there stay.
  }
  isChanging = false
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
      chat.tryAgain()
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
  startAgain()
  if (box.current && unsent) box.current.value = unsent
}

function startAgain(): void {
  direct.stop()
  direct = connection()
  chat = conversation()
  show()
  chat.connect(direct)
  focus()
}

/** Opens the chat that a code or an invitation is for, in the place of this one, or says that it opens none. Gives whether it did. */
async function comeBack(code: string): Promise<boolean> {
  try {
    const session = await sessionFrom(`/api/resume?school=${encodeURIComponent(school)}`, { code })
    direct.stop()
    keep.write(session)
    startAgain()
    return true
  } catch {
    chat.hear([{ type: 'message', text: words.notOpened }], false)
    return false
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
