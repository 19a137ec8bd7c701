import { closeBrowser } from '../support/browser.ts'
import { RunningService } from '../support/running-service.ts'
import { SlowLine } from '../support/slow-line.ts'
import { SLOW_LINE, timeFirstWords } from '../support/slow-phone.ts'
import { buildWidget } from '../../widget/build.ts'

await buildWidget({ outDir: 'dist/widget' })
const service = await RunningService.start()
for (const setUpTrips of [0, 2]) {
  const line = await SlowLine.to(service.port, { ...SLOW_LINE, setUpTrips })
  for (let i = 0; i < 3; i += 1) {
    const { ms, trips } = await timeFirstWords(line)
    console.log(setUpTrips, Math.round(ms))
    for (const { what, from, to } of trips) console.log('  ', Math.round(from), Math.round(to), what)
  }
  await line.close()
}
await closeBrowser()
await service.close()
