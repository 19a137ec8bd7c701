import type { z } from 'zod'
import { SnomedCodes } from '../domain/handoff/snomed.ts'
import type { SnomedCode } from '../domain/handoff/snomed.ts'
import { readYaml } from './yaml.ts'

/**
 * The codes that may be proposed (`content/snomed.yaml`). Throws ContentError with `file:line: reason`: a wrong check digit, a code
 * that stands there twice, a date that is none.
 */
export function loadSnomed(file: string): readonly SnomedCode[] {
  return readYaml(file, checkedCodes).codes
}

const checkedCodes: z.ZodType<z.infer<typeof SnomedCodes>> = SnomedCodes.superRefine(({ codes }, context) => {
  codes.forEach(({ code }, at) => {
    if (codes.findIndex((one) => one.code === code) !== at)
      context.addIssue({
        code: 'custom',
        path: ['codes', at, 'code'],
        message: `"${code}" stands here twice`,
      })
  })
})
