import { isSlip, plainlySpelt, prepare, SHORTEST_REPAIRED, SIGNS, spoken } from './prepared.ts'
import type { Prepared, Sign } from './prepared.ts'
import { listOf } from './vocabulary.ts'
import type { SaidAs, Vocabulary } from './vocabulary.ts'
import { listen } from './ear.ts'
import type { Chances } from './ear.ts'
import { guessed, isOnlySpokenOf } from './guessed.ts'
import { isAnothers } from './whose.ts'
import type { Token } from './words.ts'
import { words } from './words.ts'

/** Something understood: the concept, and the words it was said in, exactly as typed. */
export interface Heard {
  readonly concept: string
  readonly word: string
  /** Said of the past: "used to dance". A way back in, and less sure than what is liked now. */
  readonly lapsed?: true
  /** No list has the words: what was learnt hears it in them, and is less sure. */
  readonly guessed?: true
}

/** What a text says about what someone likes, does not like, wants, is stopped by and needs done. Each concept at most once. */
export interface Understood {
  readonly interests: readonly Heard[]
  readonly dislikes: readonly Heard[]
  readonly wishes: readonly Heard[]
  readonly barriers: readonly Heard[]
  readonly practical: readonly Heard[]
  /** Other words they said, in case a directory knows them: comparable form, and as typed. Common words are left out. */
  readonly rest: readonly OtherWord[]
  /** The same, of what they do not want. */
  readonly restDenied: readonly OtherWord[]
}

export interface OtherWord {
  readonly text: string
  readonly word: string
}

/** Shorter words we do not know are nearly always grammar. */
const SHORTEST_OTHER = 4

/** A bare no denies a feeling ("not lonely"); "hate being lonely" confirms it. */
const BARE_NO = new Set([
  'not',
  'no',
  'never',
  'without',
  'dont need',
  'do not need',
  'dont want to talk about',
  'dont wanna talk about',
  'do not want to talk about',
  'not talk about',
  'no talking about',
  'not talking about',
  'hate talking about',
  'dont like talking about',
])
/** With whom, which is no subject: in "i dont want girls only, gaming" gaming is another thing. */
export const COMPANY: ReadonlySet<string> = new Set(['girls-group', 'boys-group'])
/** The concept of a wish for whatever there is. */
const ANYTHING = 'anything'
const LINKS = new Set(['and', 'or', 'nor', 'the', 'a', 'an', 'any', 'my', 'of', 'n', 'plus', 'also'])

/** Reads a young person's text. Deterministic and pure; a text with nothing we know gives five empty lists. */
export function understand(text: string, vocabulary: Vocabulary): Understood {
  const reader = new Reader(text, vocabulary)
  return reader.read()
}

type Lists = Readonly<
  Record<'interests' | 'dislikes' | 'wishes' | 'barriers' | 'practical', Map<string, Heard>>
>

interface Mention {
  readonly as: SaidAs
  readonly word: string
  readonly lapsed: boolean
  polarity: 'like' | 'dislike' | 'not-so'
}

class Reader {
  readonly #text: string
  readonly #vocabulary: Vocabulary
  readonly #prepared: Prepared
  readonly #tokens: readonly Token[]
  readonly #words: readonly string[]
  readonly #mentions: Mention[] = []
  readonly #others: { readonly other: OtherWord; denied: boolean; readonly mentionsBefore: number }[] = []
  #polarity: 'like' | 'dislike' | 'others' = 'like'
  #bareNo = false
  #lapsed = false
  /** What follows was so once and is no more. */
  #past = false
  /** Something was said to be over: the ear does not tell what. */
  #someOver = false
  /** A wish for anything but something was said. */
  #anything = false
  #clause = 0
  #clauseBefore = 0

  constructor(text: string, vocabulary: Vocabulary) {
    this.#text = text
    this.#vocabulary = vocabulary
    this.#prepared = prepare(vocabulary)
    this.#tokens = spoken(text, this.#prepared)
    this.#words = this.#tokens.map((t) => t.text)
  }

  read(): Understood {
    for (let at = 0; at < this.#words.length;) at += this.#step(at)
    const lists: Lists = {
      interests: new Map(),
      dislikes: new Map(),
      wishes: new Map(),
      barriers: new Map(),
      practical: new Map(),
    }
    const { ear } = this.#vocabulary
    const chances: Chances = ear ? listen(this.#text, ear) : new Map()
    for (const { as, word, lapsed, polarity } of this.#mentions) {
      const { id, kind } = as.concept
      const name = listOf(kind)
      if (polarity === 'not-so' || name === undefined) continue
      const list = polarity === 'dislike' ? lists.dislikes : lists[name]
      // "My mates went off to uni and i dont see anyone": the wish is in the second.
      const known = list.get(id)
      if (known !== undefined && !this.#prepared.passing.anyIn(words(known.word))) continue
      const mayBeSpokenOf = polarity === 'like' && this.#prepared.spokenOf.has(words(word).join(' '))
      if (mayBeSpokenOf && isOnlySpokenOf(id, word, this.#text, chances, this.#vocabulary)) continue
      list.set(id, {
        concept: id,
        word,
        ...(lapsed && kind === 'interest' ? { lapsed } : {}),
      })
    }
    // "Basketball or anything": the thing is the answer. "Anything but basketball" is one.
    const things = lists.interests.size + lists.wishes.size + lists.practical.size + lists.dislikes.size
    if (!this.#anything && (things > 1 || lists.barriers.size > 0)) {
      const loose = lists.wishes.get(ANYTHING)
      if (loose && this.#isLoose(loose.word)) lists.wishes.delete(ANYTHING)
    }
    // Said both ways ("swimming is ok, no actually not swimming"): no is the safer reading.
    for (const id of lists.dislikes.keys()) {
      lists.interests.delete(id)
      lists.wishes.delete(id)
    }
    const heard = Object.values(lists).some((list) => list.size > 0)
    const said = this.#mentions.map(({ as }) => as.concept.id)
    const guesses = this.#someOver ? [] : guessed(this.#text, chances, said, heard, this.#vocabulary)
    for (const { kind, concept, word, isSure } of guesses) {
      const name = listOf(kind)
      if (name !== undefined)
        lists[name].set(concept, { concept, word, ...(isSure ? {} : { guessed: true }) })
    }
    const others = (denied: boolean) => {
      const found = new Map<string, OtherWord>()
      for (const o of this.#others) if (o.denied === denied) found.set(o.other.text, o.other)
      return [...found.values()]
    }
    return {
      interests: [...lists.interests.values()],
      dislikes: [...lists.dislikes.values()],
      wishes: [...lists.wishes.values()],
      barriers: [...lists.barriers.values()],
      practical: [...lists.practical.values()],
      rest: others(false),
      restDenied: others(true),
    }
  }

  /** Reads what begins at a word and says how many words it took. */
  #step(at: number): number {
    this.#gap(at)
    const concept = this.#conceptAt(at)
    const sign = this.#prepared.signs.longestAt(this.#words, at)
    if (sign && sign.length > (concept?.length ?? 0)) {
      for (const one of SIGNS.filter((s) => sign.values.includes(s))) this.#sign(one, at, sign.length)
      return sign.length
    }
    if (!concept) {
      this.#other(at)
      return 1
    }
    for (const as of concept.values) this.#mention(as, at, concept.length)
    return concept.length
  }

  /** A need told as a fact is longer than the words in it: "owe my phone company" is no phone and no company. */
  #conceptAt(at: number): { length: number; values: readonly SaidAs[] } | undefined {
    const named = this.#vocabulary.said.longestAt(this.#words, at)
    const told = this.#vocabulary.facts.longestAt(this.#words, at, (i) => this.#tokens[i]?.gap !== 'none')
    if (!told || told.length < (named?.length ?? 0)) return named ?? this.#repaired(at)
    if (told.length > (named?.length ?? 0)) return told
    return { length: told.length, values: [...new Set([...told.values, ...(named?.values ?? [])])] }
  }

  /** Whether it is a word for whatever there is, rather than being bored. */
  #isLoose(word: string): boolean {
    return this.#prepared.loose.anyIn(words(word))
  }

  #gap(at: number): void {
    const gap = this.#tokens[at]?.gap ?? 'none'
    if (gap === 'none') return
    this.#newClause()
    const isOfCompany = COMPANY.has(this.#mentions.at(-1)?.as.concept.id ?? '')
    if (gap === 'stop' || isOfCompany || !this.#isList(at)) {
      this.#polarity = 'like'
      this.#lapsed = false
      this.#past = false
    }
  }

  #newClause(): void {
    if (this.#mentions.length > this.#clause) this.#clauseBefore = this.#clause
    this.#clause = this.#mentions.length
  }

  /** Whether the words up to the next gap are only things: then a comma goes on with what was said before it. */
  #isList(from: number): boolean {
    let things = 0
    for (let at = from; at < this.#words.length && (at === from || this.#tokens[at]?.gap === 'none');) {
      const found = this.#vocabulary.said.longestAt(this.#words, at)
      if (found) things += 1
      else if (!LINKS.has(this.#words[at] ?? '')) return false
      at += found?.length ?? 1
    }
    return things > 0
  }

  #sign(sign: Sign, at: number, length: number): void {
    switch (sign) {
      case 'except':
        this.#polarity = 'like'
        this.#anything = true
        for (const as of this.#vocabulary.said.longestAt([ANYTHING], 0)?.values ?? []) {
          this.#mention(as, at, 1)
        }
        this.#no(false)
        return
      case 'negative':
        this.#no(BARE_NO.has(this.#words.slice(at, at + length).join(' ')))
        return
      case 'backwards':
        this.#turnBack()
        return
      case 'others':
        this.#polarity = 'others'
        return
      case 'unless':
        this.#polarity = 'like'
        return
      case 'lapsed':
        this.#polarity = 'like'
        this.#lapsed = true
        return
      case 'past':
        this.#someOver = true
        this.#past = true
        this.#over(this.#clause)
        return
      case 'over':
        this.#someOver = true
        this.#over(this.#mentions.length > this.#clause ? this.#clause : this.#clauseBefore)
        return
      case 'positive':
        if (this.#words[at] === 'but' || this.#words[at] === 'because' || this.#words[at] === 'cos') {
          this.#newClause()
          this.#lapsed = false
          this.#past = false
        }
        this.#polarity = 'like'
    }
  }

  #no(bare: boolean): void {
    this.#polarity = 'dislike'
    this.#bareNo = bare
  }

  /** "…is boring", "…but not now": what was just named is not liked after all. */
  #turnBack(): void {
    const from = this.#mentions.length > this.#clause ? this.#clause : this.#clauseBefore
    for (const mention of this.#mentions.slice(from)) {
      if (mention.as.concept.kind === 'interest') mention.polarity = 'dislike'
    }
    for (const o of this.#others) if (o.mentionsBefore >= from) o.denied = true
    this.#polarity = 'like'
  }

  /** "…but its sorted now": what was just told is no need any more. A death, or a parent in prison, is not over so. */
  #over(from: number): void {
    for (const mention of this.#mentions.slice(from)) {
      if (this.#vocabulary.own.has(mention.as.concept.id)) mention.polarity = 'not-so'
    }
  }

  #other(at: number): void {
    const token = this.#tokens[at]
    if (!token || token.text.length < SHORTEST_OTHER || this.#prepared.common.has(token.text)) return
    if (this.#polarity === 'others') return
    this.#others.push({
      other: { text: token.text, word: this.#text.slice(token.start, token.end) },
      denied: this.#polarity === 'dislike',
      mentionsBefore: this.#mentions.length,
    })
  }

  #mention(as: SaidAs, at: number, length: number): void {
    const first = this.#tokens[at]
    const last = this.#tokens[at + length - 1]
    if (!first || !last || this.#polarity === 'others') return
    this.#mentions.push({
      as,
      word: this.#text.slice(first.start, last.end),
      lapsed: this.#lapsed,
      polarity: this.#polarityOf(as, at, length),
    })
  }

  #polarityOf(as: SaidAs, at: number, length: number): Mention['polarity'] {
    const { own, parentsOwn } = this.#vocabulary
    const { id } = as.concept
    const theirs = () => isAnothers(this.#tokens, at, length, this.#prepared.people, parentsOwn.has(id))
    if (own.has(id) && (this.#past || theirs())) return 'not-so'
    if (this.#polarity === 'like') return 'like'
    return this.#isPartOfALiking(as, at, length) ? 'not-so' : this.#denied(as)
  }

  /** "Drama but not acting": of what was named before by another word a part is refused, and not the whole. */
  #isPartOfALiking({ concept, from }: SaidAs, at: number, length: number): boolean {
    const said = this.#words.slice(at, at + length).join(' ')
    return (
      from === 'words' &&
      BUT_NOT.has(this.#words.slice(at - 2, at).join(' ')) &&
      this.#mentions.some(
        ({ as, word, polarity }) =>
          as.concept === concept &&
          as.from === 'words' &&
          polarity === 'like' &&
          words(word).join(' ') !== said,
      )
    )
  }

  /** A thing under a no is not liked; a feeling under a bare no is not so; "I hate being lonely" still says lonely. */
  #denied({ concept, from }: SaidAs): Mention['polarity'] {
    const { careful } = concept
    if (concept.kind === 'barrier') return this.#bareNo ? 'not-so' : 'like'
    if (concept.kind === 'interest') return LOOSE.has(concept.id) ? 'not-so' : 'dislike'
    if (from === 'words' && !careful) return 'dislike'
    return this.#bareNo ? 'not-so' : 'like'
  }

  /** One slip of the finger in a long word of ours: a letter more, less, wrong, or two changed round. */
  #repaired(at: number): { length: number; values: readonly SaidAs[] } | undefined {
    const word = this.#words[at] ?? ''
    if (word.length < SHORTEST_REPAIRED || this.#prepared.notSlips.has(word)) return undefined
    for (const candidate of this.#prepared.bySpelling.get(word[0] ?? '') ?? []) {
      if (Math.abs(candidate.length - word.length) <= 1 && isSlip(word, candidate)) {
        return this.#vocabulary.said.longestAt([candidate], 0)
      }
    }
    const plain = plainlySpelt(word)
    return plain === undefined ? undefined : this.#vocabulary.said.longestAt([plain], 0)
  }
}

const BUT_NOT = new Set(['but not', 'just not', 'only not'])
/** "Not for fun" and "not clubs" deny nothing that could be left out of a directory. */
const LOOSE = new Set(['leisure', 'learning', 'community', 'identity'])
