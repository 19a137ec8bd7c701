import { z } from 'zod'
import { PostAddress } from '../alerts/settings.ts'

/** Secrets come from variables of this prefix alone, so that a school's file can name no other part of the environment. */
export const HANDOFF_SECRET_PREFIX = 'HANDOFF_SECRET_'
const SecretName = z
  .string()
  .regex(
    /^HANDOFF_SECRET_[A-Z0-9_]{1,64}$/,
    `the name of a variable that begins with ${HANDOFF_SECRET_PREFIX}`,
  )

/** Who gets, by e-mail, what a young person chose to share with them. The name is said to the young person. */
const Reader = z.strictObject({ name: z.string().min(1).max(80), email: z.email() })

/** A system that takes handoffs as FHIR R4 documents. */
const FhirEndpoint = z.strictObject({
  url: PostAddress.refine((url) => !url.includes('${'), 'a secret stands in "secret", not in the address'),
  /** `bearer` sends the secret itself, `hmac` signs the request with it as Standard Webhooks says. */
  auth: z.enum(['bearer', 'hmac']),
  secret: SecretName,
  /** The system stands in a network of the operator's own. Without this, private addresses are refused. */
  private: z.boolean().default(false),
})
export type FhirEndpoint = z.infer<typeof FhirEndpoint>

/** Where handoffs leave for besides the inbox. Nothing leaves unless it stands here. */
export const HandoffSettings = z.strictObject({
  school: Reader.optional(),
  gp: Reader.optional(),
  fhir: FhirEndpoint.optional(),
})
export type HandoffSettings = z.infer<typeof HandoffSettings>
