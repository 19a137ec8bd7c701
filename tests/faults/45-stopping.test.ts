import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'chai'
import { RunningService } from '../support/running-service.ts'

describe('fault 45: it is told to stop', function () {
  this.timeout(120_000)

  it('45: ends well with a request that never comes to its end', async () => {
    const service = await RunningService.start()
    const half = connect(service.port, 'localhost')
    try {
      half.on('error', () => undefined)
      await once(half, 'connect')
      half.write(
        'POST /api/token HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
      )
      // Answered after it: by then the half one is there.
      await fetch(`${service.url}/healthz`)
      expect(await service.end('SIGTERM')).to.equal(0)
    } finally {
      half.destroy()
      await service.close()
    }
  })
})
