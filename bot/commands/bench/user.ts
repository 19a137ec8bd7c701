/** Someone who uses a server, one turn after another. */
export interface User {
  /** Sends one message and resolves when all that it causes has come back. Rejects when it does not. */
  turn(): Promise<void>
  /** Leaves; no turn is under way. */
  leave(): void
}
