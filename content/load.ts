import { join } from 'node:path'
import type { SnomedCode } from '../domain/handoff/snomed.ts'
import type { ActivityList } from '../domain/directory/activity-list.ts'
import type { CrisisService } from '../domain/safety/register.ts'
import type { Town } from '../domain/places/towns.ts'
import { OpinionRules } from '../domain/screening/opinions.ts'
import type { ScreeningRules } from '../domain/screening/rules.ts'
import type { Vocabulary } from '../domain/understanding/vocabulary.ts'
import { loadActivityList } from './load-activity-list.ts'
import { loadBankHolidays } from './load-bank-holidays.ts'
import type { BankHolidays } from './load-bank-holidays.ts'
import { loadCodeWords } from './load-code-words.ts'
import { checkCrisisWords } from './load-crisis-words.ts'
import { loadCrisis } from './load-crisis.ts'
import { loadTowns } from './load-places.ts'
import { readRules } from './load-screening.ts'
import { loadSnomed } from './load-snomed.ts'
import { loadLanguages } from './load-languages.ts'
import type { Languages } from './load-languages.ts'
import type { Texts } from './load-texts.ts'
import { loadUnderstanding } from './load-understanding.ts'
import { readYaml } from './yaml.ts'

/** Everything written that the service uses, read and checked. */
export interface Content {
  /** English, in which all staff are spoken to. */
  readonly texts: Texts
  /** What young people are spoken to in. */
  readonly languages: Languages
  readonly screening: ScreeningRules
  /** From when on opinions of another service count. */
  readonly opinions: OpinionRules
  readonly vocabulary: Vocabulary
  readonly crisis: readonly CrisisService[]
  readonly holidays: BankHolidays
  /** Codes the inbox may propose. */
  readonly snomed: readonly SnomedCode[]
  readonly activities: ActivityList
  /** Towns and villages a young person may name. */
  readonly towns: readonly Town[]
  /** What codes for coming back are made of. */
  readonly codeWords: readonly string[]
}

/**
 * Loads a content folder. Throws ContentError with file, line and reason for everything that is wrong: the service does not start. The
 * screening rules' own examples, thousands of them, are played by `npm run check` and not at each start.
 */
export function loadContent(folder: string): Content {
  const languages = loadLanguages(folder)
  const crisis = loadCrisis(join(folder, 'crisis.yaml'))
  for (const { code, crisis: words } of languages.all) checkCrisisWords(code, words, crisis)
  return {
    texts: languages.english.texts,
    languages,
    screening: readRules(join(folder, 'screening')),
    opinions: readYaml(join(folder, 'screening/opinions.yaml'), OpinionRules),
    vocabulary: loadUnderstanding(join(folder, 'understanding')),
    crisis,
    holidays: loadBankHolidays(join(folder, 'bank-holidays.yaml')),
    snomed: loadSnomed(join(folder, 'snomed.yaml')),
    activities: loadActivityList(join(folder, 'activities/openactive.json')),
    towns: loadTowns(join(folder, 'places', 'uk-places.tsv')),
    codeWords: loadCodeWords(join(folder, 'codes', 'en.yaml')),
  }
}
