import type { Clock } from '../../domain/time/clock.ts'

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  #at: number

  constructor(at: string) {
    this.#at = Date.parse(at)
  }

  now(): Date {
    return new Date(this.#at)
  }

  advance(by: { minutes?: number; hours?: number; days?: number }): void {
    this.#at += ((by.minutes ?? 0) + (by.hours ?? 0) * 60 + (by.days ?? 0) * 1440) * 60_000
  }

  set(at: string): void {
    this.#at = Date.parse(at)
  }
}
