import { expect } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'mocha'
import { HttpError } from '../../../bot/http/http-error.ts'
import { JSON_DEPTH, parseJson } from '../../../bot/http/json.ts'

describe('JSON from outside', () => {
  it('parses as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.boolean(), (value, spaced) => {
        const text = JSON.stringify(value, undefined, spaced ? 2 : undefined)
        fc.pre(!/"(__proto__|constructor|prototype)"/.test(text))
        expect(parseJson(text)).to.deep.equal(JSON.parse(text))
      }),
    )
  })

  it('never throws anything but BadArgument, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^[[\]{}":,\\ a]*$/)), (text) => {
        try {
          parseJson(text)
        } catch (error) {
          expect(error).to.be.instanceOf(HttpError).with.property('code', 'BadArgument')
        }
      }),
    )
  })

  for (const [what, text] of Object.entries({
    'a repeated key': '{"a":1,"a":2}',
    'a repeated key, written differently': String.raw`{"a":1,"\u0061":2}`,
    'a repeated key deep inside': '[{"b":{"a":1, "a" : 2}}]',
    ['__proto__']: '{"__proto__":{"x":1}}',
    '__proto__, escaped': String.raw`{"__pro\u0074o__":1}`,
    constructor: '{"a":{"constructor":{"prototype":{}}}}',
    'too deep': '['.repeat(JSON_DEPTH + 1) + ']'.repeat(JSON_DEPTH + 1),
    'far too deep': '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000),
    'half a value': '{"a":',
    nothing: ' ',
  }))
    it(`refuses ${what}`, () => {
      expect(() => parseJson(text))
        .to.throw(HttpError)
        .with.property('code', 'BadArgument')
    })

  it('knows a key from a value that looks like one', () => {
    for (const text of [
      '{"a":"a","b":"__proto__","c":["a","a"]}',
      String.raw`{"a":"\"a\":","b":"}{\\"}`,
      '{"a":{"a":{"a":1}},"b":{"a":1}}',
      '['.repeat(JSON_DEPTH) + ']'.repeat(JSON_DEPTH),
    ])
      expect(parseJson(text)).to.deep.equal(JSON.parse(text))
  })
})
