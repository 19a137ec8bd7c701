import type { ReadAges } from './read-ages.ts'

/** Ages that have a name: stages of school, students, teens. */
export const NAMED_AGES: readonly { readonly pattern: RegExp; readonly ages: ReadAges }[] = [
  { pattern: /\breception (?:to|-|–) year 6\b/g, ages: { min: 4, max: 11 } },
  {
    pattern: /\breception (?:to|-|–) (?:year|yr) [1-5]\b/g,
    ages: { min: 4, max: 10 },
  },
  {
    pattern: /\b(?:pupils|children) (?:of|at|on roll (?:in|at)) (?:[a-z]+ ){1,3}(?:infants|primary)\b/g,
    ages: { min: 4, max: 11 },
  },
  { pattern: /\b(?:ks|key stages? )\s?3\b/g, ages: { min: 11, max: 14 } },
  {
    pattern: /\b(?:ks|key stages? )\s?3(?:,| and| &| to|\/)* ?gcses?\b/g,
    ages: { min: 11, max: 16 },
  },
  {
    pattern: /\b(?:ks|key stages? )\s?3(?:,| and| &| to|\/)* ?gcses?(?:,| and| &)* (?:gcse )?resits\b/g,
    ages: { min: 11, max: 18 },
  },
  {
    pattern: /\b(?:(?:ks|key stages? )\s?4|key stages? 3 (?:and|&|to|-) 4|ks3\s?(?:and|&|to|-|\/)\s?4)\b/g,
    ages: { min: 14, max: 16 },
  },
  { pattern: /\b(?:ks|key stage )\s?2\b/g, ages: { min: 7, max: 11 } },
  { pattern: /\b(?:ks|key stage )\s?1\b/g, ages: { min: 5, max: 7 } },
  {
    pattern:
      /\b(?:(?:for|open to|all) (?:local )?(?:secondary school|secondary)(?:[ -]aged?)? (?:pupils|students|children|young people|girls|boys)|secondary[- ](?:school[- ])?age[d]?\b|of secondary age\b)/g,
    ages: { min: 11, max: 18 },
  },
  {
    pattern: /\b(?:primary[- ](?:school[- ])?age[d]?)\b(?! (?:upwards|and (?:up|over|above)|onwards))/g,
    ages: { min: 4, max: 11 },
  },
  {
    pattern: /\bprimary[- ](?:school[- ])?age[d]? (?:upwards|and (?:up|over|above)|onwards)/g,
    ages: { min: 4 },
  },
  {
    pattern: /\b(?:for|of) (?:local )?(?:primary school|primary)(?:[ -]aged?)? (?:pupils|children|kids)\b/g,
    ages: { min: 4, max: 11 },
  },
  {
    pattern:
      /\b(?:for sixth[ -]form(?:ers)?(?: students)?|sixth[ -]formers only|(?:anyone|those|students|young people|pupils) in (?:the )?(?:sixth|6th)[ -]form)\b/g,
    ages: { min: 16, max: 19 },
  },
  {
    pattern: /\b(?:for (?:local )?teenagers|for (?:local )?teens|(?:teens|teenagers) only|for teenage)\b/g,
    ages: { min: 13, max: 19 },
  },
  {
    pattern:
      /\b(?:for|our) (?:babies|toddlers|babies and toddlers|pre-?school(?:ers| children)|under[- ]fives)\b/g,
    ages: { min: 0, max: 4 },
  },
  {
    pattern:
      /\b(?:for university students|undergraduates only|(?:for|open to) (?:all )?(?:students|undergraduates) (?:at|of) the university)\b/g,
    ages: { min: 18 },
  },
  {
    pattern:
      /\bsecondary(?:[ -]schools?)? (?:and|or|to|&) (?:sixth[ -]form|college)(?:[ -]aged?\b| (?:students|pupils|young people))/g,
    ages: { min: 11, max: 18 },
  },
  { pattern: /\blate teens (?:and|to|or) (?:early|mid) (?:twenties|20s)\b/g, ages: { min: 17, max: 24 } },
  {
    pattern: /(?<!\blate )\bteens (?:and|to|or) (?:early |mid )?(?:twenties|20s)\b/g,
    ages: { min: 13, max: 24 },
  },
]
