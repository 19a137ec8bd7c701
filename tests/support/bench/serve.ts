import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ActivityHandler,
  type Request,
  type TurnContext,
} from 'botbuilder'
import restify from 'restify'

/** Serves a bot as Microsoft's samples do (CloudAdapter on restify, no app id), on any free port, and says which on standard output. */
export function serve(bot: Pick<ActivityHandler, 'run'>): void {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
  // An error would otherwise be answered kindly, and be measured as a turn.
  adapter.onTurnError = async (_context: TurnContext, error: Error) => {
    console.error(error)
    process.exit(1)
  }
  const server = restify.createServer()
  server.use(restify.plugins.bodyParser())
  server.post('/api/messages', async (req, res) => {
    // The same request: restify's type differs in what it says about an absent method.
    await adapter.process(req as Request, res, (context) => bot.run(context))
  })
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    console.log(JSON.stringify({ port }))
  })
  process.on('SIGTERM', () => process.exit(0))
}
