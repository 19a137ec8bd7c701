import { expect } from 'chai'
import { Connector } from '../../../../bot/channels/teams/connector.ts'
import { APP_ID, FakeConnector, TENANT } from '../../../support/bot-connector.ts'

const NAMES = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const

/** As on Azure App Service: the SDK's own credentials, with nothing in their place, ask the endpoint that the machine's environment names. */
describe('Teams: a bot with a managed identity', () => {
  let connector: FakeConnector
  const before_ = new Map(NAMES.map((name) => [name, process.env[name]]))

  before(async () => {
    connector = await new FakeConnector().open()
    process.env['IDENTITY_ENDPOINT'] = `${connector.url}identity`
    process.env['IDENTITY_HEADER'] = 'of-this-machine'
  })
  after(async () => {
    for (const [name, value] of before_) {
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
    }
    await connector.close()
  })

  it('answers with the token of its identity, asked for by its client id and for the bot service alone', async () => {
    const made = new Connector({
      bot: { ...connector.bot, password: undefined },
      pause: async () => undefined,
      chance: () => 0,
    })
    const to = {
      channelId: 'msteams',
      serviceUrl: connector.url,
      conversation: 'a:1',
      user: '29:1',
      bot: '28:1',
    } as const
    await made.send({ ...to, tenant: TENANT }, { type: 'message', text: 'hello' })
    await made.send(to, { type: 'message', text: 'again' })
    expect(connector.sent.map(({ activity }) => activity['text'])).to.deep.equal(['hello', 'again'])
    const [asked] = connector.identityAsked
    expect(asked).to.deep.include({ header: 'of-this-machine' })
    expect(asked!.query).to.include({ resource: 'https://api.botframework.com', client_id: APP_ID })
  })
})
