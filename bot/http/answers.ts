import type { ServerResponse } from 'node:http'
import type { HttpError } from './http-error.ts'

/** Answers with JSON. */
export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  send(res, status, 'application/json; charset=utf-8', JSON.stringify(body))
}

/** Answers with a page. Its Content-Security-Policy is the caller's: the server's own allows nothing at all. */
export function sendHtml(res: ServerResponse, status: number, html: string): void {
  send(res, status, 'text/html; charset=utf-8', html)
}

/** Answers with text, plain unless told. */
export function sendText(
  res: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  send(res, status, type, text)
}

/** Answers with a file that is made, such as a PDF. */
export function sendBytes(res: ServerResponse, type: string, bytes: Buffer): void {
  res.writeHead(200, { 'content-type': type, 'content-length': bytes.length })
  res.end(bytes)
}

/** Answers with nothing: 204. */
export function sendNothing(res: ServerResponse): void {
  // Not chained: restify replaces writeHead by one that returns nothing.
  res.writeHead(204)
  res.end()
}

/** Sends the browser elsewhere with a GET: 303. */
export function sendSeeOther(res: ServerResponse, location: string): void {
  res.writeHead(303, { location })
  res.end()
}

/** Answers with the fixed text of an error; the request's id is in the `x-request-id` header. Answered already: nothing happens. */
export function sendError(res: ServerResponse, error: HttpError): void {
  if (res.headersSent) {
    res.end()
    return
  }
  for (const [name, value] of Object.entries(error.headers)) res.setHeader(name, value)
  sendJson(res, error.status, { error: { code: error.code, message: error.publicMessage } })
}

function send(res: ServerResponse, status: number, type: string, body: string): void {
  const bytes = Buffer.from(body)
  res.writeHead(status, { 'content-type': type, 'content-length': bytes.length })
  res.end(bytes)
}
