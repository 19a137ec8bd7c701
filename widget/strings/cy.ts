// Draft: a native Welsh speaker must check this file before young people read it.

/** The words of the widget's own frame in Welsh (the crisis card has a file of its own, cy-help.ts). Same names and keys as en.ts. */

/** The button on the school's page, and what it says when the panel does not come. Bundled into the loader: keep it short. */
export const loaderWords = {
  open: 'Sgwrs am beth sy’n bwysig',
  close: 'Cau’r sgwrs',
  title: 'Sgwrs Matters',
  trouble: 'Dyw’r sgwrs ddim yn llwytho. Angen rhywun nawr?',
  numbers: [
    ['tel:999', 'Perygl nawr: ffonia 999'],
    ['tel:08001111', 'Dan 19: Childline 0800 1111'],
    ['sms:85258?&body=SHOUT', 'Tecstia SHOUT i 85258'],
  ],
} as const

/** In the panel's page itself, where they stay when the script does not come. */
export const pageWords = {
  exit: 'Gadael yn gyflym',
  close: 'Cau’r sgwrs',
  loading: 'Mae’r sgwrs yn dechrau. Os nad yw’n dechrau, mae’r help uchod yn dal i weithio.',
  noScript: 'Mae angen JavaScript ar y sgwrs, ac mae wedi’i ddiffodd. Mae modd cyrraedd y bobl hyn hebddo.',
  noScriptMore: 'Rhywun yn dy ysgol',
} as const

/** Inside the panel. */
export const panelWords = {
  name: 'Matters',
  exitPresses: {
    two: 'Shift, pwysa 2 waith eto i adael.',
    one: 'Shift, pwysa unwaith eto i adael.',
  },
  leavingFast:
    'Angen gadael yn gyflym? Dewisa Gadael yn gyflym neu bwysa Shift 3 gwaith. Dyw hynny ddim yn clirio hanes dy borwr.',
  leavingFastTouch:
    'Angen gadael yn gyflym? Dewisa Gadael yn gyflym. Dyw hynny ddim yn clirio hanes dy borwr.',
  log: 'Sgwrs',
  you: 'Ti',
  saidBy: (who: string) => `${who}: `,
  choices: 'Atebion i ddewis ohonyn nhw',
  choicesCount: (count: number) =>
    count === 1 ? '1 ateb i’w ddewis.' : `${count} ateb i ddewis ohonyn nhw.`,
  write: 'Sgwenna dy neges',
  placeholder: 'Sgwenna yma',
  send: 'Anfon',
  sending: 'Yn anfon',
  notSent: 'Heb ei anfon.',
  tryAgain: 'Trio eto',
  slow: 'Yn dal i aros am ateb.',
  offline: 'Dim cysylltiad. Yn trio eto. Mae dy eiriau’n aros yma.',
  starting: 'Yn dechrau',
  refused: 'Dyw’r sgwrs ddim yn gallu dechrau ar hyn o bryd.',
  ended: 'Mae’r sgwrs yma wedi dod i ben. Ti’n gallu dechrau un newydd.',
  startNew: 'Dechrau sgwrs newydd',
  more: 'Mwy isod',
  hidden: 'Wedi’i ddangos unwaith.',
  notOpened: 'Dyw’r cod yna ddim yn agor sgwrs. Tria eto.',
  step: (step: number, of: number, minutes: number) => `Cam ${step} o ${of}, tua ${minutes} munud ar ôl`,
  urgentStrip: 'Mewn perygl?',
  seeNumbers: 'Gweld pob un',
  hide: 'Cuddio',
} as const

/** Inside the panel, with what comes after the first words. */
export const laterWords = {
  upTo: (max: number) => `Dewisa hyd at ${max}`,
  chooseAny: 'Dewisa faint bynnag wyt ti eisiau',
  done: 'Gorffen',
  doneCount: (count: number) => `Gorffen, ${count} wedi’u dewis`,
  idea: {
    checkFirst: 'Gwirio gyntaf',
    why: 'Pam hwn',
    unknown: 'Ddim yn gwybod, felly gofynna iddyn nhw',
    call: 'Ffonio',
    email: 'Ebostio',
    web: 'Gwefan',
  },
  scale: {
    slider: (low: string, high: string) => `Llithra, o ${low} i ${high}`,
    untouched: 'Dim byd wedi’i ddewis eto',
    slide: 'Llithra neu bwysa rif',
    send: (value: string) => `Anfon ${value}`,
  },
  edit: { save: 'Cadw', cancel: 'Gadael fel yr oedd' },
  reading: {
    menu: 'Sut mae’n darllen',
    size: 'Maint y testun',
    sizes: ['Maint arferol', 'Mwy', 'Mwyaf'],
    space: 'Mwy o le',
    symbols: 'Ateb gyda symbolau',
    easier: 'Geiriau haws',
    aloud: 'Darllen yn uchel',
    aloudHow:
      'Mae llais ar y ddyfais hon yn darllen beth sy’n dod. Mae pobl yn agos atat ti’n gallu ei glywed.',
    noVoice: 'Does gan y ddyfais hon ddim llais Cymraeg i ddarllen yn uchel.',
    dictation: 'Dweud dy ateb',
    dictationHow:
      'Mae dy borwr yn troi dy lais yn eiriau. Gall anfon y sain at y cwmni sy’n gwneud y porwr. Dyw’r sain byth yn dod yma.',
    dictationYes: 'Troi ymlaen',
    dictationNo: 'Gadael i ffwrdd',
    close: 'Cau',
  },
  tools: {
    label: 'Ffyrdd o ateb',
    readAgain: 'Darllen eto',
    hush: 'Stopio darllen',
    speak: 'Siarad',
    listening: 'Yn gwrando. Pwysa i stopio',
    stopped: 'Wedi stopio gwrando',
    refused: 'Dyw’r porwr ddim yn cael gwrando yma',
    symbols: [
      ['☀️', 'da'],
      ['⛅', 'gweddol'],
      ['🌧️', 'isel'],
      ['⛈️', 'anodd iawn'],
      ['🌫️', 'ddim yn siŵr'],
      ['🌀', 'yn poeni'],
      ['🌋', 'yn grac'],
      ['🌙', 'wedi blino'],
      ['🌵', 'ar ben fy hun'],
      ['🤝', 'gyda ffrindiau'],
      ['🏠', 'gartref'],
      ['🏫', 'ysgol'],
      ['🎨', 'creu pethau'],
      ['🎵', 'cerddoriaeth'],
      ['⚽', 'chwaraeon'],
      ['🎮', 'gemau'],
      ['🐕', 'anifeiliaid'],
      ['🌳', 'yn yr awyr agored'],
    ],
  },
} as const
