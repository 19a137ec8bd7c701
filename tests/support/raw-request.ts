import { connect } from 'node:net'

/** Writes bytes to a port and gives all that comes back until the other side closes, or until `status` has come. */
export async function rawRequest(port: number, parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let got = ''
    socket.on('data', (bytes) => {
      got += bytes.toString()
      if (got.includes('\r\n\r\n')) socket.end()
    })
    socket.on('error', () => resolve(got))
    socket.on('close', () => resolve(got))
    for (const part of parts) socket.write(part)
  })
}
