import { AlreadyExists, NotFound, VersionConflict } from './errors.ts'

/** Whether a write went through: false when someone else wrote first; every other error is thrown. */
export async function attempt(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof AlreadyExists || error instanceof VersionConflict || error instanceof NotFound) {
      return false
    }
    throw error
  }
}
