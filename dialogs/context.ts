import type { ResourceResponse } from 'botbuilder'
// Not from botbuilder, whose index brings adapters that only Teams and Azure need (bot/channels/teams).
import { BotAdapter, TurnContext } from 'botbuilder-core'
import { DialogContext, DialogSet, DialogStateManager } from './botbuilder.ts'
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
/** Where botbuilder-dialogs keeps, for a turn, how it finds its memory. */
const MEMORY = 'DialogStateManagerConfiguration'
/** The same in every turn, and made anew by botbuilder-dialogs for every turn that does not bring it. */
let memory: unknown

/** What botbuilder-dialogs need to run in: the scope, and an adapter by which nothing leaves. */
export function contextOf(scope: Scope): TurnContext {
  const context = new TurnContext(silent, { type: 'message', text: scope.heard.text })
  setScope(context, scope)
  memory ??= new DialogStateManager(new DialogContext(new DialogSet(), context, { dialogStack: [] }))
    .configuration
  context.turnState.set(MEMORY, memory)
  return context
}
