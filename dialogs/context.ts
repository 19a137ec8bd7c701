import { BotAdapter, TurnContext } from 'botbuilder'
import type { ResourceResponse } from 'botbuilder'
import { setScope } from './scope.ts'
import type { Scope } from './scope.ts'

/** Collects nothing and sends nothing: dialogs speak through the scope, and replies leave after the commit. */
class SilentAdapter extends BotAdapter {
  async sendActivities(): Promise<ResourceResponse[]> {
    return []
  }
  async updateActivity(): Promise<ResourceResponse | undefined> {
    return undefined
  }
  async deleteActivity(): Promise<void> {
    return
  }
  async continueConversation(): Promise<void> {
    return
  }
}

const silent = new SilentAdapter()

/** What botbuilder-dialogs need to run in: the scope, and an adapter by which nothing leaves. */
export function contextOf(scope: Scope): TurnContext {
  const context = new TurnContext(silent, { type: 'message', text: scope.heard.text })
  setScope(context, scope)
  return context
}
