/** Urdu. Draft until a native speaker has checked it. The words of the widget's own frame; the crisis card has ur-help.ts. Numbers
 * stand between U+2066 and U+2069, so that their groups keep their order in a line that runs from right to left. */

/** The button on the school's page, and what it says when the panel does not come. Bundled into the loader: keep it short. */
export const loaderWords = {
  open: 'جو اہم ہے، اس پر چیٹ',
  close: 'چیٹ بند کریں',
  title: '\u2066Matters\u2069 چیٹ',
  trouble: 'چیٹ نہیں کھل رہی۔ ابھی کوئی چاہیے؟',
  numbers: [
    ['tel:999', 'ابھی خطرہ ہے: \u2066999\u2069 پر کال کریں'],
    ['tel:08001111', '\u206619\u2069 سے کم عمر: \u2066Childline\u2069 \u20660800 1111\u2069'],
    ['sms:85258?&body=SHOUT', '\u2066SHOUT\u2069 لکھ کر \u206685258\u2069 پر ٹیکسٹ کریں'],
  ],
} as const

/** In the panel's page itself, where they stay when the script does not come. */
export const pageWords = {
  exit: 'جلدی نکلیں',
  close: 'چیٹ بند کریں',
  loading: 'چیٹ کھل رہی ہے۔ نہ کھلے تو اوپر والی مدد پھر بھی چلتی ہے۔',
  noScript:
    'اس چیٹ کو \u2066JavaScript\u2069 چاہیے، جو یہاں بند ہے۔ اس کے بغیر بھی ان لوگوں سے رابطہ ہو سکتا ہے۔',
  noScriptMore: 'آپ کے اسکول میں کوئی',
} as const

/** Inside the panel. */
export const panelWords = {
  name: 'Matters',
  exitPresses: {
    two: 'نکلنے کے لیے \u2066Shift\u2069 \u20662\u2069 بار اور دبائیں۔',
    one: 'نکلنے کے لیے \u2066Shift\u2069 \u20661\u2069 بار اور دبائیں۔',
  },
  leavingFast:
    'جلدی نکلنا ہے؟ "جلدی نکلیں" دبائیں، یا \u2066Shift\u2069 \u20663\u2069 بار۔ اس سے براؤزر کی ہسٹری نہیں مٹتی۔',
  leavingFastTouch: 'جلدی نکلنا ہے؟ "جلدی نکلیں" دبائیں۔ اس سے براؤزر کی ہسٹری نہیں مٹتی۔',
  log: 'بات چیت',
  you: 'آپ',
  saidBy: (who: string) => `${who}: `,
  choices: 'چننے کے لیے جواب',
  choicesCount: (count: number) => (count === 1 ? 'چننے کے لیے 1 جواب۔' : `چننے کے لیے ${count} جواب۔`),
  write: 'اپنا میسج لکھیں',
  placeholder: 'یہاں لکھیں',
  send: 'بھیجیں',
  sending: 'بھیجا جا رہا ہے',
  notSent: 'نہیں بھیجا گیا۔',
  tryAgain: 'دوبارہ کوشش کریں',
  slow: 'ابھی جواب کا انتظار ہے۔',
  offline: 'انٹرنیٹ نہیں ہے۔ دوبارہ کوشش ہو رہی ہے۔ آپ کے الفاظ یہیں رہیں گے۔',
  starting: 'شروع ہو رہی ہے',
  refused: 'چیٹ ابھی شروع نہیں ہو سکتی۔',
  ended: 'اس چیٹ کا وقت ختم ہو گیا۔ چاہیں تو نئی شروع کریں۔',
  startNew: 'نئی چیٹ شروع کریں',
  more: 'نیچے اور ہے',
  hidden: 'ایک بار دکھایا گیا۔',
  notOpened: 'اس کوڈ سے کوئی چیٹ نہیں کھلتی۔ دوبارہ کوشش کریں۔',
  step: (step: number, of: number, minutes: number) => `قدم ${step}، کل ${of}، تقریباً ${minutes} منٹ باقی`,
  urgentStrip: 'خطرہ ہے؟',
  seeNumbers: 'سب دیکھیں',
  hide: 'چھپائیں',
} as const

/** Inside the panel, with what comes after the first words. */
export const laterWords = {
  upTo: (max: number) => `${max} تک چنیں`,
  chooseAny: 'جتنے چاہیں چنیں',
  done: 'ہو گیا',
  doneCount: (count: number) => `ہو گیا، ${count} چنے`,
  idea: {
    checkFirst: 'پہلے پوچھ لیں',
    why: 'یہ کیوں',
    unknown: 'معلوم نہیں، اس لیے ان سے پوچھیں',
    call: 'کال',
    email: 'ای میل',
    web: 'ویب سائٹ',
  },
  scale: {
    slider: (low: string, high: string) => `سرکائیں، ${low} سے ${high} تک`,
    untouched: 'ابھی کچھ نہیں چنا',
    slide: 'سرکائیں یا نمبر دبائیں',
    send: (value: string) => `${value} بھیجیں`,
  },
  edit: { save: 'محفوظ کریں', cancel: 'ویسا ہی رہنے دیں' },
  reading: {
    menu: 'پڑھنے کا طریقہ',
    size: 'لکھائی کا سائز',
    sizes: ['عام سائز', 'بڑا', 'سب سے بڑا'],
    space: 'زیادہ جگہ',
    symbols: 'نشانوں سے جواب دیں',
    easier: 'آسان الفاظ',
    aloud: 'پڑھ کر سنائیں',
    aloudHow: 'اس ڈیوائس کی آواز نئے پیغام پڑھ کر سناتی ہے۔ قریب کے لوگ سن سکتے ہیں۔',
    noVoice: 'اس ڈیوائس میں اردو پڑھنے والی آواز نہیں ہے۔',
    dictation: 'بول کر جواب دیں',
    dictationHow:
      'براؤزر آپ کی آواز کو الفاظ میں بدلتا ہے۔ وہ آواز براؤزر بنانے والی کمپنی کو بھیج سکتا ہے۔ آواز یہاں کبھی نہیں آتی۔',
    dictationYes: 'آن کریں',
    dictationNo: 'بند رہنے دیں',
    close: 'بند کریں',
  },
  tools: {
    label: 'جواب دینے کے طریقے',
    readAgain: 'دوبارہ پڑھیں',
    hush: 'پڑھنا روکیں',
    speak: 'بولیں',
    listening: 'سن رہا ہے۔ روکنے کے لیے دبائیں',
    stopped: 'سننا بند ہوا',
    refused: 'براؤزر یہاں نہیں سن سکتا',
    symbols: [
      ['☀️', 'اچھا'],
      ['⛅', 'ٹھیک ٹھاک'],
      ['🌧️', 'اداس'],
      ['⛈️', 'بہت مشکل'],
      ['🌫️', 'پتا نہیں'],
      ['🌀', 'فکر'],
      ['🌋', 'غصہ'],
      ['🌙', 'تھکن'],
      ['🌵', 'اکیلے'],
      ['🤝', 'دوستوں کے ساتھ'],
      ['🏠', 'گھر'],
      ['🏫', 'اسکول'],
      ['🎨', 'چیزیں بنانا'],
      ['🎵', 'موسیقی'],
      ['⚽', 'کھیل'],
      ['🎮', 'گیمز'],
      ['🐕', 'جانور'],
      ['🌳', 'باہر کھلی جگہ'],
    ],
  },
} as const
