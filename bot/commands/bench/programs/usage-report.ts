import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Loaded into each measured server before its own code (`--import`): answers "how much so far?" (and, since it was last asked, how long
 * the event loop stood still at most) over the channel to its parent, so
 * that a measured server has no route that others have not, and ends with its parent.
 */
// Without the flag on the command line, as a measured server is started like any other.
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void // the vm gives anything; the flag makes it this
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
process.on('message', (asked) => {
  if (asked === 'settled usage') collectGarbage()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  process.send?.({
    cpuMs: (user + system) / 1000,
    rssMb: rss / 1e6,
    heapMb: heapUsed / 1e6,
    longestStallMs: delay.max / 1e6,
    // Sockets, files, timers: whatever keeps a process alive.
    handles: process.getActiveResourcesInfo().length,
  })
  delay.reset()
})
process.on('disconnect', () => process.exit(0))
// Listening must not keep a server alive that has nothing else to do.
process.channel?.unref()
