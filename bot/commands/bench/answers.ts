/** A question as the stream shows it: its id in content/, and the taps under it. */
export interface Asked {
  readonly message: string
  readonly choices: readonly { readonly id: string; readonly label: string }[]
}

/** What is sent back: a tap, by the ids of its choices, or typed words. */
export type Answer = { readonly tap: readonly string[] } | { readonly text: string }
type Script = Readonly<Record<string, Answer>>

/** The question of the ideas: when it is answered, the short path has been walked. */
export const LAST_QUESTION = 'finding.ask'

/** Someone who taps wherever there are taps: the most common way. */
const TAPS: Script = {
  'hello.check': { tap: ['chosen'] },
  'hello.length': { tap: ['short'] },
  'about-you.age': { text: '14' },
  'what-matters.ask': { tap: ['creativity', 'outdoors'] },
  'in-the-way.ask': { tap: ['nerves'] },
  'possible.ask': { tap: ['free', 'quiet'] },
  'check-in.hurting-yourself': { tap: ['no'] },
  'check-in.being-hurt': { tap: ['no'] },
}

/** Someone who types everything: each message is screened and understood. */
const TYPES: Script = {
  'hello.check': { text: 'people i choose' },
  'hello.length': { text: 'teh short one' },
  'about-you.age': { text: 'im fourteen' },
  'what-matters.ask': { text: 'drawing and anime, also my dog. just smth to do that isnt my phone tbh' },
  'in-the-way.ask': { text: 'dont really know anyone and the bus takes ages' },
  'possible.ask': { text: 'after school pls and not too many people' },
  'check-in.hurting-yourself': { text: 'nah im good' },
  'check-in.being-hurt': { text: 'no' },
}

/** Someone who says, in the middle of it, what a duty contact has to hear of: a concern, an alert, the safety dialog. */
const WORRIES: Script = {
  ...TYPES,
  'in-the-way.ask': { text: 'ive been cutting again and i cant tell anyone' },
  'safety.safe-now': { tap: ['safe'] },
  'safety.who': { tap: ['friend'] },
  'safety.what-helps': { tap: ['carry-on'] },
}

/** Ten conversations: half tapped, four typed, one with a worry in it. */
const MIX: readonly Script[] = [TAPS, TYPES, TAPS, TYPES, TAPS, WORRIES, TAPS, TYPES, TAPS, TYPES]

/** How the n-th young person answers. What they have no answer for they answer with its first tap, and type "ok" where there is none. */
export function answering(n: number): (asked: Asked) => Answer {
  const script = MIX[n % MIX.length] ?? TAPS
  // A worry is said once: asked again afterwards, they answer the question.
  const said = new Set<string>()
  return ({ message, choices }) => {
    const answer = (said.has(message) ? TAPS : script)[message]
    said.add(message)
    if (answer) return answer
    const [first] = choices
    return first ? { tap: [first.id] } : { text: 'ok' }
  }
}
