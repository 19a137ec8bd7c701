import { expect } from 'chai'
import fc from 'fast-check'
import { html, inert, webLink } from '../../../bot/inbox/html.ts'
import { inboxStylesheet } from '../../../bot/inbox/styles.ts'

describe('the template of the inbox', () => {
  it('escapes every value, in elements and in attributes', () => {
    const made = html`<p title="${'" onclick="x'}">${'<script>&`'}</p>`.markup
    expect(made).to.equal('<p title="&quot; onclick=&quot;x">&lt;script&gt;&amp;&#96;</p>')
  })

  it('joins lists, keeps markup of its own, and leaves nothing where there is nothing', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`)
    const made = html`<ul>
      ${items}${[false, undefined, null, 0]}
    </ul>`
    expect(made.markup.replace(/\s+/g, '')).to.equal('<ul><li>a</li><li>&lt;b&gt;</li>0</ul>')
  })

  it('lets no text out of its place, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`${text}`.markup).to.not.match(/[<>"'`]/)
      }),
    )
  })
})

describe('what a person typed', () => {
  it('loses what turns the writing around it back to front, and nothing of an ordinary sentence', () => {
    expect(inert('safe\u202Eevil\u2066x\u2069')).to.equal('safeevilx')
    expect(inert('a\u0000b\ud800c')).to.equal('a\u{fffd}b\u{fffd}c')
    expect(inert('اردو میں 🌧️ zażółć\nnew line\tand tab')).to.equal('اردو میں 🌧️ zażółć\nnew line\tand tab')
  })
})

describe('a link of a directory', () => {
  it('is a link when it is a web address, and text when it is anything else', () => {
    expect(webLink('https://shed.example.org/a?b=1&c="').markup).to.include(
      'href="https://shed.example.org/a?b=1&amp;c=%22"',
    )
    for (const address of [
      'javascript:alert(1)',
      'data:text/html,x',
      'JaVaScRiPt:x',
      'not a link',
      '//x',
      'file:///etc',
    ]) {
      expect(webLink(address).markup, address).to.not.include('<a')
    }
  })
})

describe('the stylesheet of the inbox', () => {
  it('fetches nothing, from us or from another host, and carries no web font', () => {
    const { css, path } = inboxStylesheet()
    expect(css).to.include('.nhsuk-button')
    expect(css.replaceAll(/url\("?data:/g, '')).to.not.include('url(')
    expect(css).to.not.match(/@font-face|Frutiger|@import/)
    expect(path).to.match(/^\/inbox\/assets\/[0-9a-f]{16}\.css$/)
  })
})
