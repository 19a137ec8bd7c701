import type { Token } from '../understanding/words.ts'

/** A thought in comparable words with a space between, what only rounds it off set aside. */
type Thought = string

const TAIL =
  /(?: (?:tho|though|thanks|thx|ty|thank you|pls|plz|please|tbh|bro|mate|man|either|at all|x|n that|and that))+$/u
/** Nobody but oneself before it: not "my uncle touched me and", "camhs said", "is it normal to". */
const OWN =
  '^(?:(?:and|n|so|also|just|pls|please|nah|no|tbh|honestly|actually|really|definitely|ngl|sorry|ok|i|im|ive|am|have|got) )*'

const VERB = '(?:talk(?:in|ing)?|speak(?:in|ing)?)'
/** Not "what happened" or "whats wrong": something did happen. */
const MATTER =
  '(?:it|(?:(?:this|that) )?stuff|(?:all )?(?:(?:my|any|these) )?(?:feelings?|feelin|emotions?|problems?|issues)|how i(?:m| am)? feel)'
/** Any at all: who wants no male one, or not to lose theirs, wants one. */
const COUNSELLOR =
  '(?:(?:a|an|any|some|more) )?(?:coun[sc]ell?(?:ors?|ing|in|ers?)|therap(?:y|ists?)|shrinks?|talking therap(?:y|ies))'
const talking = (toWhom: string): string =>
  `(?:sit(?:ting|tin)? in (?:a|some) (?:room|circle) )?${VERB}(?: to (?:${toWhom}))?(?: (?:about|bout|abt) ${MATTER})?`
const TALKING = talking(`anyone|anybody|${COUNSELLOR}`)
const WANT = '(?:dont|do not) (?:want|wanna|wana)'
const INTEREST = '(?:(?:no|zero|any) interest in|not (?:interested in|into|up for))'
/** "Wanna hit something", right behind the no. */
const INSTEAD = '(?<instead> (?:i |id |just |rather |n |and )*(?:want|wanna|rather|prefer|sooner) .+)?$'

/** A no of one's own, from the first word of a thought to the last. Not "cant", "hate" or "tired of": who cannot talk may wish to. */
const REFUSED: readonly RegExp[] = [
  `${WANT}(?: to)? ${TALKING}`,
  `${WANT}(?: to (?:see|have|do|go to))? ${COUNSELLOR}`,
  `${INTEREST} (?:(?:seeing|having|doing) )?(?:${TALKING}|${COUNSELLOR})`,
  // "Not talking to a counsellor" may be how things are.
  `not (?:(?:gonna|going to|here to) )?${talking('anyone|anybody')}`,
  `not (?:any )?more talk(?:in|ing)?`,
].map((no) => new RegExp(`${OWN}${no}${INSTEAD}`, 'u'))

const FEELINGS = '(?:(?:my|any|these|ma) )?(?:feelings?|feelin|emotions?)'
/** Sitting in a room counts as well: nobody says so of anything else. */
const OF_FEELINGS = `(?:(?:sit|sitting|sittin) (?:(?:in (?:a|some) (?:room|circle) )?(?:and |n |an )?)?)?${VERB} (?:about|bout|abt) ${FEELINGS}`
/** A no that names what is not wanted, and nothing else: counselling, or any talk of feelings. */
const OUTRIGHT: readonly RegExp[] = [
  `${WANT}(?: to (?:see|have|do|go to|go for))? (?:no )?${COUNSELLOR}`,
  `${INTEREST} (?:(?:seeing|having|doing|${VERB} to) )?(?:no )?${COUNSELLOR}`,
  `(?:dont|do not|not) (?:send|put|refer|sign) me (?:to|for|up for|in) ${COUNSELLOR}`,
  `${WANT}(?: to)? ${OF_FEELINGS}`,
  `not (?:(?:gonna|going to|here to|doing) )?${OF_FEELINGS}`,
  `(?:dont|do not|not) (?:send|put|make) me (?:to )?${OF_FEELINGS}`,
]
  .map((no) => new RegExp(`${OWN}${no}${INSTEAD}`, 'u'))
  // "Im not a therapist", "got no counsellor" refuse nothing.
  .concat(new RegExp(`^(?:(?:and|just|only|but|pls) )*not (?:like )?an? ${COUNSELLOR}$`, 'u'))

/** What others keep saying is not asked for. */
const TOLD_BY_OTHERS =
  /\b(?:keeps?|kept|always|went|goes|going) (?:going )?on (?:at me )?(?:about|bout)\b|\b(?:says?|said|reckons?|thinks?) i (?:need|should)\b/u

/** Beside any of these, anywhere in the message, a no is perhaps only half of one: then nothing is closed. */
const HALF =
  /\b(?:but|if|unless|who|yet|again|out loud|sometimes|until|till|today|now|rn|normal|know|should|must|private|judged|cant|cannot|cannae|type|typing|texting|write|online)\b/u
/** Neither is anything closed for who sounds as if they needed help, then or later. */
const TROUBLE =
  /\b(?:cope|coping|struggl\w*|scared|afraid|frightened|scary|worried|nervous|anxious|anxiety|depress\w*|panic\w*|shy|embarrass\w*|asham\w*|alone|lonely|sad|low|cry|crying|die|dead|kill|suicid\w*|harm\w*|cutting|cut myself|hurt\w*|hits? me|touched|beats?|safe|stop|hate my|who (?:can|do|could|should)|ring|text|message)\b/u
/** Talking, those whose work it is, or a call for help. */
const SPOKEN_OF =
  /\b(?:talk\w*|speak\w*|chat\w*|vent\w*|rant\w*|open(?:ing)? up|coun[sc]\w*l\w*|therap\w*|psych\w*|shrinks?|help\w*|hotlines?|lines?|childline|samaritans|camhs|listen\w*|someone|somebody|support\w*|advice|cope|coping|feelings?|feel|feelin|mental)\b/u

/**
 * What a message says of talking to those whose work that is. `instead`: no to it, and something that is wanted in its place. Whatever is not
 * plainly a no is only spoken of, for hiding help is worse than one card too many.
 */
export function saysOfTalk(tokens: readonly Token[]): 'refused' | 'instead' | 'spoken of' | undefined {
  const thoughts = thoughtsOf(tokens)
  const nos = thoughts.map(asRefusal)
  const isPlain =
    nos.some((no) => no !== undefined) &&
    !thoughts.some(
      (thought, at) => HALF.test(thought) || TROUBLE.test(thought) || (!nos[at] && SPOKEN_OF.test(thought)),
    )
  if (isPlain) return nos.includes('instead') ? 'instead' : 'refused'
  return thoughts.some((thought) => SPOKEN_OF.test(thought) || TROUBLE.test(thought))
    ? 'spoken of'
    : undefined
}

/**
 * Whether a message refuses it outright: "dont want no counsellor", "dont send me to talk about my feelings". Unlike another no this holds
 * whatever else they told before, but not beside what sounds as if they needed help.
 */
export function refusesOutright(tokens: readonly Token[]): boolean {
  const thoughts = thoughtsOf(tokens)
  const isNo = thoughts.map((thought) => !HALF.test(thought) && OUTRIGHT.some((no) => no.test(thought)))
  const isUnsure = thoughts.some(
    (thought, at) =>
      isNo[at] !== true &&
      (TROUBLE.test(thought) ||
        HALF.test(thought) ||
        (SPOKEN_OF.test(thought) && !TOLD_BY_OTHERS.test(thought))),
  )
  return isNo.includes(true) && !isUnsure
}

/** Whether somebody comes back to what they refused: "ok maybe i do", "changed my mind". */
export const thinksAgain = (text: string): boolean =>
  /\b(?:maybe|changed my mind|i(?:d| would) (?:try|give)|actually (?:yeah|yes|ok)|forget (?:that|what i said))\b/iu.test(
    text.replace(/['’]/g, ''),
  )

function asRefusal(thought: Thought): 'refused' | 'instead' | undefined {
  const found = REFUSED.map((pattern) => pattern.exec(thought)).find((match) => match !== null)
  if (!found) return undefined
  const instead = found.groups?.['instead']
  if (instead === undefined) return 'refused'
  return SPOKEN_OF.test(instead) ? undefined : 'instead'
}

/** Cut at stops and commas. */
function thoughtsOf(tokens: readonly Token[]): Thought[] {
  const found: string[][] = []
  for (const { text, gap } of tokens) {
    if (found.length === 0 || gap !== 'none') found.push([])
    found.at(-1)?.push(text)
  }
  return found.map((one) => one.join(' ').replace(TAIL, ''))
}
