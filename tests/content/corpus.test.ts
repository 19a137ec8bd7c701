import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadCorpus } from '../../content/load-corpus.ts'
import { ConcernKind, RESPONSES } from '../../domain/screening/types.ts'

const FOLDER = join(import.meta.dirname, '../../content/screening/corpus')

describe('the corpus of the screening', () => {
  const lines = loadCorpus(FOLDER)
  const share = (of: number): number => of / lines.length

  it('holds at least 8,000 lines of many voices, about half of them harmless', () => {
    expect(lines.length).to.be.at.least(8_000)
    expect(new Set(lines.map(({ voice }) => voice)).size).to.be.at.least(12)
    expect(share(lines.filter(({ response }) => response === 'none').length)).to.be.within(0.4, 0.6)
  })

  it('holds every kind and response in every part, facts, others, the past and conversations', () => {
    for (const part of ['train', 'dev', 'test'] as const) {
      // The voices that are only judged on are plain on purpose.
      const own = lines.filter((line) => line.part === part && !line.isUnlearnt)
      for (const kind of ConcernKind.options) {
        expect(own.filter(({ kinds }) => kinds.includes(kind)).length, `${part} ${kind}`).to.be.at.least(40)
      }
      for (const response of RESPONSES) expect(own.some((line) => line.response === response)).to.equal(true)
      const worries = own.filter(({ response }) => response !== 'none')
      expect(worries.filter(({ facts }) => facts).length / worries.length).to.be.above(0.4)
      expect(worries.filter(({ about }) => about === 'other').length / worries.length).to.be.above(0.1)
      expect(worries.filter(({ when }) => when !== 'now').length / worries.length).to.be.above(0.15)
      expect(own.filter(({ isTalk }) => isTalk).length / own.length).to.be.above(0.06)
    }
  })

  describe('is refused with file and line', () => {
    let folder = ''
    const problemsOf = (text: string): string => {
      writeFileSync(join(folder, 'voice.txt'), text)
      try {
        loadCorpus(folder)
        return 'none'
      } catch (error) {
        return error instanceof Error ? error.message : 'no error'
      }
    }
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'corpus-'))))
    afterEach(() => rmSync(folder, { recursive: true }))

    it('when a line is not of the format', () => {
      expect(
        problemsOf('none chat | hello\n\n# a comment\nreach-out neglect self now facts | bread again'),
      ).to.equal('none')
      for (const wrong of [
        'none chat hello',
        'none | hello',
        'maybe neglect self now | hello',
        'note sadness self now | hello',
        'note neglect me now | hello',
        'note neglect self often | hello',
        'note neglect self now fact | hello',
        'note neglect self now | <bot> How are things?',
        'note neglect self now | well <yp> hello',
        'note neglect self now |',
      ]) {
        expect(problemsOf(`none chat | fine\n\n${wrong}`), wrong).to.include('voice.txt:3')
      }
    })

    it('when the same words stand twice', () => {
      expect(problemsOf('none chat | fine\n\nnone hard | Fine'))
        .to.include('voice.txt:3')
        .and.to.include('voice.txt:1')
    })

    it('and keeps a group in one part', () => {
      writeFileSync(
        join(folder, 'voice.txt'),
        Array.from({ length: 40 }, (_, n) => `none chat | line ${n}`).join('\n'),
      )
      expect(new Set(loadCorpus(folder).map(({ part }) => part)).size).to.equal(1)
    })
  })
})
