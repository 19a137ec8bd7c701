/** The part of the browser's speech recognition that is used here; the compiler's library has its events only. */
interface Recognition {
  lang: string
  continuous: boolean
  processLocally?: boolean
  onresult: (event: SpeechRecognitionEvent) => void
  onend: () => void
  onerror: (event: SpeechRecognitionErrorEvent) => void
  start(): void
  abort(): void
}
interface RecognitionKind {
  new (): Recognition
  /** Newer browsers tell whether they can do it on this device. */
  available?(wanted: { langs: readonly string[]; processLocally: boolean }): Promise<string>
}

let listening: Recognition | undefined

function kind(): RecognitionKind | undefined {
  const found: unknown =
    Reflect.get(window, 'SpeechRecognition') ?? Reflect.get(window, 'webkitSpeechRecognition')
  // The browser's own, under the name it has there.
  return found as RecognitionKind | undefined
}

/** Whether the school allows it, this browser turns speech into words, and the page around lets a frame listen (where the browser tells). */
export function canListen(): boolean {
  const policy: unknown = Reflect.get(document, 'featurePolicy')
  const allows: unknown = Reflect.get(Object(policy), 'allowsFeature')
  const isBarred = typeof allows === 'function' && allows.call(policy, 'microphone') === false
  return document.documentElement.dataset.dictation === 'on' && kind() !== undefined && !isBarred
}

export const isListening = () => listening !== undefined

/**
 * Listens until it is stopped or hears nothing more, and hands on the words as they are understood: on this device where the browser can,
 * otherwise the browser may send the sound to its maker, which was said before. `ended` tells whether it was refused.
 */
export async function listen(
  heard: (words: string) => void,
  ended: (refused: boolean) => void,
): Promise<void> {
  const Kind = kind()
  if (!Kind || listening) return
  const recognition = new Kind()
  listening = recognition
  recognition.lang = document.documentElement.lang
  recognition.continuous = true
  let refused = false
  recognition.onresult = ({ results, resultIndex }) => {
    for (const [best] of Array.from(results).slice(resultIndex)) {
      if (best && listening === recognition) heard(best.transcript.trim())
    }
  }
  recognition.onerror = ({ error }) => (refused = error === 'not-allowed' || error === 'service-not-allowed')
  recognition.onend = () => {
    if (listening === recognition) listening = undefined
    ended(refused)
  }
  try {
    const wanted = { langs: [recognition.lang], processLocally: true }
    if ((await Kind.available?.(wanted)) === 'available') recognition.processLocally = true
  } catch {
    // A browser that does not know the question does it its own way.
  }
  if (isListening()) recognition.start()
}

/** Stops at once; what is heard from now on is dropped. */
export function stopListening(): void {
  listening?.abort()
  listening = undefined
}
