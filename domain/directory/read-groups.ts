import { withoutAsides } from './asides.ts'
import { GROUP_WORDS } from './group-words.ts'
import { sentences } from './plain-text.ts'

/** Words for people of any kind. */
const PERSON = String.raw`(?:adults?|airmen|babies|bairns|blokes?|boarders|boys?|brothers?|carers?|chaps|child|children|climbers|community|communities|congregation|couples?|creatives|crew|customers|dads?(?:-to-be)?|dancers|daughters?|doctors|elders?|employees|families|family|fathers?|folks?|friends|gamers|gents|gentlemen|girls?|grandchildren|grandmothers|grandparents|group members|grown-?ups|guests|homes?|households?|infants|kids?|ladies|lads?|lasses|leavers|learners|little ones|mams?(?:-to-be)?|members|men|mothers?|mums?(?:-to-be)?|musicians|neighbours|newcomers|nurses|parents?(?:-to-be)?|partners?|patients|pensioners|people|performers|personnel|players?|postgraduates|ppl|prisoners|pupils|relatives|residents|riders|school-?leavers|seniors|siblings|singers|singles|sisters?|sixth[- ]formers|soldiers|sons?|staff|students?|swimmers|teachers|teenagers?|teens?|those|toddlers|tots|twenty-somethings|under-\w+|unders?|undergraduates|victims|walkers|widowers?|widows?|wives|wom[ae]n|workers|worshippers|writers|young (?:ones|adults|folk)|youngsters|youth|youths|\d+s|anyone|anybody|someone|somebody|yuva|yp|high-schoolers|customers|believers|muslims|jews|hindus|sikhs|buddhists|christians|catholics|refugees|gypsies|travellers|poles|autistics|amputees|veterans|lesbians|ukrainians|nigerians|somalis|\d+ ?- ?\d+s|\d+ ?(?:-| )?year(?:-| )olds?|over-\w+|overs? \d+s?)`
/** What a group of people meets as, in a name. */
const MEETING = String.raw`(?:club|group|network|society|association|circle|forum|youth|community|union|collective|alliance|council|meet-?up|social|fellowship|supper club|choir|book club|sangha|ummah|centre|project|service|support|hub|helpline|line|drop-?in)s?`
/** Words that may stand before a group at the beginning of a sentence. */
const WORD = String.raw`[\p{L}\d'+/&-]+`
/** Between "for" and whom it is for. */
const FEW = '(?:young|local|our|the|other|fellow|all|older|teenage)'
const LEAD = new RegExp(
  String.raw`(?:^|[\s(])(?:for|only|solely|help|helps|helping|support|supports|supporting|welcomes|works? with|working with|group of|space for|with other|where|alongside other|fellow|our|gives?|giving|visits?|match(?:es)?|keeps?|takes?|taking|teach(?:es)?|brings?|we(?:'re| are)|by and for|calling(?: all)?|open to|made by|advice to|among|link|links|meet other|connects?|serves?|befriends?|invites?|so that|when|keep|prefer|between|to|and) (?:${WORD},? ){0,5}$`,
  'u',
)
const NO_LEAD =
  /\b(?:by|from|is|was|were|like|past|not|no|isn't|aren't|without|about|volunteers?|helpers?|mentor\w*|tutor|owner|chef|taught|led|run|hosted|raise|funds?|awareness|alongside|than|whether|open|welcomes?|and for|as well as|including|said|learn|of us (?:have|had|are from|come from))\b/u
/** At the beginning: what stands before it may be a few words of its kind. */
const OPENING = new RegExp(String.raw`^(?:["'(“‘•*-]+)?(?:${WORD},? (?:& )?){0,4}$`, 'u')
const NOT_BEHIND =
  /^(?:'s)?[- ](?:led|owned|run|friendly|inspired|style|themed|aware|awareness|allies|ally|food|cookery|cooking|music|history|film|art|week|month|month|welcome too|and (?:their allies|allies|everyone|everybody|(?:for )?anyone (?:else|who (?:likes|wants|fancies|finds|prefers|enjoys)))|or (?:straight|not(?! sure))\b|(?:(?:are|is) )?welcomed|or otherwise|(?:are|is) (?:very |all |also |just as )?welcome)/u
/** What nobody has to be of those whom it is for: "you don't need to be out". */
const HOWEVER = String.raw`(?:out\b|sure|certain|able|ready|brave|good|any good|alone|diagnosed|referred|registered|fit|sporty|arty|confident|talkative|experienced|an expert|perfect|in (?:a )?crisis|formally|officially|the (?:main|only)|living with|known to)`
/** Whom it is not kept from. */
export const OPEN_TO_ALL = new RegExp(
  String.raw`\b(?:open to (?:all|anyone|everyone|everybody|the public|any)\b|(?:all|everyone|everybody|anyone|anybody) (?:is |are |very |most |'s )?welcome|welcome to all|whoever(?:'s| is| you are)|whole (?:town|village|county|valley|street)|anyone (?:can|may|who (?:fancies|likes|wants)|fond|with (?:a|two))|all nations|for everyone|(?<!\b(?:shut|closed) to )everybody|for anybody|for anyone (?:at all|can)|(?:everyone|everybody) on|(?:any|all) (?:background|backgrounds|faith or none|faiths and none)|whatever your (?:background|faith|religion|age)|no background needed|(?:all|any) comers|whole county|mixed bunch|come one,? come all|not just for|from all walks|none required|any faith, |you don't (?:have|need) to be(?! ${HOWEVER})|whatever you believe|(?:matter|ask|asks|asked|care|cares|mind) what you believe|(?:no need to|needn't) be(?! ${HOWEVER})|questions from the floor|anyone may)\b`,
  'u',
)
const FOR_HELPERS =
  /\b(?:volunteers? (?:needed|wanted|serve|with|for)|(?:looking for|seeking|need|needs|want|wanted:?) (?:patient |kind |new |more )?(?:people|volunteers|adults|mentors|befrienders|helpers|painters|foster)|be a (?:one-to-one |volunteer )?(?:helper|buddy|mentor)|could you (?:push|help|spare|foster)|fancy (?:mentoring|volunteering|fostering)|awareness|fundrais\w+|rais(?:e|ing) (?:money|funds|cash)|in aid of|(?:workshop|training|course|talk|evening|tips) (?:for|on|by) (?:teachers|staff|coaches|professionals|shopkeepers|employers|[a-z ]{0,20}spotting)|champion|ally|allies|exhibition|hod-carriers|expenses paid)\b/u

interface Rule {
  readonly concept: string
  readonly hint: RegExp
  readonly people: RegExp | undefined
  readonly told: RegExp | undefined
  readonly asked: RegExp | undefined
  readonly title: RegExp | undefined
  readonly listed: RegExp | undefined
  readonly alone: RegExp | undefined
}

const LINK = String.raw`(?:with|who|who're|who've|who'd|who has|whose|in|of|from|facing|fleeing|escaping|experiencing|living|having|have|has|affected|without|placed|given|settled|preparing|been|being|that|diagnosed|coping|healing|running|frightened|released|practising|born|is|are|where)`

/** Of these the word alone names somebody, not a language or a dish. */
const WHO_ONE_IS: ReadonlySet<string> = new Set(['lgbt', 'trans', 'autism', 'adhd', 'disability'])

const rules: readonly Rule[] = Object.entries(GROUP_WORDS).map(
  ([concept, { adjective, people, matter, told, alone }]) => {
    const any = [adjective, people, matter, told].filter((t) => t !== undefined).join('|')
    const named = [
      adjective === undefined
        ? undefined
        : String.raw`(?:${adjective})(?:,? (?:and |or |& )?${WORD}){0,3}?,? (?:and |or |& )?${PERSON}`,
      adjective === undefined
        ? undefined
        : String.raw`(?<=(?:^|[ (])for (?:${FEW} ){0,2})(?:${adjective})(?= \p{L})(?! (?:and|or|food|cooking|music|history|culture|language|week))`,
      people,
      matter === undefined
        ? undefined
        : String.raw`${PERSON}(?:,? ${WORD}){0,4}? ${LINK}(?:,? ${WORD}){0,7}? (?:${matter})`,
      matter === undefined
        ? undefined
        : String.raw`${PERSON}(?: aged)?(?: \d+ ?(?:-|–|to) ?\d+)? (?:${matter})`,
    ].filter((t) => t !== undefined)
    const yours = [adjective, people, matter, told].filter((t) => t !== undefined).join('|')
    return {
      concept,
      alone,
      hint: new RegExp(String.raw`(?<![\p{L}])(?:${any})`, 'u'),
      people:
        named.length === 0
          ? undefined
          : new RegExp(String.raw`(?<![\p{L}-])(?:${named.join('|')})(?![\p{L}])`, 'gu'),
      told: new RegExp(
        [
          adjective === undefined && people === undefined
            ? undefined
            : String.raw`\b(?:you(?:'re| are)|are you|if you're|were you) (?:an? |the )?(?:${WORD},? (?:and |or )?){0,4}?(?:${[adjective, people].filter((t) => t !== undefined).join('|')})(?![\p{L}-])`,
          matter === undefined && told === undefined
            ? undefined
            : String.raw`(?:\b(?:if|when) (?:it's |it is )?(?:you|your|an?|somebody|someone)\b|\byou(?:'re|'ve|'d| are| have| had| didn't| were| know| lost)?\b|\b(?:are|were|have|has|did|do|does|is) (?:you|your|a|someone|somebody|the|he|she|they)\b)[^.!?]{0,90}?(?<![\p{L}-])(?:${[matter, told].filter((t) => t !== undefined).join('|')})(?![\p{L}])`,
        ]
          .filter((t) => t !== undefined)
          .join('|'),
        'u',
      ),
      asked: new RegExp(
        String.raw`^(?:${WORD},? (?:or |and |& )?){0,4}?(?:${yours})(?![\p{L}-])[^.!?]{0,60}\?`,
        'u',
      ),
      listed:
        adjective === undefined || !WHO_ONE_IS.has(concept)
          ? undefined
          : new RegExp(String.raw`^(?:${adjective})(?:,| and| or|\/| &) [^.!?]{0,50}[.!]?$`, 'u'),
      title:
        adjective === undefined && people === undefined
          ? undefined
          : new RegExp(
              String.raw`(?<![\p{L}-])(?:(?:${adjective ?? people ?? ''})(?: ${WORD}| &| and){0,2}? (?:${PERSON}|${MEETING})${people === undefined ? '' : `|${people}`})(?![\p{L}])`,
              'u',
            ),
    }
  },
)

/** A service for anyone's worries names these among others. */
const ANY_WORRY: ReadonlySet<string> = new Set([
  'bereavement',
  'housing',
  'safety-help',
  'school-life',
  'substances',
  'victim-support',
])
const OTHER_WORRIES =
  /\b(?:anxi\w+|stress\w*|depress\w+|low mood|worr\w+|self-harm\w*|bully\w+|bullied|sleep(?! rough|ing)|anger|angry|panic|debts?|benefits|money|jobs?|exams?|heartbreak\w*|relationships|sexuality|drugs|confidence|lonely|loneliness)\b/u

/** What a service for such a worry calls it by, so that it is no other. */
const OWN_WORRY: Readonly<Record<string, RegExp>> = { substances: /\bdrugs\b/gu }
const withoutOwn = (concept: string, sentence: string): string => {
  const own = OWN_WORRY[concept]
  return own === undefined ? sentence : sentence.replace(own, '')
}

/** Whether something else is listed beside it: "a parent with cancer, a parent who drinks", "... who drinks, is ill or is out of work?". */
function isListed(alone: RegExp, sentence: string): boolean {
  const found = alone.exec(sentence)
  if (!found) return false
  const before = sentence.slice(0, found.index)
  const after = sentence.slice(found.index + found[0].length)
  // "If your mum drinks, come along."
  const rest = /^(?:if|when)\b/u.test(before) ? after.replace(/^,/u, '') : after
  return /,|\/|\bor\b/u.test(before.replace(/\d ?or ?\d/gu, '')) || /,|\/|\bor\b/u.test(rest)
}
/** "A parent with cancer, a parent who drinks, a brother in prison": worries of every kind. */
const A_RELATIVE = String.raw`\b(?:an?|your) (?:mum|mam|dad|parent|mother|father|brother|sister|sibling|friend|relative) (?:with|who|in)\b`
const WORRIES_LISTED = new RegExp(String.raw`${A_RELATIVE}[^,.!?]{1,30}, ?(?:or )?${A_RELATIVE}`, 'u')
const isOneOfAll = (concept: string): boolean => ANY_WORRY.has(concept) || concept === 'prison-family'

/** What is learnt there, and whom one may help with it. */
const FIRST_AID = /\bfirst[- ]aid\b/u

/** "Adults (over 18 only) who have lost somebody". */
const AGES_ASIDE = / \((?:over|under|aged?|ages) [^()]{0,24}\)/gu
const plain = (text: string) =>
  text.toLowerCase().replace(/[’‘]/g, "'").replace(/[–—]/g, '-').replace(AGES_ASIDE, '')
const OR_NOT =
  /\b(?:or not(?! sure)|thinking (?:about|of)|considering|interested in|because (?:of|you are|you're)|whether|or straight|even if|nobody minds if|if you care for someone or)\b/u

/**
 * The concepts of the groups that a name and its description are about as people: the subject of a sentence, whom it is for or helps, or
 * who is asked or told "you". What says that it is for all, or for those who help, is made for none.
 */
export function readGroups(name: string, description: string): string[] {
  const title = plain(name)
  const whole = `${title}. ${plain(description)}`
  const hinted = rules.filter(({ hint }) => hint.test(whole))
  if (hinted.length === 0 || FOR_HELPERS.test(whole)) return []
  const isOpen = OPEN_TO_ALL.test(whole)
  const told = [name, ...sentences(withoutAsides(description))].map(plain)
  return hinted
    .filter((rule) => {
      const { concept, alone } = rule
      // "Does your dad drink? Is school hard?": a service for anyone's worries.
      const asksOnce = alone === undefined || told.filter((sentence) => sentence.includes('?')).length <= 1
      const heard = told.filter(
        (sentence) =>
          !FIRST_AID.test(sentence) &&
          !(isOneOfAll(concept) && WORRIES_LISTED.test(sentence)) &&
          !(ANY_WORRY.has(concept) && OTHER_WORRIES.test(withoutOwn(concept, sentence))) &&
          !(alone && (isListed(alone, sentence) || (!asksOnce && sentence.includes('?')))),
      )
      if (heard.some((sentence) => rule.asked?.test(sentence))) return true
      return (
        !isOpen && (rule.title?.test(title) === true || heard.some((sentence) => speaksOf(rule, sentence)))
      )
    })
    .map(({ concept }) => concept)
}

function speaksOf({ people, told, listed }: Rule, sentence: string): boolean {
  if (listed?.test(sentence) === true) return true
  if (told?.test(sentence) === true && !OR_NOT.test(sentence)) return true
  if (people === undefined) return false
  for (const match of sentence.matchAll(people)) {
    const before = sentence.slice(0, match.index)
    const after = sentence.slice(match.index + match[0].length)
    // "Somebody who followed you because of a disability" says whose, and not whom it is for.
    if (NOT_BEHIND.test(after) || /\bbecause\b/.test(match[0])) continue
    const near = before.slice(-60).replace(/\bby and for\b|\bfor and by\b|\bby,? for\b/u, 'for')
    if (OPENING.test(before) && !NO_LEAD.test(before) && !/\bwith\b/.test(before)) return true
    // "A group of no more than six for autistic people": the nearest word is what leads to them.
    const lead = LEAD.exec(near.slice(Math.max(0, near.lastIndexOf(' for '))))
    if (lead && !NO_LEAD.test(lead[0])) return true
  }
  return false
}
