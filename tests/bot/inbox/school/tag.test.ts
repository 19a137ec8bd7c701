import { expect } from 'chai'
import {
  chatAddress,
  choiceOf,
  fileLines,
  helpAddress,
  policyLines,
  scriptTag,
  sideRule,
  standingOf,
} from '../../../../bot/inbox/school/tag.ts'
import { accentPairs } from '../../../../bot/site-pages/accent.ts'
import { schoolWith } from '../../../support/widget-site.ts'

const ORIGIN = 'https://www.brackenmere.example'
const PUBLIC = 'https://matters.example/'
const school = schoolWith([ORIGIN], '#7a1f3d')
const choose = (query: string) => choiceOf(new URLSearchParams(query), school)

describe('the tag of a school', () => {
  it('takes what was chosen, and the usual for what is no choice', () => {
    expect(choose('')).to.deep.equal({ accent: '#7a1f3d', side: 'right', address: '' })
    expect(choose('accent=%23FFD400&side=left&address=+x.example+')).to.deep.equal({
      ...{ accent: '#ffd400', side: 'left', address: 'x.example' },
    })
    for (const accent of ['red', '%23fff', '%23ffd400%22+onload%3D%22x', '']) {
      expect(choose(`accent=${accent}&side=up`), accent).to.deep.equal({
        ...{ accent: '#1d5546', side: 'right', address: '' },
      })
    }
  })

  it('is three lines that stand on their own', () => {
    const lines = scriptTag({ publicUrl: PUBLIC, school, choice: choose(''), help: 'A & B' }).split('\n')
    expect(lines).to.deep.equal([
      '<script type="module" src="https://matters.example/embed.js"></script>',
      '<matters-chat school="demo" accent="#7a1f3d"></matters-chat>',
      '<noscript><a href="https://matters.example/help?school=demo">A &amp; B</a></noscript>',
    ])
  })

  it('has a rule for the left and none for the right, and addresses of its own', () => {
    expect(sideRule('right')).to.equal(undefined)
    expect(sideRule('left')).to.contain('--at:')
    expect(chatAddress(PUBLIC, school)).to.equal('https://matters.example/panel?school=demo')
    expect(helpAddress(PUBLIC, school)).to.equal('https://matters.example/help?school=demo')
    expect(policyLines(PUBLIC)).to.equal(
      'script-src https://matters.example\nframe-src https://matters.example',
    )
  })

  it('says of an address whether the chat works there', () => {
    const standing = (address: string, isOpen = false) => standingOf(school, address, isOpen)
    expect(standing('')).to.equal(undefined)
    for (const address of [`${ORIGIN}/wellbeing?a=1#b`, 'www.brackenmere.example/x', `${ORIGIN}:443`]) {
      expect(standing(address), address).to.deep.equal({ is: 'allowed', origin: ORIGIN })
    }
    for (const origin of ['https://brackenmere.example', `${ORIGIN}.evil.example`, `${ORIGIN}:8443`]) {
      expect(standing(origin), origin).to.deep.equal({ is: 'missing', origin })
    }
    expect(standing('http://www.brackenmere.example')).to.deep.equal({ is: 'insecure' })
    expect(standing('http://localhost:3978', true)).to.deep.equal({
      ...{ is: 'missing', origin: 'http://localhost:3978' },
    })
    for (const address of ['our website', 'javascript:alert(1)', 'mailto:a@b.example', 'wellbeing']) {
      expect(standing(address), address).to.deep.equal({ is: 'no-address' })
    }
  })

  it('gives the lines that the school’s file lacks, and none that it has', () => {
    expect(fileLines(school, choose(''), undefined)).to.equal('')
    expect(fileLines(school, choose(''), { is: 'allowed', origin: ORIGIN })).to.equal('')
    expect(
      fileLines(school, choose('accent=%23ffd400'), { is: 'missing', origin: 'https://new.example' }),
    ).to.equal(`origins:\n  - ${ORIGIN}\n  - https://new.example\ncolours: { accent: '#ffd400' }`)
  })

  it('keeps the school’s paper in the line with its colour', () => {
    const onPaper = { ...school, colours: { ...school.colours, paper: '#e8f1ff' } }
    expect(fileLines(onPaper, choose('accent=%23ffd400'), undefined)).to.equal(
      `colours: { accent: '#ffd400', paper: '#e8f1ff' }`,
    )
  })
})

describe('the pairs of a school’s colour', () => {
  it('are all readable, and say where the colour had to be changed', () => {
    const pairs = accentPairs('#ffd400')
    expect(pairs.map(({ where, changed }) => `${where} ${changed}`)).to.deep.equal([
      ...['button false', 'day true', 'night false'],
    ])
    for (const hex of ['#ffd400', '#7a1f3d', '#808080', '#ffffff', '#000000']) {
      for (const { where, ratio } of accentPairs(hex)) {
        expect(ratio, `${hex} ${where}`).to.be.at.least(4.5)
      }
    }
    expect(accentPairs('red')).to.deep.equal([])
  })
})
