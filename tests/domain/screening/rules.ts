import { join } from 'node:path'
import { readRules } from '../../../content/load-screening.ts'
import { createScreener } from '../../../domain/screening/screener.ts'

export const RULES_FOLDER = join(import.meta.dirname, '../../../content/screening')

/** The rules as shipped, read once for all tests, and a screener made of them. */
export const rules = readRules(RULES_FOLDER)
export const screener = createScreener(rules)
