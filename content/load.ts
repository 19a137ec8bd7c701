import { join } from 'node:path'
import type { ActivityList } from '../domain/directory/activity-list.ts'
import type { CrisisService } from '../domain/safety/register.ts'
import type { Town } from '../domain/places/towns.ts'
import type { ScreeningRules } from '../domain/screening/rules.ts'
import type { Vocabulary } from '../domain/understanding/vocabulary.ts'
import { loadActivityList } from './load-activity-list.ts'
import { loadBankHolidays } from './load-bank-holidays.ts'
import type { BankHolidays } from './load-bank-holidays.ts'
import { loadCrisis } from './load-crisis.ts'
import { loadTowns } from './load-places.ts'
import { readRules } from './load-screening.ts'
import { loadTexts } from './load-texts.ts'
import type { Texts } from './load-texts.ts'
import { loadUnderstanding } from './load-understanding.ts'

/** Everything written that the service uses, read and checked. */
export interface Content {
  readonly texts: Texts
  readonly screening: ScreeningRules
  readonly vocabulary: Vocabulary
  readonly crisis: readonly CrisisService[]
  readonly holidays: BankHolidays
  readonly activities: ActivityList
  /** Towns and villages a young person may name. */
  readonly towns: readonly Town[]
}

/**
 * Loads a content folder. Throws ContentError with file, line and reason for everything that is wrong: the service does not start. The
 * screening rules' own examples, thousands of them, are played by `npm run check` and not at each start.
 */
export function loadContent(folder: string): Content {
  return {
    texts: loadTexts(join(folder, 'en'), 'en'),
    screening: readRules(join(folder, 'screening')),
    vocabulary: loadUnderstanding(join(folder, 'understanding')),
    crisis: loadCrisis(join(folder, 'crisis.yaml')),
    holidays: loadBankHolidays(join(folder, 'bank-holidays.yaml')),
    activities: loadActivityList(join(folder, 'activities/openactive.json')),
    towns: loadTowns(join(folder, 'places', 'uk-places.tsv')),
  }
}
