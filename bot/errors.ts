/** Base of all errors we throw on purpose: a stable `code` for logs and clients, a `publicMessage` that is safe to show to anyone. */
export class MattersError extends Error {
  readonly code: string
  readonly publicMessage: string

  constructor(code: string, publicMessage: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = new.target.name
    this.code = code
    this.publicMessage = publicMessage
  }
}
