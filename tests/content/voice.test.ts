import { expect } from 'chai'
import { describe, it } from 'mocha'
import { loadCrisis } from '../../content/load-crisis.ts'
import { readRules } from '../../content/load-screening.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import { gradeOf, sample, saidMessages, sentencesOf, texts, wordsOf } from './said.ts'
import { idsOf, uses } from './text-ids.ts'

const LIMITS = {
  /** One idea on a small screen (design.md, the conversation). */
  words: 25,
  /** Flesch-Kincaid: grade 6 is read at about age 11. */
  grade: 6,
  /** The formula says nothing about a text shorter than this. */
  shortestGraded: 7,
  /** A sentence in easier words (voice.md). */
  easyWords: 8,
}

/** Texts that may be harder to read, each with its reason. */
const HARDER: Readonly<Record<string, string>> = {
  'check-in.being-hurt': 'D3: stands exactly as signed off',
  'safety.act-now.card.hurt': 'D6: stands exactly as signed off',
  'measures.ons4.life-satisfaction': 'ONS wording, not ours to change',
  'measures.ons4.happiness': 'ONS wording, not ours to change',
  'measures.ons4.anxiety': 'ONS wording, not ours to change; 16 and over',
  'measures.ons-loneliness.isolated': 'ONS wording, not ours to change; 16 and over',
}

/** Texts that may be longer, each with its reason. */
const LONGER: Readonly<Record<string, string>> = {}

/** Questions that have no easier words, each with its reason. */
const NOT_EASIER: Readonly<Record<string, string>> = {
  'safety.act-now.card.hurt': 'D6: the emergency card is not said in two ways',
}

/** What is never said: a name for the rule, what breaks it, and the ids that may, with their reason in the comment. */
const NEVER: readonly { rule: string; words: RegExp; but?: readonly string[] }[] = [
  { rule: 'no exclamation mark', words: /!/u },
  { rule: 'no emoji', words: /\p{Extended_Pictographic}/u },
  {
    rule: 'no feelings of its own (b 5)',
    words:
      /\bI(?:'m| am)? (?:really |so |very |truly )?(?:think|feel|understand|care|miss|love|hope|wish|worry|believe|enjoy|glad|happy|proud|worried|sad|excited|sorry)\b/iu,
  },
  {
    rule: 'no friendship or presence (b 5)',
    words: /\bI'm (?:always |still )?here\b|here for you|\byour friend\b|\btrust me\b|\bI'm listening\b/iu,
  },
  { rule: 'no "so sorry"', words: /\b(?:so|really|very) sorry\b/iu },
  {
    rule: 'no cheering',
    words:
      /\b(?:great|awesome|amazing|fantastic|brilliant|wonderful|excellent|yay|woo|congrat\w*|well done|good job|good for you|proud)\b/iu,
  },
  {
    rule: 'no comfort that may be false (b 3)',
    words:
      /(?<!not )(?<!if )\byou(?:'re| are)(?: now)? (?:safe|fine|okay now|low)\b|\b(?:will|going to|gonna|'ll) be (?:okay|fine|alright|all right)\b|don't worry|no need to worry|nothing to worry/iu,
  },
  {
    rule: 'no score and no level (b 1)',
    words:
      /\b(?:low|medium|high|moderate|severe|at)[ -]risk\b|\brisk\b|\bscor(?:e|es|ing)\b|\bassess\w*|\btriage\w*|\bscreening\b/iu,
  },
  {
    rule: 'no diagnosis, no treatment (b 7)',
    words:
      /\bdiagnos\w*|\bsymptom\w*|\bdisorder\b|\btherapy\b|\byou (?:may|might) have\b|\bdepress\w*|\bmentally ill\b/iu,
  },
  {
    rule: 'no method, no place, no shame (b 8, 4.7)',
    words:
      /\bcommit\w*|\bsuicid\w*|\bkill\w*|\boverdos\w*|\bhang(?:ing|ed)?\b|\bjump\w*|\bpills?\b|\btablets?\b|\bblades?\b|\brazors?\b|\bcut(?:s|ting)?\b|\bbridge\b|\bstupid\b|\bsilly\b|\battention[- ]seeking\b|\bshame\b/iu,
  },
  {
    rule: 'no promise of secrecy (b 4)',
    words:
      /\bI promise\b|\bbetween us\b|\bconfidential\b|\bwon't tell\b|\bnobody will (?:ever )?(?:know|find out)\b|\bkeep (?:a|your|this|it) secret\b/iu,
  },
  {
    rule: 'no asking for detail (b 11)',
    words:
      /\bwhat happened\b|\bdescribe\b|\btell me (?:more|everything|exactly)\b|\bwho did (?:it|that|this)\b|\bwhy did you\b/iu,
  },
  {
    rule: 'no pictures asked for (b 12)',
    words: /\b(?:send|share|show|upload)\b[^.?]*\b(?:photo|picture|pic|image)s?\b/iu,
  },
  {
    rule: 'no guessing who they are or live with (b 26)',
    words:
      /\b(?:mums?|mothers?|dads?|fathers?|parents?|he|she|his|hers?|him|boyfriend|girlfriend|your (?:home|house|family|bedroom|religion|faith|boy|girl))\b/iu,
    // They asked it about their parents.
    but: ['faq.tell-parents'],
  },
  {
    rule: 'no pressing to stay, no streaks (b 6)',
    words:
      /\bstreak\w*|\bbefore you leave\b|\bdon't (?:go|leave)\b|\bcome back (?:soon|tomorrow|every)\b|\bpoints\b|\breward\w*|\bmissed you\b/iu,
  },
  {
    rule: 'no claim without evidence (b 28)',
    words: /\bNHS\b|\bclinical\w*|\bproven\b|\bapproved\b|\bguarantee\w*|\bvalidated\b/iu,
    // The name of a kind of number that was taken out.
    but: ['taken-out.nhs-number'],
  },
  {
    rule: 'no talking down',
    words:
      /\bcalm down\b|\bcheer up\b|\bman up\b|\bat least you\b|\bjust try\b|\bplease select\b|\binvalid\b|\bunfortunately\b|\binappropriate\b/iu,
  },
]

const said = [...saidMessages.keys()]
const ids = new Set(said)
/** Staff read these, not young people: what was said or tapped, as it goes into an alert. */
const isEvidence = (id: string): boolean => id.includes('evidence')

describe('the voice', () => {
  it(`says one thing: at most ${LIMITS.words} words`, () => {
    const long = said
      .filter((id) => !(id in LONGER) && wordsOf(sample(id)).length > LIMITS.words)
      .map((id) => `${id}: ${wordsOf(sample(id)).length}`)
    expect(long).to.deep.equal([])
  })

  it('asks one question at most', () => {
    expect(said.filter((id) => sample(id).split('?').length > 2)).to.deep.equal([])
  })

  it('can be read at age 11', () => {
    const hard = said
      .filter((id) => !(id in HARDER) && wordsOf(sample(id)).length >= LIMITS.shortestGraded)
      .filter((id) => gradeOf(sample(id)) > LIMITS.grade)
      .map((id) => `${id}: grade ${gradeOf(sample(id)).toFixed(1)}: ${sample(id)}`)
    expect(hard).to.deep.equal([])
  })

  it('keeps no exception that is not needed any more', () => {
    expect(Object.keys(HARDER).filter((id) => gradeOf(sample(id)) <= LIMITS.grade)).to.deep.equal([])
    expect(Object.keys(LONGER).filter((id) => wordsOf(sample(id)).length <= LIMITS.words)).to.deep.equal([])
  })

  for (const { rule, words, but = [] } of NEVER) {
    it(rule, () => {
      const labels = texts.choiceIds.flatMap((list) =>
        texts.choices(list).map(({ label }) => ({ id: `${list}: ${label}`, label })),
      )
      const broken = said
        .filter((id) => !isEvidence(id) && !but.includes(id))
        // As written, with every branch, and as read.
        .filter((id) => words.test(saidMessages.get(id) ?? '') || words.test(sample(id)))
        .map((id) => `${id}: ${sample(id)}`)
      expect(broken).to.deep.equal([])
      if (rule.startsWith('no e')) expect(labels.filter(({ label }) => words.test(label))).to.deep.equal([])
    })
  }

  it('would notice each of them', () => {
    const wrong = [
      'Well done!',
      'Got it 😊',
      'I understand how hard that is.',
      "I'm here for you.",
      "I'm so sorry to hear that.",
      "That's great.",
      'You are safe now.',
      'You are at low risk.',
      'You might have depression.',
      'He committed suicide.',
      'I promise I won’t tell.',
      'Can you describe it?',
      'Send me a picture of it.',
      'Does your mum know?',
      'Please come back tomorrow.',
      'This is clinically proven.',
      'Please select an option.',
    ]
    expect(NEVER.map(({ words }, at) => words.test(wrong[at] ?? ''))).to.deep.equal(NEVER.map(() => true))
  })

  it('speaks of "I can\'t keep secrets" and never the other way round', () => {
    for (const id of said.filter((one) => /secret/iu.test(sample(one)))) {
      expect(sample(id), id).to.match(/can't keep secrets/u)
    }
    expect(sample('faq.secret')).to.match(/^Not if /u)
  })

  it('gives no number that is not in the crisis register, with its source and date', () => {
    const register = loadCrisis('content/crisis.yaml').flatMap(({ channels }) =>
      channels.flatMap((channel) => ('number' in channel ? [channel.number.replaceAll(' ', '')] : [])),
    )
    const given = said.flatMap((id) =>
      [...(saidMessages.get(id) ?? '').matchAll(/\b(?:\d{4,}(?: \d{3,})*|999|111|101)\b/gu)].map(([number]) =>
        number.replaceAll(' ', ''),
      ),
    )
    expect(given.length).to.be.greaterThan(3)
    expect(given.filter((number) => !register.includes(number))).to.deep.equal([])
  })
})

describe('easier words', () => {
  const asked = uses
    .filter(({ as }) => as.property === 'say')
    .flatMap((use) => idsOf(use).filter((id) => ids.has(id)))
  const wanted = [
    ...asked,
    ...said.filter((id) => /^(?:safety|gentle|check-in|hello)\.(?!check\.|length\.|again|back)/u.test(id)),
  ].filter(
    (id) => !id.endsWith('.easy') && !id.startsWith('measures.') && !isEvidence(id) && !(id in NOT_EASIER),
  )
  const easyOf = (id: string): string => sample(ids.has(`${id}.easy`) ? `${id}.easy` : id)
  const longest = (text: string): number =>
    Math.max(...sentencesOf(text).map((sentence) => wordsOf(sentence).length))

  it('has them for every question and all of safety: short as it is, or said again', () => {
    expect(wanted.length).to.be.greaterThan(80)
    const hard = [...new Set(wanted)].filter((id) => longest(easyOf(id)) > LIMITS.easyWords)
    expect(hard.map((id) => `${id}: ${easyOf(id)}`)).to.deep.equal([])
  })

  it('is heard by the screening as the same question', () => {
    const screener = createScreener(readRules('content/screening'))
    const heard = (id: string) =>
      ['yes', 'no', 'idk', 'kinda'].map(
        (answer) => screener.screen(answer, { before: [], question: sample(id) }).response,
      )
    const ofSafety = said.filter((id) => /^(?:safety|check-in)\./u.test(id) && ids.has(`${id}.easy`))
    expect(ofSafety).to.include.members([
      'check-in.hurting-yourself',
      'check-in.being-hurt',
      'safety.checking',
    ])
    for (const id of ofSafety) expect(heard(`${id}.easy`), id).to.deep.equal(heard(id))
    const others = said.filter((id) => !/^(?:safety|check-in)\./u.test(id))
    expect(others.filter((id) => heard(id).some((response) => response !== 'none'))).to.deep.equal([])
  })

  it(`has at most ${LIMITS.easyWords} words in a sentence`, () => {
    const long = said.filter((id) => id.endsWith('.easy') && longest(sample(id)) > LIMITS.easyWords)
    expect(long.map((id) => `${id}: ${sample(id)}`)).to.deep.equal([])
  })

  it('never turns an instruction round: after "Not …?" an "if not" would mean the opposite', () => {
    const round = said.filter((id) => /\bnot\b[^.?]*\?.*\b(?:if not|otherwise)\b/iu.test(sample(id)))
    expect(round.map((id) => `${id}: ${sample(id)}`)).to.deep.equal([])
    expect(sample('safety.safe-now.why.easy')).to.include("If you're safe for now, there is time.")
  })

  it('is easier, and asks when the other asks', () => {
    for (const id of said.filter((one) => one.endsWith('.easy'))) {
      const base = sample(id.slice(0, -'.easy'.length))
      expect(longest(sample(id)), id).to.be.at.most(longest(base))
      expect(sample(id), id).to.not.equal(base)
      if (base.endsWith('?')) expect(sample(id), id).to.include('?')
    }
  })
})

describe('words that are signed off', () => {
  const said = (...of: string[]) => of.map((id) => texts.text(id)).join(' ')
  const labels = (list: string) => texts.choices(list).map(({ label }) => label)

  it('asks the check-in as D3 says', () => {
    expect(said('check-in.reason', 'check-in.hurting-yourself')).to.equal(
      'I ask everyone this, because it matters. Sometimes people have thoughts about hurting themselves, or about not wanting to be alive. Has that been true for you lately?',
    )
    expect(said('check-in.being-hurt')).to.equal(
      "Is anyone hurting you, scaring you, or making you do things you don't want to do?",
    )
    for (const list of ['check-in.hurting-yourself', 'check-in.being-hurt']) {
      expect(labels(list)).to.deep.equal(['No', 'Yes', 'Not sure', "I'd rather not say"])
    }
  })

  it('answers it as D3 says', () => {
    expect(said('safety.thanks.suicide', 'safety.safe-now')).to.equal(
      'Thank you for telling me. That took courage. Are you safe right now?',
    )
    expect(labels('safety.safe-now').slice(0, 3)).to.deep.equal([
      "I'm not safe",
      "I'm safe for now",
      "I don't know",
    ])
    expect(said('safety.who')).to.equal('Who would you like to know about this?')
  })

  it('shows the emergency card as D6 says', () => {
    expect(said('safety.act-now.card')).to.equal('Call 999 now if:')
    expect(said('safety.act-now.card.hurt')).to.equal(
      'you are badly hurt, have taken something, or might seriously hurt yourself or someone else right now',
    )
    expect(said('safety.act-now.card.hurting')).to.equal('someone is hurting you now')
    expect(said('safety.act-now.card.adult')).to.equal('Tell an adult near you.')
  })

  it('asks the ONS questions as ONS does (D1, D2)', () => {
    const ons = {
      'ons4.life-satisfaction': 'Overall, how satisfied are you with your life nowadays?',
      'ons4.worthwhile':
        'Overall, to what extent do you feel that the things you do in your life are worthwhile?',
      'ons4.happiness': 'Overall, how happy did you feel yesterday?',
      'ons4.anxiety':
        "On a scale where 0 is 'not at all anxious' and 10 is 'completely anxious', overall, how anxious did you feel yesterday?",
      'ons-loneliness.no-one-to-talk-to': 'How often do you feel that you have no one to talk to?',
      'ons-loneliness.left-out': 'How often do you feel left out?',
      'ons-loneliness.alone': 'How often do you feel alone?',
      'ons-loneliness.lonely': 'How often do you feel lonely?',
      'ons-loneliness.companionship': 'How often do you feel that you lack companionship?',
      'ons-loneliness.isolated': 'How often do you feel isolated from others?',
    }
    for (const [item, wording] of Object.entries(ons)) {
      expect(said(`measures.${item}`)).to.equal(wording)
      expect(ids.has(`measures.${item}.easy`), item).to.equal(false)
    }
    expect(labels('measures.often')).to.deep.equal(['Hardly ever or never', 'Some of the time', 'Often'])
    expect(labels('measures.lonely')).to.deep.equal([
      ...['Often or always', 'Some of the time', 'Occasionally', 'Hardly ever', 'Never'],
    ])
  })
})
