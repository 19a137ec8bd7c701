import { BEYOND_THE_RANGE } from './further-ages.ts'

/**
 * What a text says of some among those whom it is for: a lower price for care leavers, a session for autistic children beside others, an age
 * up to which disabled people may come. Whoever is named in it is not whom the whole is for.
 */
const ASIDES: readonly RegExp[] = [
  // What some pay: "free for young carers", "discounts for care leavers", "£4 (£1 for refugees)", "care leavers go free".
  /(?<!^\W*)\b(?:free (?:entry|admission|membership|places?|tickets|passes|access|use)|half[- ]price|discount(?:s|ed)?|concessions?|reduced|cheaper|subsidi[sz]ed|bursar(?:y|ies))(?: (?:price|rate|cost|fee|place|ticket|membership|entry)s?)?(?: (?:is|are|available|offered|given|on offer))* (?:for|to|if|with|when)\b[^.!?\n]*/gi,
  /(?<=£\d[^.!?\n]{0,40})£\d+(?:\.\d\d)? (?:for|to|if|with)\b[^.!?\n)]*/gi,
  /(?<=[.!?\n]\s?)[^.!?\n]{1,60} (?:(?:go|get in|come|attend) (?:for )?free|(?:get|receive|have) (?:an? )?(?:discount|reduction|reduced|half price)|(?:are )?(?:especially|particularly) welcome)\b[^.!?\n]*/gi,
  /(?<!^\W*)\bfree (?:if|with|when)\b[^.!?\n]*/gi,
  /\b(?:priority|places (?:are )?(?:kept|reserved))\b[^.!?\n]{0,20}\b(?:for|to)\b[^.!?\n]*/gi,
  // What is brought to them, or stands there for them.
  /\b(?:(?:home )?delivery|home (?:library|visits?)|transport|minibus|parking(?: spaces?| bays?)?|changing (?:room|places?))(?: (?:service|scheme|is|are|available|provided))* for\b[^.!?\n]*/gi,
  /(?<=[.!?\n]\s?)(?:adaptive|adapted|special|spare) (?:harness(?:es)?|kit|equipment|wetsuits?) for\b[^.!?\n]*/gi,
  // Who works there.
  /(?<!\p{L})(?:\p{L}{2,20}(?:,| and| or|, and) ){0,6}\p{L}{2,20}[- ]speaking (?:workers?|staff|volunteers?|advisers?|advocates?|counsellors?|nurses?|doctors|tutors?|teachers)\b/giu,
  // A further group beside the first.
  /\b(?:we|they|it|the (?:club|group|centre|charity|project|service|team)) also\b[^.!?\n]*/gi,
  /(?<=[.!?\n]\s?)(?:also|plus|as well as)\b[^.!?\n]*/gi,
  /(?<=[.!?\n]\s?)(?:there (?:is|are) )?(?:an? |our |monthly |weekly )*(?:relaxed|quiet|quieter|specialist|dedicated|separate|special)\b(?: [a-z-]+){0,2} (?:sessions?|hours?|performances?|screenings?|swims?|slots?|openings?|evenings?|mornings?|showings?) for\b[^.!?\n]*/gi,
  /(?<=[.!?\n]\s?)(?:specialist|dedicated|additional|extra) (?:support|help|advice|services?|workers?|activities) for\b[^.!?\n]*/gi,
  // "Counselling, housing advice and help for young carers".
  /(?<=,[^.!?\n]{1,80})(?:,? and (?:help|advice|an? [a-z]+|groups?|sessions?|activities)|, and support) for\b[^.!?\n]*/gi,
  BEYOND_THE_RANGE,
]
/** Beside a price it is who need not pay; by itself it may be whom all is for. */
const FREE_FOR = /\bfree (?:for|to)\b[^.!?\n]*/gi
const PRICE = /£\s?\d|\b\d+ ?p\b|\b(?:pounds?|quid|fiver|tenner|subs)\b/i

/** A text without what it says of some only. */
export const withoutAsides = (text: string): string =>
  (PRICE.test(text) ? [...ASIDES, FREE_FOR] : ASIDES).reduce((rest, aside) => rest.replace(aside, ' '), text)
