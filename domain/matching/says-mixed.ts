const GIRLS = '(?:girls|lasses|lassies|ladies|gals)'
const BOYS = '(?:boys|lads|laddies|guys|blokes)'
const AND = '(?:and|an|&|&amp;|n|\\+|\\/)'
/** "Boys and girls teams" are two, and so are "separate sessions for boys and girls". */
const APART = '(?<!\\bseparate\\b[^.]{0,40})'
const NOT_TWO =
  "(?!['’]? (?:teams|sections|squads|sides|separately|have their own|changing|toilets|on separate))"

const MIXED = new RegExp(
  [
    '\\bmixed (?:groups?|teams?|sessions?|class(?:es)?|squads?|sides|crowd|gender|genders|sex|youth|ability and gender)\\b',
    '\\b(?:teams?|sessions?|groups?|classes|sides|squads) (?:are|is) (?:always |all )?mixed\\b(?! abilit| ?:)',
    `${APART}\\b(?:${BOYS} ?${AND} ?(?:the )?${GIRLS}|${GIRLS} ?${AND} ?(?:the )?${BOYS})\\b${NOT_TWO}`,
    `\\b(?:${GIRLS}|${BOYS}) (?:can |do )?(?:play|come|train|welcome|are welcome|join in) (?:too|as well)\\b`,
    '\\bbrothers (?:and|&) sisters welcome\\b',
    '\\byoung men (?:and|&) (?:young )?women\\b',
    '\\b(?:all|any) genders?\\b',
    '\\bco-?ed\\b',
    '(?:^|[,.;(] ?)mixed(?=[.,;)]|$)',
  ].join('|'),
  'iu',
)

/** A side or an evening of their own beside the mixed ones: who asked for girls only may come to that. */
const OF_THEIR_OWN = new RegExp(
  `(?<!\\b(?:and|n) |[&+/;] ?|mixed )\\b(?:${GIRLS}|women)(?:['’]?s)?['’]?[ -](?:only|u\\d+|under|teams?|squads?|sections?|sessions?|nights?|groups?|clubs?)\\b`,
  'iu',
)

/** Whether a text says that girls and boys come together, and of nothing for girls alone. */
export const saysMixed = (text: string): boolean => MIXED.test(text) && !OF_THEIR_OWN.test(text)
