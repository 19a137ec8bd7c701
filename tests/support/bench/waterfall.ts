import { ActivityHandler, ConversationState, MemoryStorage } from 'botbuilder'
import { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs'
import { serve } from './serve.ts'

/** The least that a botbuilder bot with a conversation can do: three questions, over and over, its state in memory. */
class Waterfall extends ActivityHandler {
  constructor() {
    super()
    const state = new ConversationState(new MemoryStorage())
    const dialogs = new DialogSet(state.createProperty('dialogs'))
    dialogs.add(new TextPrompt('text'))
    dialogs.add(
      new WaterfallDialog('three', [
        async (step) => step.prompt('text', 'one'),
        async (step) => step.prompt('text', 'two'),
        async (step) => {
          await step.context.sendActivity('three')
          return step.endDialog()
        },
      ]),
    )
    this.onMessage(async (context, next) => {
      const dialog = await dialogs.createContext(context)
      const { status } = await dialog.continueDialog()
      if (status === DialogTurnStatus.empty) await dialog.beginDialog('three')
      await state.saveChanges(context)
      await next()
    })
  }
}

serve(new Waterfall())
