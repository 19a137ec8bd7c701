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
  upTo: (max: number) => `${max} تک چنیں`,
  chooseAny: 'جتنے چاہیں چنیں',
  done: 'ہو گیا',
  doneCount: (count: number) => `ہو گیا، ${count} چنے`,
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
  step: (step: number, of: number) => `قدم ${step}، کل ${of}`,
  urgentStrip: 'خطرہ ہے؟',
  seeNumbers: 'سب دیکھیں',
  hide: 'چھپائیں',
  idea: {
    checkFirst: 'پہلے پوچھ لیں',
    why: 'یہ کیوں',
    unknown: 'معلوم نہیں، اس لیے ان سے پوچھیں',
    call: 'کال',
    email: 'ای میل',
    web: 'ویب سائٹ',
  },
} as const
