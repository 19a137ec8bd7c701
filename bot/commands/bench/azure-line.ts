import type { Agent } from 'node:http'
import { newUserId } from '../../channels/teams/people.ts'
import type { Line } from './chat.ts'
import { BEHIND_AZURE, type Connector } from './connector.ts'
import { postJson } from './http.ts'

/** Azure's Direct Line: activities come signed to the bot's own address, and what it says goes to the connector. */
export function azureLine(agent: Agent, url: string, connector: Connector): (number: number) => Line {
  return (number) => {
    const conversation = `bench-${number}`
    const envelope = {
      channelId: 'directline',
      serviceUrl: `${connector.url}/`,
      from: { id: newUserId('demo') },
      recipient: { id: `${BEHIND_AZURE.appId}@bench` },
      conversation: { id: conversation },
    }
    let activities = 0
    const post = async (activity: object): Promise<void> => {
      const id = `${conversation}-${(activities += 1)}`
      const authorization = `Bearer ${connector.token}`
      await postJson(agent, `${url}/api/messages`, { ...envelope, id, ...activity }, { authorization })
    }
    let stop = (): void => undefined
    return {
      async open({ came }) {
        stop = connector.listen(conversation, came)
        await post({ type: 'conversationUpdate', membersAdded: [envelope.from] })
      },
      post,
      close: () => stop(),
    }
  }
}
