/** What the people of a group are called, and what makes somebody one. Alternations of regular expressions, small letters. */
export interface GroupWords {
  /** Before a word for people: "muslim" girls. */
  readonly adjective?: string
  /** People by itself: "care leavers". */
  readonly people?: string
  /** What people have or are in, behind "with", "who", "whose": pupils with "adhd", families who've lost "somebody". */
  readonly matter?: string
  /** Told to "you", wherever it stands: "served?", "grew up in care". */
  readonly told?: string
  /** Named by no sentence that lists something else beside it. */
  readonly alone?: RegExp
}

const KIN = String.raw`(?:mum|mam|mom|dad|daddy|mummy|parent|father|mother|brother|sister|sibling|son|daughter|husband|wife|partner|child|family|relative|grandparent|gran|nan|grandad|uncle|cousin|somebody|someone|loved one)(?:s|'s)?`
/** "Young people and parents" are no young parents. */
const NOT_PEOPLE = String.raw`(?!people|persons?|children|adults?|ones)[a-z-]+`
const PRISON = String.raw`(?:in|inside|into|to) (?:prison|jail|custody)|locked up|behind bars|serving (?:time|(?:a )?(?:long )?sentences?)|doing time|on remand|on the wing|${KIN} (?:is |are |who is )?inside\b|(?:a |with )(?:parent|father|mother|dad|mum|son|brother|partner) inside|(?:is|are|'s) inside\b|goes to (?:jail|prison)`
const DIED = String.raw`died|has died|have died|lost (?:a|an|their|his|her|your|my|someone|somebody|the|one) ?(?:[a-z]+ ){0,2}?(?:child|parent|baby|partner|mum|mam|dad|brother|sister|sibling|husband|wife|friend|one|loved|relative|grandparent|son|daughter|family member(?! contact))|(?:had|have had) (?:someone|somebody|an? [a-z]+) die\b|lost (?:someone|somebody)|buried (?:someone|somebody|a|their)|bereaved|grieving|a bereavement|suicide`
const CARE = String.raw`(?:in|from|leaving|left|through|out of|been in|grew up in|grown up in) (?:foster |residential |local authority |the )?care(?: system)?\b(?! (?:homes?|work|of|settings|plan))|(?:in|living in|from|left)(?: a| the)? (?:children's homes?|foster (?:homes?|placements?|families|care)|kinship care)|looked after by the (?:county|council|local authority)|raised by the council|with foster (?:carers?|parents|families)`
const VIOLENCE = String.raw`(?:domestic|sexual|honour[- ]based|family) (?:abuse|violence)|violent (?:partner|husband|relationship|home|house|boyfriend|ex)|abusive (?:partner|husband|relationship|home|ex|family)|forced (?:marriage|to marry)|fleeing (?:abuse|violence)|running from violence|frightened of (?:a|their|her|his|your) (?:husband|partner|boyfriend|father|dad|ex)|(?:been|being) (?:raped|abused|hit|controlled|sexually)|coercive|coercion|who saw (?:daddy|dad|mum) (?:hurt|hit)|hurt (?:by|at) (?:a partner|home|someone)`
const HOMELESS = String.raw`homeless(?:ness)?|sofa[- ]surf\w*|nowhere (?:settled |safe |lawful |else |warm |decent )?to (?:live|sleep|kip|stay|stop)|nowhere settled|sleep(?:ing)? rough|rough sleep(?:ing|ers?)|(?:of )?no fixed (?:abode|address)|(?:kicked|thrown|chucked|asked) (?:out|to leave)|told to leave|can't go home|without (?:an address|a home|a place to live)|on (?:the|your mate's|a friend's) (?:streets?|sofa)|temporary accommodation|on the streets?|sleeping in (?:your|a|the) (?:car|tent|doorway|bus shelter)|between beds|facing eviction|home's broken down`
const NEW_HERE = String.raw`(?:claim(?:ing|ed)|seek(?:ing)?|sought|applied for) (?:asylum|sanctuary)|refugee status|leave to remain|newly (?:arrived|come|here|settled|resettled)|recently arrived|(?:had to|who) (?:flee|fled)|fled (?:war|their|home|from)|resettled here|new (?:in|to) (?:the |this )?(?:uk|country|britain|england|scotland|wales|northern ireland)|came (?:to|here) (?:britain |the uk |england )?(?:on their own|alone|as refugees)|in the (?:bridging|asylum|contingency) hotel|(?:from|new) abroad|(?:come|came|moved) to live here from|from (?:an)?other countr(?:y|ies)`
const FORCES = String.raw`(?:in|left|leaving|joined) the (?:armed forces|forces|army|navy|raf|military|royal (?:navy|marines|air force)|marines|services)|(?:parent|mum|dad|partner|husband|wife|father|mother)(?:'s|s)? (?:is |are )?(?:in the )?(?:serves|serving|served|deployed|posted|away on (?:deployment|operations|tour))|serving personnel|service personnel|who serve\b|who served|died in uniform|injured on service|in the navy, army`
const DISABLED = String.raw`(?:a )?disabilit(?:y|ies)|additional (?:support )?needs|special (?:educational )?needs|complex needs|(?:an )?ehcps?|education,? health and care plan|get (?:pip|dla)|sen(?:d)?\b|an impairment|disabled child(?:ren)?`
const PHYSICAL = String.raw`(?:a )?physical (?:disabilit(?:y|ies)|impairments?)|physical and (?:learning|sensory) disabilities|cerebral palsy|spina bifida|muscular dystrophy|spinal (?:cord )?injur(?:y|ies)|limb differences?|missing limbs|lost a limb|mobility impairments?|brittle bones|motor disorders?|(?:use|uses|using|in) (?:a )?(?:(?:wheel|power)?chairs?|(?:powered|power|manual|electric) wheelchairs?)\b(?! (?:for|sport))|paralysis|motor neurone|\bmnd\b|\bms\b`
const LEARNING = String.raw`(?:a |moderate |severe |profound |mild |multiple |other |physical and )*learning (?:disabilit(?:y|ies)|difficult(?:y|ies))|down'?s(?: syndrome)?|down syndrome|profound and multiple`
const DEAF = String.raw`(?:a )?(?:hearing|sight|visual|vision) (?:loss|impairments?)|failing sight|losing (?:their |your )?(?:sight|hearing)|cochlear implants?|hearing aids|usher syndrome|a sensory impairment`
const HELPS = String.raw`help(?:s|ing)? (?:to )?(?:look after|care for|out at home)|help(?:s|ing)? (?:someone|somebody|a parent|mum|dad) at home`
const CARED = String.raw`(?:care|caring) for (?:an?|their|your|someone|somebody|parents|relatives|family|siblings)|look(?:s|ing)? after (?:an?|their|your|somebody|someone|parents|siblings|family|mum|mam|dad|gran|nan)(?!(?:'s)? (?:own )?(?:dog|garden|bike|horse|pony|house|allotment|pet|plants?|money|finances|kit|tools?|teeth|skin|hair|feet|body|bodies|mind|minds|mental|physical|emotional|sexual|health|wellbeing|well-being|home|tenancy|phone|instrument|self|selves)\b)|caring responsibilities|who care\b|(?<=\b(?:is there|do you have|have you got|have you|got) (?:an? |your )?)(?:someone|somebody|anyone|parent|brother|sister|relative|family member)(?: (?!or\b|and\b)[a-z]+){0,3} (?:that )?you (?:look after|(?:help )?care for)(?=\?)|(?:brother|sister|sibling|dad|mum|mam|parent)(?: or (?:brother|sister|sibling|dad|mum|mam|parent))*(?: who(?= (?:is|has) [a-z]+ and needs your help\?))?(?: is|'s| are| has) (?:disabled|autistic|ill|poorly|deaf|blind)|${HELPS}`
const PARENTS_TO_BE = String.raw`(?:mums?|mams?|dads?|mothers?|fathers?|parents?)`

/** Somebody at home, one or several: "your mam, dad or brother". */
const ONE_OF_KIN = String.raw`${KIN}(?:(?:,| or|, or) (?:an? |your |their )?${KIN})*`
const OF_DRINK = String.raw`(?:(?:heavy|problem|own) )?(?:drink(?:ing)? (?:or|and|and\/or) drugs?(?: use| problems?)?|drinking|drug(?:s|[- ]taking)?(?: use| misuse| problems?)|(?:substance|alcohol)(?: use| misuse| problems?)|addictions?|alcoholism)\b`
/** Somebody else's, and not one's own. */
const DRINKS = String.raw`${ONE_OF_KIN}(?: else)?(?:'s)? ${OF_DRINK}|${ONE_OF_KIN}(?: else)?,? (?:who |that )?(?:(?:drinks?|is drinking)(?=\s*(?:[.,;!?)]|$)| (?:or|and|too|a lot|so|at home|all|heavily)\b)|(?:uses?|takes?|is (?:using|on|taking)) (?:drugs|drink|alcohol|substances)|has (?:an? )?(?:drink|drug|alcohol|addiction)|is (?:an )?(?:addict|alcoholic|addicted))(?: or (?:uses?|takes?|drinks?)(?: drugs| alcohol)?\b)?`
const SOME = String.raw`(?:people|children|adults|teens|teenagers|youth|anyone|those|\d+s|olds|girls|women|men|lads|boys)`
/** "Get out of jail" is a game, and "keep out of prison" for all. */
const OUT_OF = String.raw`(?:leaving|left|home from|back from|released from|fresh from|(?:just|come|came|coming) out of)`
/** Of some people, or asked of "you", and no more said of it: no first weeks of a job, no duty, no points. */
const UNDER_ORDER = String.raw`(?<=\b(?:are you|if you(?:'re| are)|${SOME}(?: who are| who're)?) (?:currently |now |either )?)on (?:probation|licence|tag|bail|an? (?:community|referral|supervision) order)(?=\s*[.,;:?!)]|$| (?:or|and|from|after|with the) (?!touch|rugby|points))`
const OFFENDED = String.raw`(?<!\bhave you (?:ever )?)been in (?:prison|jail|custody)|${UNDER_ORDER}|${OUT_OF} (?:prison|jail|custody|(?:an? )?yoi|(?:an? )?young offenders?'? institution)|known to (?:the )?(?:youth justice|youth offending|probation)`
/** Whom somebody learns to help is not whom it is for. */
const ATTACKED = String.raw`(?<!\b(?:first[- ]aid|learn(?:ing|s)?|teach(?:es|ing)?|what to do|how to|can help|treat(?:ing)?)\b[^.!?]{0,60})${SOME} (?:who|that)(?:'ve| have| has)(?: ever)? been (?:stabbed|shot|mugged|robbed|assaulted|attacked|beaten up)`
const A_YOUNG_AGE = String.raw`(?:under (?:1[89]|2[0-6])\b|(?:1[89]|2[0-5]) (?:or|and) (?:under|younger)\b)`
/** A little one may be the one it is for: a parent's own age is told beside it. */
const HAVING = String.raw`(?<=^|[.!?:]\s+)expecting(?:(?= an? (?:baby|child|bairn|little one)\b(?! brother| sister)[^.!?]{0,60}\?)|(?=\?| (?:or|and) (?:got|have|already)\b[^.!?]{0,60}\?))|(?:have|got|having|had) (?:an? |your )?(?:(?:new|first|little|tiny) )*(?:baby|bairn|newborn|little one)\b(?! brother| sister)(?=[^.!?]{0,40}?${A_YOUNG_AGE}\?)`
const A_PARENT = String.raw`(?:mum|mam|mom|dad|mother|father|parent)`
const YOUNG_ONE = String.raw`(?<!\b(?:your|a|with) )${A_PARENT}(?:(?:,| or|, or|\/) ?${A_PARENT})*(?:-to-be)?,? (?:and )?(?:aged )?${A_YOUNG_AGE}`

/** The groups a service may be made for, by concept. */
export const GROUP_WORDS: Readonly<Record<string, GroupWords>> = {
  'young-carers': {
    people: String.raw`young carer|(?:young|young adult|adult|unpaid|former|elderly|family) carers|carers(?= (?:of all|aged|over|meet|get|swap|only))|(?:brothers and sisters|sisters and brothers|siblings) of (?:disabled|autistic|ill|sick|seriously ill|deaf)|sibling carers|former carers`,
    matter: CARED,
    told: CARED,
  },
  lgbt: {
    adjective: String.raw`lgbt\w*\+?|queer|gay|lesbian|bi|bisexual|same-sex`,
    people: String.raw`lesbians|lgbt\w*\+? (?:and|&|or) questioning|gays|(?:people|anyone|those|teens|teenagers|young adults|students) who(?:'re| are| identify as) (?:lesbian|gay|bi|bisexual|trans|queer|lgbt\w*)`,
  },
  trans: {
    adjective: String.raw`trans|transgender|non-?binary|transmasc|transfem|enby|gender[- ](?:diverse|questioning|fluid)|trans\/nb\/questioning`,
  },
  disability: {
    adjective: String.raw`disabled|send|sen`,
    matter: DISABLED,
  },
  'learning-disability': { adjective: 'learning[- ]disabled', matter: LEARNING },
  'physical-disability': {
    adjective: String.raw`physically disabled|paraplegic`,
    people: String.raw`amputees|wheelchair users|powerchair users|the physically (?:disabled|injured)`,
    matter: PHYSICAL,
  },
  autism: {
    adjective: String.raw`autistic|neuro-?(?:divergent|diverse)`,
    people: String.raw`autistics`,
    matter: String.raw`autis(?:m|tic)|asd|asperger\w*|on the (?:autis(?:m|tic) )?spectrum`,
  },
  adhd: {
    adjective: 'adhd|neuro-?(?:divergent|diverse)',
    matter: String.raw`(?:an )?adhd|attention[- ]deficit`,
    people: 'the attention-deficit',
  },
  'deaf-blind': {
    adjective: String.raw`deaf|deafblind|hard[- ]of[- ]hearing|hearing[- ]impaired|blind|visually impaired|vision impaired|partially sighted`,
    matter: DEAF,
    people: 'the deaf community',
  },
  newcomers: {
    adjective: String.raw`refugee|asylum[- ]seeking|newly arrived|unaccompanied|migrant`,
    people: String.raw`refugees|asylum[- ]seekers|sanctuary seekers|migrants|new arrivals|newly arrived`,
    matter: NEW_HERE,
    told: NEW_HERE,
  },
  'care-experience': {
    adjective: String.raw`care[- ]experienced|looked[- ]after|previously looked[- ]after|fostered|cared-for`,
    people: String.raw`care leavers|children in care|young people in care|adoptees|fostered (?:and|or) adopted`,
    matter: CARE,
    told: String.raw`in foster care|in care\b|grew up in care|been in (?:foster )?care|children's home|adopted\b|in kinship|left care`,
  },
  bereavement: {
    adjective: 'bereaved|grieving',
    people: String.raw`the bereaved|(?:war )?widows|widowers`,
    matter: DIED,
    told: String.raw`${DIED}|${KIN} (?:has |have )?(?:just )?(?:died|dies)|has (?:someone|somebody|anyone)[a-z ]{0,30}died|(?:loses|lose) (?:someone|somebody)|burial and cremation`,
  },
  'armed-forces': {
    adjective: String.raw`(?:armed )?forces|military|service(?=(?:'s)? (?:kids|children|families|pupils|spouses))|ex-?(?:forces|service)|serving(?= (?:families|personnel|or ex|members|couples|parents))|army|navy|raf`,
    people: String.raw`veterans|serving personnel|squaddies|service (?:children|families|kids|pupils)|soldiers(?:' (?:wives|partners|families|children))|military (?:kids|families|spouses)|forces (?:kids|families|children)`,
    matter: FORCES,
    told: String.raw`served\?|you served|posted again`,
  },
  'prison-family': {
    people: String.raw`(?:families|children|partners|relatives|kids|wives|mothers|sons|daughters) of (?:prisoners|offenders|men (?:doing time|serving))|prison(?:ers'?)? (?:families|relatives|partners|wives|children)`,
    matter: PRISON,
    told: PRISON,
  },
  'young-parents': {
    adjective: String.raw`(?:young|teen|teenage)(?=(?: ${NOT_PEOPLE}){0,3} ${PARENTS_TO_BE}\b)`,
    people: String.raw`(?:young|teen|teenage)(?: ${NOT_PEOPLE}){0,3} (?:mums|mams|dads|mothers|fathers|parents|mum|parent)(?:-to-be)?|(?:mums|mams|dads|mothers|fathers|parents|mums and dads)(?:(?!child|kid|bab|toddler|son|daughter|teen|pupil|young p)[a-z ,/()-]){0,40} (?:under \d\d|under twenty|up to 2\d|\d\d (?:or|and) under|aged \d\d ?(?:-|to) ?2\d)`,
    told: String.raw`pregnant|(?:had|have|got) a (?:baby|bairn)(?! brother| sister)[a-z ]{0,12}\?|${HAVING}|${YOUNG_ONE}`,
  },
  'school-life': {
    people: String.raw`alternative provision|excluded pupils|eotas`,
    matter: String.raw`excluded from (?:school|mainstream|lessons)|out of school(?! (?:hours|clubs?|time|activit|childcare|care|fun))|out of mainstream|(?:not|no longer) in (?:school|mainstream)|reduced timetable|part-time timetable|eotas|ebsa|emotionally based|school refus\w+|pex\b|permanently excluded|school placement has broken down|off roll`,
    told: String.raw`(?:been |got )?excluded from school|not (?:been )?(?:in|going to) school`,
  },
  housing: {
    adjective: 'homeless',
    people: String.raw`rough sleepers`,
    matter: HOMELESS,
    told: HOMELESS,
  },
  'safety-help': {
    people: String.raw`survivors|(?:victims|survivors) of (?:domestic|sexual|any)|${ATTACKED}`,
    matter: VIOLENCE,
    told: String.raw`${VIOLENCE}|(?:he|she|they|somebody|someone|anyone)(?: is|'s)? (?:ever )?(?:hurt(?:ing|s)?|hit(?:s|ting)?) you`,
  },
  'victim-support': { people: ATTACKED },
  legal: {
    people: String.raw`ex-offenders|ex-prisoners|young offenders|${SOME} (?:who (?:have|has)|with) (?:an? )?(?:criminal records?|police records?|(?:criminal|unspent) convictions?)\b(?! checks?| (?:and|or) (?:without|not|none|those|anyone)| too\b| as well\b)|${SOME} who(?:'ve| have) (?:offended|been in trouble with the (?:law|police))`,
    matter: OFFENDED,
  },
  substances: { matter: DRINKS, alone: new RegExp(String.raw`(?:${DRINKS})`, 'u') },
  church: {
    adjective: String.raw`christian|catholic|methodist|baptist|anglican|pentecostal|orthodox|evangelical|bible-believing|church|parish`,
    people: String.raw`christians|catholics|(?:members of )?the congregation|(?:committed |young )?(?:disciples|communicants)|church (?:members|folk)|brothers and sisters in christ|altar servers`,
    matter: String.raw`follow (?:jesus|christ)|to be (?:confirmed|baptised)|first (?:holy )?communion`,
  },
  mosque: {
    adjective: String.raw`muslim|islamic|ummah`,
    people: String.raw`muslims|muslimahs|our jama'?ah`,
    told: 'muslim',
  },
  jewish: { adjective: 'jewish|israeli', people: 'jews' },
  sikh: {
    adjective: 'sikh|punjabi sikh',
    people: String.raw`sikhs|kaurs|singhs|amritdharis?|(?:our |the )?sangat`,
  },
  hindu: { adjective: 'hindu|brahmin|gujarati hindu', people: 'hindus|initiated devotees|devotees' },
  buddhist: {
    adjective: 'buddhist|dharma',
    people: 'buddhists',
    matter: String.raw`taken refuge|follow the (?:dharma|buddha)|the (?:theravada|zen|mahayana|tibetan) (?:tradition|line)|raised in the dharma|keep the precepts`,
    told: 'raised in the dharma|a buddhist',
  },
  faith: {
    people: String.raw`believers|people of (?:any |all |every )?faiths?|(?:autistic |young )?worshippers`,
    adjective: 'religious|practising|interfaith',
    matter: String.raw`(?:pray|believe|worship)\b|(?:have|keep|practise|practice) (?:a|their|any) (?:religion|faith)|of (?:any |every )?(?:faith|creed)\b|a religion|within a faith`,
    told: String.raw`live by a faith|you believe|of faith\b|the religious one|if you say grace|practising`,
  },
  'black-culture': {
    adjective: String.raw`black(?! (?:belts?|box|pudding|rigg|sheep|and white))|african[- ]caribbean|afro[- ]?caribbean|caribbean|jamaican|windrush`,
    people: String.raw`black (?:people|families|women|men|girls|boys|mothers|kids|students|youth)`,
  },
  'african-culture': {
    adjective: String.raw`african(?! caribbean)|somali|nigerian|ghanaian|eritrean|ethiopian|sudanese|congolese|zimbabwean|kenyan|ugandan|rwandan|burundian|gambian|senegalese|sierra leonean|cameroonian|zambian|malawian|tanzanian|ivorian|liberian|angolan|igbo|yoruba|hausa|akan|twi[- ]speaking|swahili[- ]speaking|habesha|sahelian|tigrinya[- ]speaking`,
    people: String.raw`nigerians|ghanaians|somalis|eritreans|ethiopians|sudanese|zimbabweans|kenyans|ugandans|africans|gambians`,
    matter: String.raw`(?:of|from) (?:nigeria|ghana|somalia|eritrea|ethiopia|(?:south )?sudan|congo|zimbabwe|kenya|uganda|rwanda|gambia|senegal|cameroon|zambia|malawi|tanzania)\b`,
  },
  'south-asian-culture': {
    adjective: String.raw`(?:south |british )?asian(?<!east asian)(?<!eastern asian)|brown|pakistani|bangladeshi|bengali|indian|punjabi|gujarati|sri lankan|tamil|nepali|nepalese|kashmiri|desi|mirpuri|sylheti|malayali|keralan|goan|pathan|urdu[- ]speaking|bangla[- ]speaking`,
    people: String.raw`pakistanis|bangladeshis|indians|south asians|bengalis|kashmiris`,
    matter: String.raw`(?:of|from) (?:pakistan|india|bangladesh|sri lanka|kerala|punjab|gujarat|kashmir|sylhet|nepal)\b`,
  },
  'east-asian-culture': {
    adjective: String.raw`(?:east |south[- ]?east )asian|chinese|vietnamese|korean|japanese|hong kong|taiwanese|filipino|thai|malaysian|cantonese|mandarin|cantonese[- ]speaking|mandarin[- ]speaking|hongkonger`,
    people: String.raw`hong ?kongers|filipinos|cantonese speakers|mandarin speakers|koreans|vietnamese`,
    matter: String.raw`(?:of|from) (?:hong kong|china|vietnam|korea|japan|taiwan|fujian)\b`,
  },
  'eastern-european-culture': {
    adjective: String.raw`polish|romanian|bulgarian|lithuanian|latvian|estonian|slovak|slovakian|czech|hungarian|ukrainian|moldovan|albanian|russian|belarusian|serbian|croatian|eastern european|polish-speaking|russian-speaking`,
    people: String.raw`poles|lithuanians|latvians|romanians|bulgarians|slovaks|czechs|hungarians|ukrainians|estonians|albanians|polish and [a-z]+ speakers`,
    matter: String.raw`(?:of|from) (?:poland|romania|bulgaria|lithuania|latvia|slovakia|hungary|ukraine|moldova|albania)\b|polish at home`,
    told: String.raw`from (?:poland|romania|bulgaria|lithuania|latvia|slovakia|hungary)`,
  },
  'traveller-culture': {
    adjective: String.raw`gypsy|romany|romani|roma|traveller|travelling|showground|showpeople'?s?|fairground|boater|gypsy,? roma`,
    people: String.raw`gypsies|travellers|showmen|showpeople|boaters|bargees|romani(?: (?:people|folk))?|roma`,
  },
  culture: {
    adjective: String.raw`kurdish|turkish|iranian|afghan|arab|arabic[- ]speaking|syrian|iraqi|yemeni|portuguese|portuguese[- ]speaking|brazilian|latin american|spanish[- ]speaking|minority ethnic|ethnic minority|global majority|farsi[- ]speaking|welsh[- ]speaking|cypriot|greek|italian|bame|migrant worker|timorese|uzbek|kazakh|armenian|georgian`,
    people: String.raw`kurds|iranians|afghans|brazilians|farsi speakers|arabic speakers|portuguese speakers|latin americans|colombianos|(?:welsh|scottish|irish) exiles`,
  },
}
