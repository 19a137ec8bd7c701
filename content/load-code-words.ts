import { z } from 'zod'
import { readYaml } from './yaml.ts'

/** Fewer would make codes that can be guessed (domain/resume/code.ts counts on 8 bits a word). */
const FEWEST = 256

const CodeWords = z
  .array(z.string().regex(/^[a-z]{4,9}$/, 'words of 4 to 9 small letters'))
  .min(FEWEST)
  .refine((words) => new Set(words).size === words.length, 'every word once')

/** The words that codes for coming back are made of. Throws ContentError. */
export const loadCodeWords = (path: string): readonly string[] => readYaml(path, CodeWords)
