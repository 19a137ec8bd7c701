import { laterWords } from '../../strings/en.ts'
import { file } from '../words.ts'
import type { LaterWords } from '../words.ts'

/** The words of what comes later, in the language that is spoken now; English ones come with this file. */
export const spoken = (): LaterWords => file.laterWords ?? laterWords
