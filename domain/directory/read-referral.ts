import { sentences } from './plain-text.ts'

/** Said of those who may not refer themselves, and read before what says that anyone may. */
const NO_SELF_REFERRAL =
  /\b(?:cannot|can't|can not|unable to|not able to|not possible to) (?:self[- ]?refer|refer yourself)|\b(?:do not|don't|not|no longer|cannot) (?:accept|take) self[- ]?referrals?|\bno self[- ]?referrals?\b|\bself[- ]?referrals? (?:is|are) (?:not|no longer) \w+/
const NO_REFERRAL =
  /\b(?:no need (?:for a referral|to be referred)|anyone can (?:make a )?refer(?:ral)?|referrals? (?:is |are )?open to (?:all|anyone|everyone)|young people (?:can|may) (?:also )?refer|no referrals?\b|(?:don't|do not|doesn't|does not) need (?:a |to be )?referr\w+|without (?:a |needing a )?referral|self[- ]?refer\w*|refer yourself|referral is not (?:needed|required|necessary)|open access|you can refer yourself|drop[- ]in(?:,| -| –) no (?:referral|appointment)|nobody (?:has|needs) to (?:send|refer)|(?:or|and) (?:you can )?(?:just )?(?:yourself|turn up|walk in|drop in|come along)|or (?:you can |just |simply )+(?:give us a (?:ring|call|bell)|(?:ring|call|phone|text|e-?mail|message|contact) us|get in touch)|(?:young people|young person|you|anyone|parents|families) (?:can|may) (?:also )?(?:contact|approach|ring|call|phone|e-?mail) us direct(?:ly)?|referral forms? can be (?:filled (?:in|out)|completed) by (?:the |a |any )?(?:young pe(?:ople|rson)|you|yourself|anyone|parents|families)|no (?:letter|gp|doctor)\b)\b/
const REFERRAL =
  /\b(?:referrals? (?:is |are )?(?:needed|required|necessary|only)|by referral|through (?:a )?referral|referral[- ]only|need(?:s)? (?:a |to be )referr\w+|must be referred|(?:be|are|is) referred by|referral (?:from|by|via) (?:a |an |your |the )?(?:gp|doctor|professional|school|social worker|social services|health|teacher|camhs|agency|local authority|practitioner)|referrals? (?:must|should|can only) (?:come|be made) (?:from|by|through|via) (?:a |an |your )?(?:gp|doctor|professional|school|social|health|agency)|professional referral|gp referral|via (?:a )?(?:gp|professional) referral|professional referrals?|referral by (?:a |an |your )?(?:gp|professional|school|social worker|doctor)|referrals? (?:come )?from (?:camhs|gps?|schools?|professionals|social care|the nhs)|(?:through|via|by) (?:a |an |your |the )?(?:gp|doctor|school|social worker|school nurse|camhs|professional)(?:,? (?:and|or) (?:a |an |your |the )?(?:gp|doctor|school|social worker|school nurse|camhs|professional))* only|only (?:through|via) (?:a |an |your |the )?(?:gp|doctor|school|social worker|camhs|professional)|ask (?:a |an |your )?(?:[a-z]+ ){1,4}to refer you|(?:gp|doctor|school|teacher|social worker|nurse|professional) (?:can|will|must|has to|needs to) refer you|need a referral)\b/

/** Those who may send somebody. */
const WHO = String.raw`(?:gps?|doctors?|nurses?|midwife|midwives|health visitors?|social workers?|social care|schools?|teachers?|senco|heads?|psychiatrists?|psychologists?|paediatricians?|physio(?:therapist)?s?|ot|consultants?|therapists?|police|marac|panel|council|local authority|inclusion team|key ?workers?|link workers?|family workers?|caseworkers?|support workers?|probation|camhs|services|team|hub|professionals?|chaplaincy|clinic|ward sister|dietitian|commissioners?|resettlement officer|practitioners?|counsellors?|yot|youth justice|youth offending|mash|early help|front door|single point of access|agency|agencies|personal advis[eo]rs?|head of year|(?:support|welfare|attendance|housing|probation|liaison|outreach) officers?|advis[eo]rs?|specialist|surgery|practice|department|unit|caseholder|case holders?|workers?|hospital|ophthalmology|virtual school|pastoral (?:staff|lead)|designated lead|mentor)(?:'s|s')?`
const WORD = String.raw`[\p{L}\d'-]+`
/** What only others can get for you. */
const PLACE = String.raw`(?:places?|placements?|applications?|admissions?|requests?|vacancies|entry|access|accessed|commissioned|allocated|allocations?|bookings?|offered|application|nominations?|names)`
const SENT = new RegExp(
  [
    String.raw`\b(?:only|just|solely|strictly|entry|access) (?:through|via|from|by)(?: ${WORD}){0,5}? ${WHO}(?![\p{L}-])`,
    String.raw`\b(?:through|via|by) (?:your|a|an|the) (?:${WORD} ){0,3}?${WHO}(?:(?:,| or|, or) (?:your |a |the )?(?:${WORD} ){0,2}?${WHO})* (?:only|please)\b|^(?:via|through|by) (?:your|a|an|the)? ?(?:${WORD} ){0,3}${WHO}`,
    String.raw`\b(?:your|a|the|their) (?:${WORD} ){0,2}?${WHO}(?: or (?:${WORD} ){0,2}?${WHO})? (?:can |will |must |needs? to |has to |have to |should )(?:${WORD} )?(?:refer|ask|apply|arrange|book|send|put|fill|make|complete|request|sign|nominate|recommend)\b`,
    String.raw`\b(?:ask|speak to|talk to|see) (?:your|a) (?:${WORD} ){0,2}?${WHO}(?: (?:about|for|if)|[.;,]|$)`,
    String.raw`\b(?:comes?|arrives?|admitted|taken|booked|accessed|available|joins?|starts?|given|decided|allocated|agreed|funded|filled|made|considered)(?: only)? (?:through|via|by|on the recommendation of|at the request of)(?: ${WORD}){0,4}? ${WHO}(?![\p{L}-])`,
    String.raw`\breferrals?(?: are| is)? (?:from|via|through|by|form|forms|route|pathway|criteria|required|essential|accepted|considered|taken|made|come)\b|\b(?:all|new) referrals\b|\bmust come (?:from|through|via)(?: ${WORD}){0,4} ${WHO}`,
    String.raw`\b(?:professionals?|agencies|schools|gps|practitioners) only\b|\bby (?:invitation|nomination|prescription|letter) (?:only|from)|\bon prescription\b|\byou (?:can't|cannot) (?:book|apply|ask|sign up|join) (?:yourself|direct)`,
    String.raw`\b${PLACE}(?: ${WORD}){0,4}? (?:through|via|by|from|following|on)(?: ${WORD}){0,5}? ${WHO}(?![\p{L}-])(?! (?:website|office|reception|phone))`,
    String.raw`\b(?:referred|nominated|named|put forward|identified|signed up|recommended|commissioned)(?: only)? by(?: ${WORD}){0,5}? ${WHO}\b`,
    String.raw`\b${WHO}(?:,? (?:or|and) (?:${WORD} ){0,2}${WHO})?(?: on your behalf)? (?:refers?|nominates?|apply|applies|books? you|sends? (?:us|in|the|your)|fills? (?:in|out)|must (?:request|refer|apply|ask)|has to (?:ask|refer|apply|request)|have to (?:ask|refer|apply)|needs? to (?:refer|apply|ask|request)|decides|considers requests|passes (?:us|on)|opens your case|faxes|put(?:s)? (?:you|in a request|your name)|(?:may|can) refer\b)`,
    String.raw`\b${WHO}(?: or ${WHO})?(?: ${WORD}){0,2} (?:letters?|recommendation|form|nomination|note|request) (?:is |are )?(?:needed|required|essential|only|must)`,
    String.raw`\b(?:letters?|recommendation|nomination|support plan|pathway plan) (?:is |are )?(?:needed|required|essential)\b`,
    String.raw`\bon an? (?:${WORD} ){0,3}${WHO} (?:letter|recommendation|request)`,
    String.raw`\bask (?:for |your |the |a |an )(?:${WORD} ){0,5}to (?:refer|sign you up|put in|put you|apply|nominate|request|fill)`,
    String.raw`\b(?:not direct\b|no direct (?:enquiries|applications|contact|bookings)|(?:cannot|can't|do not|don't) (?:accept|take) (?:direct|(?:enquiries|applications|bookings|referrals) from (?:families|young people|parents|individuals)(?: or (?:families|young people|parents|individuals))? direct)|(?:can't|cannot|not able to|unable to) (?:take|accept|see) (?:people who walk in|walk-ins)|can't be arranged by family|no walk-ins|we can't add to the list)`,
    String.raw`\b(?:accepts?|takes?) (?:requests|referrals|names|bookings) (?:only )?from(?: ${WORD}){0,3} ${WHO}`,
  ].join('|'),
  'u',
)

/** Whether somebody else has to send them. Undefined when a text says nothing of it. */
export function readReferral(text: string): boolean | undefined {
  if (NO_SELF_REFERRAL.test(text)) return true
  if (NO_REFERRAL.test(text)) return false
  if (REFERRAL.test(text)) return true
  return sentences(text).some((s) => SENT.test(s)) ? true : undefined
}
