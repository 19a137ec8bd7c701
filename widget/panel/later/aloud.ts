import type { Message } from '../chat.ts'
import { wishes } from './wishes.ts'

const root = document.documentElement
let last: readonly SpeechSynthesisUtterance[] = []
let away = false
/** Nobody has heard the end of what was read last. */
let unheard = false

/** The browser's voices, where it has any: asked for once early, because some find them only then. */
const voices = () => (typeof speechSynthesis === 'undefined' ? [] : speechSynthesis.getVoices())
voices()

/** A voice of this device: others send the words to their maker, and these words stay here. */
export function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const [wanted = ''] = language.toLowerCase().split('-')
  return voices().find(({ localService, lang }) => localService && lang.toLowerCase().startsWith(wanted))
}

/** Whether what is spoken now can be read aloud. */
export const canRead = () => voiceFor(root.lang) !== undefined

/** While the panel is put away or out of sight nothing is read: whoever is near must not hear it. What comes is there to be read again. */
export function beAway(isAway: boolean): void {
  if (isAway && !away) unheard = last.length > 0 && speechSynthesis.speaking
  if (isAway) hush()
  away = isAway
}

/** Reads a message that has come, when that was asked for. What is urgent does not wait for the rest. */
export function speak(text: string, { locale, urgent }: Pick<Message, 'locale' | 'urgent'>): void {
  if (!wishes.aloud) return
  const voice = voiceFor(locale || root.lang)
  if (!voice) return
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.voice = voice
  utterance.lang = voice.lang
  // What is said in one go belongs together, also when it is read again.
  const goesOn = away ? unheard : speechSynthesis.speaking
  last = goesOn && !urgent ? [...last, utterance] : [utterance]
  unheard = away
  if (urgent) hush()
  if (!away) speechSynthesis.speak(utterance)
}

/** What was read last, once more. */
export function readAgain(): void {
  hush()
  for (const utterance of last) speechSynthesis.speak(utterance)
}

/** Quiet at once. A voice that says nothing is not touched: some browsers have none behind the name. */
export function hush(): void {
  if (last.length > 0) speechSynthesis.cancel()
}
