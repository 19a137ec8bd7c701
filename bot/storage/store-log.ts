/** What the store needs of a log; pino's logger fits. Gets ids and reasons, never a body. */
export interface StoreLog {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const silentLog: StoreLog = { warn: () => undefined, error: () => undefined }
