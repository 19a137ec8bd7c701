import { z } from 'zod'
import { About, ConcernKind, Response, When } from '../screening/types.ts'

/** A concern as kept in the conversation's record. Software may raise a response; only a named human closes a concern. */
export const Concern = z.object({
  id: z.string(),
  kind: ConcernKind,
  /** What it may be as well, as the screening hears it. */
  orKind: ConcernKind.optional(),
  about: About,
  when: When,
  response: Response,
  /** The young person's own words, as typed; an adult's when they were heard in an invitation. */
  evidence: z.string(),
  at: z.iso.datetime(),
  /** The phase of the conversation in which it was said. */
  phase: z.string(),
  /** How we heard: a message that was screened, our check-in question, their "I'm not safe", a fault of the screening, or what an adult wrote in an invitation. */
  heardBy: z.enum(['message', 'check-in', 'not-safe', 'fault', 'referral']),
  /** Crisis services shown to them, by id of the register. */
  shown: z.array(z.string()).default([]),
  /** What they said would help, or whom they want to know, in their words. */
  wants: z.array(z.string()).default([]),
  /** More of the same kind said later, the newest last; `count` counts all of it. */
  alsoSaid: z.array(z.string()).default([]),
  count: z.int().min(1).default(1),
  /** They said that we got it wrong, or that they are fine: nothing is suggested because of it. It stays, and is a person's to close. */
  isTakenBack: z.boolean().optional(),
})
export type Concern = z.infer<typeof Concern>

/** An adult wrote it in an invitation: the young person said nothing, and nothing was said or shown to them. */
export const isReferred = ({ heardBy }: Pick<Concern, 'heardBy'>): boolean => heardBy === 'referral'
