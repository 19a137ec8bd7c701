import { MattersError } from '../errors.ts'

/** A calendar could not be read. Its code is ours, and quotes neither the address nor what came from it. */
export class CalendarFault extends MattersError {
  constructor(code: string, options?: ErrorOptions) {
    super(code, 'The calendar cannot be read.', `a calendar cannot be read: ${code}`, options)
  }
}
