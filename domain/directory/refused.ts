/** How a text in small letters turns somebody away. Each is matched against a short piece beside the word for them. */

const CANNOT = String.raw`(?:(?:do|does|can|will|may|are|is) not|cannot|can't|don't|doesn't|won't|aren't|unable to|not able to|never|no longer)`
/** What there is for those who come, and not a bus or a crèche beside it. */
const THE_THING = String.raw`(?:(?:an?|any|our|this|these|the|free|direct|counselling|advice|support|therapy) )*(?:it|this|places?|support|appointments?|sessions?|services?|help|advice|counselling|therapy|treatment|care|membership|class(?:es)?|lessons|tuition|accommodation|housing)`
const TO_TAKE = String.raw`(?:take|accept(?: referrals (?:for|of))?|admit|allow|permit|cater for|work with|enrol|register|let in|welcome|see|help|support|treat|assist|house|insure|(?:offer|provide|deliver|run) ${THE_THING} (?:to|for))`
/** Whoever else they are: "anyone who is under 18", "men or boys". */
export const WHOEVER = String.raw`(?:(?:any|anyone|anybody|people|persons?|children|young|those|who|is|are|aged|the|men|boys|women|girls|or|and|nor),? )*`

/** "We do not take under 18s", "not aimed at", "excludes": what stands before whom it turns away. */
export const REFUSED_BEFORE = new RegExp(
  String.raw`(?:${[
    String.raw`\b${CANNOT}(?: currently| yet| usually| normally)? ${TO_TAKE}(?: on| in)?`,
    String.raw`\b(?:(?:cannot|can't|cant|unable to|not (?:able|allowed|permitted|licensed|insured) to) have|not (?:allowed|permitted))`,
    String.raw`(?:\bnot|n't) (?:a (?:group|club|place|session|service|event) )?(?:aimed at|for|meant for|intended for|designed for|open to|available to|suitable for|appropriate for|recommended for|accessible to|licensed for|insured for)`,
    String.raw`(?:\bnot|n't) (?:commissioned|trained|qualified|registered|funded|equipped|contracted|licensed|insured|permitted|allowed|set up) (?:for|to ${TO_TAKE})`,
    String.raw`\b(?:excludes|excluding|no (?:entry|admittance|admission)(?: to| for)?|(?:unsuitable|inappropriate) for|closed to|off limits to)`,
    String.raw`\b(?:every(?:one|body)|any(?:one|body)|all(?: ages)?)(?: is| are)?(?: welcome)?,? (?:except|other than|apart from)(?: for)?`,
  ].join('|')}) ${WHOEVER}(?:(?:under|over)s?[ -]\d{1,2}s?(?: and| or|,) ${WHOEVER})?$`,
)

/** "There is a separate service for": whoever is of that age goes there. Of a sex it says less: women may have a service beside this one. */
export const OTHER_SERVICE_BEFORE = new RegExp(
  String.raw`\b(?:separate|another|different) service for ${WHOEVER}$`,
)

const TO_COME = String.raw`(?:attend|join|come|take part|participate|enter|be (?:admitted|accepted|allowed|permitted|let in))`
const TAKEN = String.raw`(?:permitted|allowed|admitted|accepted|eligible|welcome|catered for|let in|able to ${TO_COME})`
const THIS = String.raw`(?:us|it|here|this (?!area|room|part|section|pool|zone)[a-z]+|(?:these|our|the) (?:group|club|sessions?|class(?:es)?|course|event|evening|night|venue|premises|building|site))`
/** What makes it a rule within a group that does take them. */
const UNLESS = String.raw`(?!\W*(?:unless|without|except|unaccompanied|alone|if)\b)`
const NO_MORE_SAID = String.raw`(?=\s*(?:$|[.,;:!)\n–-]|(?:and|or|but|so|as|because|due|sorry|please|for (?:safety|legal|insurance|licensing|safeguarding)|at (?:all|present|any time))\b))`

/** "Are not permitted", "cannot attend", "will be turned away", and not only from a part of it or without somebody. */
const REFUSED_BEHIND = new RegExp(
  String.raw`^(?: (?:years?|yrs?)(?: old| of age)?)?\)?(?:,? (?:sorry|unfortunately),?)?(?:,? you)? (?:(?:(?:are|is|will)(?: strictly| currently| unfortunately)? not(?: be)?|(?:are|is)n't|won't be|not) ${TAKEN}|(?:are|is) unable to ${TO_COME}|(?:cannot|can not|can't|may not|must not) ${TO_COME}|will be (?:turned away|refused)|are (?:excluded|refused)|need not apply)(?: in| entry| admission| to ${TO_COME})?(?: (?:at |to |in |on |into )?${THIS})?${UNLESS}${NO_MORE_SAID}`,
)

/** Something is refused them, and perhaps not the group: "cannot use the sauna", "do not pay", "we do not sell alcohol to". */
const DENIED_BEHIND =
  /^(?: (?:years?|yrs?)(?: old| of age)?)?\)? (?:(?:are|is|will|can|may|must|should|do|does)(?: [a-z]+ly)? not|not|(?:are|is|do|does|wo|ca)n't|cannot|will be (?:turned|refused|asked)|are (?:excluded|refused|unable))\b/
/** A part of what there is, and a rule that does not hold: "the bar is not open to", "you do not have to be". */
const PART_BEFORE =
  /\b(?:bar|sauna|steam room|spa|gym|weights (?:room|area)|deep end|slides?|hot tub|jacuzzi|car park) (?:is|are) not [a-z ]{0,24}$|\b(?:not|n't) (?:have|need) to be $/
const DENIED_BEFORE =
  /\b(?:not|never|cannot|can't|don't|won't|unable to|no longer)(?: be)? (?:serve|sell|sold|served|hire|hired|lend|let|rent|give|given|leave|supervise|offer|provide|(?:accept|take) (?:bookings?|payments?|orders))\b[^.,;!?\n]{0,30}$/

/** Left out of a price or a vote: "entry £3, excluding", "free for everyone except", "everyone except under 16s can vote". */
const LEFT_OUT = /\b(?:excluding|except|other than|apart from)(?: for)? [^.!?]*$/
const OF_A_PRICE =
  /(?:£[\d.]+|\bfree)(?: (?:for|to|a|an|per|each|year|month|term|week|session|visit|person|every(?:one|body)|any(?:one|body)|all))*,? ?\(?(?:excluding|except|other than|apart from)\b[^.!?£]*$/
const ONLY_LESS =
  /^,? (?:who (?:are free|go free|get in free|pay|do not pay|don't pay)|(?:can|may|must|should) (?!not\b|attend|join|come|take part|participate|enter|book|use))\b/
const isLeftOut = (before: string, after: string): boolean =>
  LEFT_OUT.test(before) && (OF_A_PRICE.test(before) || ONLY_LESS.test(after))

/** As far as a refusal reaches to either side. */
export const AROUND = 90

const ONLY_SO =
  /^ (?:only|alone|must|needs?|pays?|(?:any )?differently|like)\b|^[^.!?\n]{0,40}\b(?:unless|without|except|unaccompanied|alone|on their own|after(?= \d))\b/

/** Whether those are turned away only then or so, by what stands behind them: "after 8pm", "unless with an adult", "any differently". */
export const isOnlySo = (after: string): boolean => ONLY_SO.test(after)

/** Whether those between these two pieces of a text are turned away, or only something is refused them. */
export function refusal(before: string, after: string): 'refused' | 'something' | undefined {
  if (REFUSED_BEHIND.test(after)) return 'refused'
  if (PART_BEFORE.test(before)) return 'something'
  if (REFUSED_BEFORE.test(before))
    return isOnlySo(after) || isLeftOut(before, after) ? 'something' : 'refused'
  return DENIED_BEHIND.test(after) || DENIED_BEFORE.test(before) ? 'something' : undefined
}
