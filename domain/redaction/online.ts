import type { Span } from './types.ts'

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu
const MAIL_HOSTS = 'gmail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|proton(?:mail)?|btinternet'
/** As some write it, so that no machine sees it: sam at gmail dot com. */
const EMAIL_IN_WORDS = new RegExp(
  String.raw`(?<![\w.])[\w.+-]{2,} ?(?:\(at\)|\[at\]|\bat\b|@) ?(?:${MAIL_HOSTS}) ?(?:\(dot\)|\[dot\]|\bdot\b|\.) ?(?:com|net|org|co ?(?:dot|\.) ?uk)\b`,
  'gi',
)
const URL_WRITTEN = /\b(?:https?:\/\/|www\.)[^\s<>"“”]+/giu
/** A site without http: endings that are no English words, and with a path also those that are. */
const BARE_SITE =
  /(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:(?:com|net|org|co\.uk|org\.uk|ac\.uk|gov\.uk|sch\.uk|nhs\.uk|gg|tv|io|ly|info|app|dev|link|xyz|uk)(?:\/[^\s<>"“”]*)?|(?:me|be|to|co|ee)\/[^\s<>"“”]+)(?![\w@-])/giu
/** What a sentence ends with is not the address's. */
const AFTER = /[.,;:!?)\]'’]+$/u

/** With a letter or figure of a name; "@ 4" and "@4pm" are a place or a time. */
const HANDLE = /(?<![\w@./])@(?=[\w.]*[A-Za-z_])[A-Za-z0-9_](?:[\w.]{0,28}[A-Za-z0-9_])(?![\w@])/g
const NO_HANDLE =
  /^@(?:home|school|skl|work|uni|college|sixthform|club|church|mosque|park|gym|town|lunch|break|night|the|my|mine|his|hers|yours|\d{1,2}(?:am|pm|ish)|\d{1,2}[.]?\d{0,2}(?:am|pm)?)$/i
const PLACES =
  'snap(?:chat)?|insta(?:gram)?|ig|sc|tik ?tok|discord|twitter|x|twitch|xbox|gamertag|psn|roblox|fortnite|kik|telegram|bereal|whatsapp'
/** "my snap is sam_09", "add me on insta: samj": what follows a place and a sign that a name comes. */
const AFTER_PLACE = new RegExp(
  String.raw`\b(?:my (?:${PLACES})(?: name| user(?:name)?| tag| handle| id)?(?: is|'s)? |(?:${PLACES})(?: name| user(?:name)?| tag| handle| id)?(?: is)? ?[:=-] ?|(?:add|dm|follow|message|find|text) me on (?:${PLACES}),? (?:as |at |its |it's )?)(?=(@?[\w.#-]{3,32}))`,
  'gi',
)
const CALLED = /\b(?:user ?name|gamer ?tag|handle)(?: is|'s| ?[:=])\s+(?=(@?[\w.#-]{3,32}))/gi

/** E-mail addresses, web addresses and names on social media and in games. */
export function online(text: string): Span[] {
  return [
    ...spans(text, EMAIL, 'email'),
    ...spans(text, EMAIL_IN_WORDS, 'email'),
    ...spans(text, URL_WRITTEN, 'url'),
    ...spans(text, BARE_SITE, 'url'),
    ...spans(text, HANDLE, 'handle').filter(({ from, to }) => !NO_HANDLE.test(text.slice(from, to))),
    ...named(text, AFTER_PLACE, (name) => /[\d_.#]/.test(name)),
    ...named(text, CALLED, () => true),
  ]
}

function spans(text: string, pattern: RegExp, kind: Span['kind']): Span[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    from: index,
    to: index + found.replace(AFTER, '').length,
    kind,
  }))
}

/** A name behind the words that announce one. After "my snap is" a plain word says how it is ("private"), so it takes a figure or sign. */
function named(text: string, pattern: RegExp, isName: (name: string) => boolean): Span[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: announced, 1: raw = '', index }) => {
    const name = raw.replace(/[.#-]+$/u, '')
    const from = index + announced.length
    const isSure = /[:=]\s?$/.test(announced) || isName(name)
    return isSure && name.length > 2 ? [{ from, to: from + name.length, kind: 'handle' as const }] : []
  })
}
