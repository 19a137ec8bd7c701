import { z } from 'zod'
import { MeetingPlace } from '../school/school.ts'

/** A time a link worker could see someone, worked out from the diary. `id` is the same for the same worker and start. */
export const Slot = z.object({
  id: z.string(),
  linkWorker: z.string(),
  /** ISO instants, UTC. */
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  place: MeetingPlace,
  /** Other ways to meet at that time; absent when there is one way only. */
  otherPlaces: z.array(MeetingPlace).optional(),
})
export type Slot = z.infer<typeof Slot>

/** A slot that was confirmed by the young person. */
export const Appointment = z.object({
  id: z.string(),
  slot: Slot,
  linkWorkerName: z.string(),
  bookedAt: z.iso.datetime(),
  /** `missed`: the link worker says that the young person did not come. */
  status: z.enum(['booked', 'cancelled', 'missed']),
  /** Rises with each change; the SEQUENCE of iCalendar. */
  sequence: z.int().min(0),
})
export type Appointment = z.infer<typeof Appointment>

/**
 * How a school's diaries stand at this moment, for what is true to say when no time is free. `open`: nothing keeps people out but
 * that every time is taken. `full`: the most new people is reached. `paused`: nobody new is seen. `unread`: a calendar cannot be
 * read, and what is not sure is not offered.
 */
export type Standing = 'open' | 'full' | 'paused' | 'unread'

/**
 * The link worker's diary as the conversation sees it. Slots are asked for at the moment they are offered, never cached
 * (BaRS application 7), and a hold is exclusive: two young people never hold the same slot.
 */
export interface Diaries {
  /**
   * The next free slots of this school's link workers, soonest first, after those already seen. What `holder` has is free to them, also
   * when its notice has run out since.
   */
  free(
    school: string,
    after: Date,
    most: number,
    exclude: readonly string[],
    holder?: string,
  ): Promise<Slot[]>
  /** The slot with this id, when `holder` may take it now: also one whose notice has run out since it was shown to them. */
  offered(school: string, slotId: string, holder: string): Promise<Slot | undefined>
  /** Holds a slot for ten minutes. False when someone else has it. The same holder may hold it again. */
  hold(slot: Slot, holder: string): Promise<boolean>
  release(slotId: string, holder: string): Promise<void>
  standing(school: string): Promise<Standing>
}

/** A time that is kept for one who waited for it, and until when. */
export interface KeptTime {
  readonly slot: Slot
  readonly until: string
}

/** Those who wait for a time, in the order in which they came. */
export interface Waiting {
  /** How many are before this one: all of them when it is not on the list, and nobody while a time is kept for it. */
  ahead(school: string, holder: string): Promise<number>
  /** The time that is kept for them at the moment, until they have had time to hear of it. */
  kept(holder: string): Promise<KeptTime | undefined>
}
