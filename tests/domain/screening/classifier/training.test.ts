import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { beginningOf } from '../../../../bot/commands/train/beginning.ts'
import { prepareLesson } from '../../../../bot/commands/train/lesson.ts'
import { BEGINNING, Options } from '../../../../bot/commands/train/plan.ts'
import { loadClassifier } from '../../../../content/load-classifier.ts'
import { RULES_FOLDER } from '../rules.ts'

describe('learning the classifier again', () => {
  it('comes, in its first steps, to what it came to when the shipped weights were learnt', function () {
    this.timeout(120_000)
    const { began } = loadClassifier(join(RULES_FOLDER, 'classifier'))
    const lesson = prepareLesson(RULES_FOLDER, Options.parse({}))
    expect(beginningOf(lesson, lesson.learningData(BEGINNING.steps))).to.deep.equal(began)
  })

  it('ships less than twenty megabytes', () => {
    const size = ['weights.bin', 'levels.bin', 'others.bin', 'vocabulary.json', 'kernel.wasm']
      .map((name) => readFileSync(join(RULES_FOLDER, 'classifier', name)).length)
      .reduce((sum, bytes) => sum + bytes)
    expect(size).to.be.below(20_000_000)
  })
})
