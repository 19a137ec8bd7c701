import { z } from 'zod'

/** A time a link worker could see someone, worked out from the diary. `id` is the same for the same worker and start. */
export const Slot = z.object({
  id: z.string(),
  linkWorker: z.string(),
  /** ISO instants, UTC. */
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  place: z.object({ kind: z.enum(['room', 'phone', 'video', 'walk']), text: z.string() }),
})
export type Slot = z.infer<typeof Slot>

/** A slot that was confirmed by the young person. */
export const Appointment = z.object({
  id: z.string(),
  slot: Slot,
  linkWorkerName: z.string(),
  bookedAt: z.iso.datetime(),
  status: z.enum(['booked', 'cancelled']),
  /** Rises with each change; the SEQUENCE of iCalendar. */
  sequence: z.int().min(0),
})
export type Appointment = z.infer<typeof Appointment>

/**
 * The link worker's diary as the conversation sees it. Slots are asked for at the moment they are offered, never cached
 * (BaRS application 7), and a hold is exclusive: two young people never hold the same slot.
 */
export interface Diaries {
  /** The next free slots of this school's link workers, soonest first, after those already seen. */
  free(school: string, after: Date, most: number, exclude: readonly string[]): Promise<Slot[]>
  /** Holds a slot for ten minutes. False when someone else has it. The same holder may hold it again. */
  hold(slot: Slot, holder: string): Promise<boolean>
  release(slotId: string, holder: string): Promise<void>
}
