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
  step: (step: number, of: number, minutes: number) =>
    `Step ${step} of ${of}, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left`,
  urgentStrip: 'In danger?',
  seeNumbers: 'See all',
  hide: 'Hide',
} as const

/** Inside the panel, with what comes after the first words. */
export const laterWords = {
  upTo: (max: number) => `Choose up to ${max}`,
  chooseAny: 'Choose as many as you like',
  done: 'Done',
  doneCount: (count: number) => `Done, ${count} chosen`,
  idea: {
    checkFirst: 'Check first',
    why: 'Why this',
    unknown: 'Not known, so ask them',
    call: 'Call',
    email: 'Email',
    web: 'Website',
  },
  scale: {
    slider: (low: string, high: string) => `Slide, from ${low} to ${high}`,
    untouched: 'Nothing chosen yet',
    slide: 'Slide or tap a number',
    send: (value: string) => `Send ${value}`,
  },
  edit: { save: 'Save', cancel: 'Leave as it was' },
  reading: {
    menu: 'How it reads',
    size: 'Size of text',
    sizes: ['Usual size', 'Bigger', 'Biggest'],
    space: 'More space',
    symbols: 'Answer with symbols',
    /** Said as it stands: the bot knows these words in each language. */
    easier: 'Easier words',
    aloud: 'Read aloud',
    aloudHow: 'A voice on this device reads what comes in. People near you can hear it.',
    noVoice: 'This device has no voice here to read aloud.',
    dictation: 'Speak your answer',
    dictationHow:
      'Your browser turns your voice into words. It may send the sound to the company that makes the browser. The sound never comes here.',
    dictationYes: 'Turn on',
    dictationNo: 'Leave off',
    close: 'Close',
  },
  tools: {
    label: 'Ways to answer',
    readAgain: 'Read again',
    hush: 'Stop reading',
    speak: 'Speak',
    listening: 'Listening. Tap to stop',
    stopped: 'Stopped listening',
    refused: 'The browser may not listen here',
    /** A symbol and the word it stands for: both go into the box, and the word is what is heard. */
    symbols: [
      ['☀️', 'good'],
      ['⛅', 'so-so'],
      ['🌧️', 'low'],
      ['⛈️', 'really hard'],
      ['🌫️', 'not sure'],
      ['🌀', 'worried'],
      ['🌋', 'angry'],
      ['🌙', 'tired'],
      ['🌵', 'alone'],
      ['🤝', 'with friends'],
      ['🏠', 'home'],
      ['🏫', 'school'],
      ['🎨', 'making things'],
      ['🎵', 'music'],
      ['⚽', 'sport'],
      ['🎮', 'games'],
      ['🐕', 'animals'],
      ['🌳', 'outdoors'],
    ],
  },
} as const
