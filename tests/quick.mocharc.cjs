const base = require('../.mocharc.json')
const { spec: long } = require('./long.mocharc.cjs')

/** A few kills here, two hundred there (CRASHES). */
const IN_BOTH = ['tests/faults/killed.test.ts', 'tests/bot/storage/lowdb/crash.test.ts']

/** `npm test`: everything but what takes long. What takes longest begins first, so that no worker is left with it at the end. */
module.exports = {
  ...base,
  spec: [
    'tests/{e2e,widget,faults}/**/*.test.ts',
    'tests/*.test.ts',
    'tests/!(e2e|widget|faults)/**/*.test.ts',
  ],
  ignore: long.filter((file) => !IN_BOTH.includes(file)),
}
