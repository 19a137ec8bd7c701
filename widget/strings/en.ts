/** The words of the widget's own frame (the crisis card has a file of its own, en-help.ts). What the bot says is in content/; these
 * are the few words that must be there without it. */

/** The button on the school's page, and what it says when the panel does not come. Bundled into the loader: keep it short. */
export const loaderWords = {
  open: 'Chat about what matters',
  close: 'Close chat',
  title: 'Matters chat',
  trouble: 'The chat is not loading. Need someone now?',
  numbers: [
    ['tel:999', 'Danger right now: call 999'],
    ['tel:08001111', 'Under 19: Childline 0800 1111'],
    ['sms:85258?&body=SHOUT', 'Text SHOUT to 85258'],
  ],
} as const

/** In the panel's page itself, where they stay when the script does not come. */
export const pageWords = {
  exit: 'Quick exit',
  close: 'Close chat',
  loading: 'Starting the chat. If it does not start, the help above still works.',
  noScript: 'This chat needs JavaScript, and it is off here. These people can be reached without it.',
  noScriptMore: 'Someone at your school',
} as const

/** Inside the panel. */
export const panelWords = {
  name: 'Matters',
  exitPresses: { two: 'Shift, press 2 more times to exit.', one: 'Shift, press 1 more time to exit.' },
  leavingFast:
    'Need to leave fast? Use Quick exit or press Shift 3 times. It does not clear your browser history.',
  leavingFastTouch: 'Need to leave fast? Use Quick exit. It does not clear your browser history.',
  log: 'Conversation',
  you: 'You',
  saidBy: (who: string) => `${who}: `,
  choices: 'Answers to choose from',
  choicesCount: (count: number) => (count === 1 ? '1 answer to choose.' : `${count} answers to choose from.`),
  upTo: (max: number) => `Choose up to ${max}`,
  chooseAny: 'Choose as many as you like',
  done: 'Done',
  doneCount: (count: number) => `Done, ${count} chosen`,
  write: 'Write your message',
  placeholder: 'Write here',
  send: 'Send',
  sending: 'Sending',
  notSent: 'Not sent.',
  tryAgain: 'Try again',
  slow: 'Still waiting for a reply.',
  offline: 'No connection. Trying again. Your words stay here.',
  starting: 'Starting',
  refused: 'The chat cannot start right now.',
  ended: 'This chat has timed out. You can start a new one.',
  startNew: 'Start a new chat',
  more: 'More below',
  hidden: 'Shown once.',
  notOpened: 'That code opens no chat. Try again.',
  step: (step: number, of: number) => `Step ${step} of ${of}`,
  urgentStrip: 'In danger?',
  seeNumbers: 'See all',
  hide: 'Hide',
  idea: {
    checkFirst: 'Check first',
    why: 'Why this',
    unknown: 'Not known, so ask them',
    call: 'Call',
    email: 'Email',
    web: 'Website',
  },
} as const
