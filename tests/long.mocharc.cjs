const base = require('../.mocharc.json')

/** What takes long, and holds what a change seldom breaks: `npm run test:faults`. Everything else is `npm test` (quick.mocharc.cjs). */
module.exports = {
  ...base,
  timeout: 1_800_000,
  spec: [
    // Faults that need processes of their own, killed again and again; a browser through three of them.
    'tests/faults/killed.test.ts',
    'tests/bot/storage/lowdb/crash.test.ts',
    ...['processes', 'database-away', 'two-services', '38-flood', '44-after-the-turn', '45-stopping'].map(
      (name) => `tests/faults/${name}.test.ts`,
    ),
    'tests/bot/feeds/rpde-crash.test.ts',
    'tests/bot/feeds/kill.test.ts',
    'tests/bot/tracing/tracing.test.ts',
    // Whole journeys in the browser, beside the main one.
    ...['referral-and-review', 'person', 'summary', 'casework', 'other-ways', 'coming-back', 'language'].map(
      (name) => `tests/e2e/${name}.test.ts`,
    ),
    // Learning and measuring.
    'tests/bot/commands/bench.test.ts',
    'tests/domain/screening/classifier/training.test.ts',
    'tests/domain/screening/heard.test.ts',
  ],
}
