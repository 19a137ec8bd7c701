import { MattersError } from '../errors.ts'

/** A postcode file that could not be taken; what was loaded before stands. */
export class PostcodesError extends MattersError {
  constructor(why: string, options?: { cause?: unknown }) {
    super('postcodes', 'The map of postcodes could not be read just now.', why, options)
  }
}
