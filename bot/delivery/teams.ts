import type { AlertChannel, AlertMessage } from './channel.ts'
import { postJson } from './post.ts'

/** A Teams channel, through its "Workflows" webhook ("Post to a channel when a webhook request is received"). */
export const teamsChannel = (id: string, url: string): AlertChannel => ({
  id,
  kind: 'teams',
  send: (message) => postJson(url, JSON.stringify(teamsMessage(message))),
})

/** The message the Workflows template takes: one Adaptive Card. Version 1.4 is what every Teams client draws. */
export function teamsMessage(message: AlertMessage): unknown {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: message.subject,
          body: [
            run(message.subject, {
              weight: 'Bolder',
              size: 'Medium',
              ...(message.urgent && { color: 'Attention' }),
            }),
            run(message.intro),
            ...message.facts.map(([label, value]) => labelled(label, value)),
            ...(message.words?.said.map((said) => labelled(message.words?.label ?? '', said)) ?? []),
            run(message.note, { isSubtle: true, size: 'Small' }),
          ],
          actions: [{ type: 'Action.OpenUrl', title: message.open, url: message.inbox }],
        },
      },
    ],
  }
}

/** Runs are drawn as they are: a text block would read a name or somebody's words as Markdown. */
const run = (text: string, style: object = {}) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...style }],
})

const labelled = (label: string, value: string) => ({
  type: 'RichTextBlock',
  spacing: 'Small',
  inlines: [
    { type: 'TextRun', text: `${label}: `, weight: 'Bolder' },
    { type: 'TextRun', text: value },
  ],
})
