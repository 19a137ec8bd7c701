/** Words before an age that say it is someone else's: "volunteers must be 18". */
const SOMEONE_ELSE =
  /\b(?:volunteers?|leaders?|coach(?:es)?|staff|instructors?|trustees?|helpers?|drivers?|tutors?|mentors?|hirers?|bookings? by|supervis\w+ by|accompanied by|with an adult|responsible)\b(?! (?:to|for|with) (?:young|children|teen))[^.]{0,40}$|(?<!young |teen |teenage |adult |unpaid |^|[.!?\n] ?|for )\b(?:parents?|carers?)\b[^.,]{0,25}$/
/** "Parents must stay with children under 8" is about them wherever it stands; "young parents must be" is not. */
const PARENTS_HAVE_TO =
  /(?<!\b(?:young|teen|teenage|adult|unpaid) )\b(?:parents?|carers?|guardians?|mums|dads)\b(?: (?:of|and|or|&|\/|carers?|guardians?|dads|kids|children|those|aged))*(?: (?:must|should|need to|have to|has to|are (?:asked|required|expected) to)(?! be\b)| (?:stay|remain|accompany|supervise)\b)[^.]{0,40}$/
/** Words before an age that make it a price: "free to under 16s". */
const A_PRICE =
  /(?:£\s*|\bcharge\s*|\bno fees\s*|£[\d.]+ for (?=[^.]*$)|\b(?:free|half price|discounts?|cheaper|reduced|no (?:charge|fees?|cost)) (?:to|for|if)\s*(?:all |anyone |everyone |those |you(?:'re| are) )?)$/
/** Words after an age that make it a rule within a wider group: "under 16s must be accompanied", "under 18s free". */
const WITHIN_GROUP =
  /^\s*,?\s*(?:\(?(?:must|need|needs|should|bring|sign|come with|come in|on their own|unaccompanied|can come|have to|require|are required|will need|free|go free|get in free|half|discount|pay|price|accompanied|to be accompanied|to volunteer|are free|cost|come free|with an adult|only if|\)? ?can (?:work towards|train as|earn|help (?:out|run|with))\b|by arrangement|by appointment|at our discretion))/
const NOT_YEARS =
  /^\s*(?:people|places|members|groups|sessions|activities|volunteers|clubs|organisations|families|partners|schools|hours?|mins?|minutes?|weeks?|months?|days|%|percent|miles|km|pm|am|years? (?:of|experience|ago)|years?'? experience|(?:local |small )?(?:businesses|companies|charities)|books|titles|routes|locations|venues|courses|different|ways|services|classes|tables|other|more|participants|countries|staff|times|acres|metres|m\b)/

/** Whether an age that a text of small letters names is that of those who come, and no helper's, no price's and no count's. */
export function isTheirs(text: string, found: { at: number; length: number }): boolean {
  const before = text.slice(Math.max(0, found.at - 60), found.at)
  const after = text.slice(found.at + found.length, found.at + found.length + 40)
  return (
    !SOMEONE_ELSE.test(before) &&
    !PARENTS_HAVE_TO.test(before) &&
    !WITHIN_GROUP.test(after) &&
    !NOT_YEARS.test(after) &&
    !A_PRICE.test(before)
  )
}
