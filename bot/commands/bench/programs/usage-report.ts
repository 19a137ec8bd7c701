/**
 * Loaded into each measured server before its own code (`--import`): answers "how much so far?" over the channel to its parent, so
 * that a measured server has no route that others have not, and ends with its parent.
 */
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 1e6 })
})
process.on('disconnect', () => process.exit(0))
// Listening must not keep a server alive that has nothing else to do.
process.channel?.unref()
