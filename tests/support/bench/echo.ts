import { ActivityHandler } from 'botbuilder'
import { serve } from './serve.ts'

/** The least that a botbuilder bot can do: the yardstick of the bench. */
class Echo extends ActivityHandler {
  constructor() {
    super()
    this.onMessage(async (context, next) => {
      await context.sendActivity(`Echo: ${context.activity.text}`)
      await next()
    })
  }
}

serve(new Echo())
