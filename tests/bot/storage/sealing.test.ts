import { expect } from 'chai'
import fc from 'fast-check'
import { KeyMissing, SealBroken } from '../../../bot/storage/errors.ts'
import { keyringFrom } from '../../../bot/storage/keys.ts'
import { keyIdOf, open, seal, sealContext } from '../../../bot/storage/sealing.ts'
import { keyText } from './support.ts'

describe('sealing', () => {
  const old = keyText('k1')
  const fresh = keyText('k2')
  const keyring = keyringFrom(old)
  const about = {
    collection: 'conversations',
    id: 'abc',
    schemaVersion: 1,
    version: 3,
    index: { school: 'h' },
  }

  it('opens what it sealed, any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), (text, aad) => {
        expect(open(keyring, seal(keyring, text, aad), aad)).to.equal(text)
      }),
    )
  })

  it('puts the key id in front and shows nothing of the text', () => {
    const sealed = seal(keyring, 'a secret '.repeat(20), 'aad')
    expect(keyIdOf(sealed)).to.equal('k1')
    expect(sealed).to.match(/^k1\.[A-Za-z0-9_-]+$/)
    expect(Buffer.from(sealed.slice(3), 'base64url').includes('secret')).to.equal(false)
  })

  it('seals the same text differently each time', () => {
    expect(new Set(Array.from({ length: 100 }, () => seal(keyring, 'same', 'aad'))).size).to.equal(100)
  })

  it('after a rotation seals with the first key and still opens the old', () => {
    const rotated = keyringFrom(`${fresh},${old}`)
    const sealedBefore = seal(keyring, 'before', 'aad')
    expect(keyIdOf(seal(rotated, 'after', 'aad'))).to.equal('k2')
    expect(open(rotated, sealedBefore, 'aad')).to.equal('before')
  })

  it('names the key that is missing', () => {
    const error = grab(() => open(keyringFrom(fresh), seal(keyring, 'text', 'aad'), 'aad'))
    expect(error).to.be.instanceOf(KeyMissing)
    expect(String(error)).to.include('"k1"')
  })

  it('names the key that does not fit, and says nothing of the text', () => {
    const error = grab(() => open(keyringFrom(keyText('k1')), seal(keyring, 'text', 'aad'), 'aad'))
    expect(error).to.be.instanceOf(SealBroken)
    expect(String(error)).to.include('"k1"')
  })

  it('refuses a change of any single bit', () => {
    const sealed = seal(keyring, 'hello', 'aad')
    const bytes = Buffer.from(sealed.slice(3), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      const again = `k1.${changed.toString('base64url')}`
      expect(grab(() => open(keyring, again, 'aad'))).to.be.instanceOf(SealBroken)
    }
  })

  it('refuses what was cut short, tag and all', () => {
    const sealed = seal(keyring, 'hello', 'aad')
    for (let length = 3; length < sealed.length - 1; length++) {
      expect(grab(() => open(keyring, sealed.slice(0, length), 'aad'))).to.be.instanceOf(SealBroken)
    }
    expect(grab(() => open(keyring, '', 'aad'))).to.be.instanceOf(KeyMissing)
  })

  for (const [what, other] of Object.entries({
    'another record': { ...about, id: 'abd' },
    'another collection': { ...about, collection: 'handoffs' },
    'another schema version': { ...about, schemaVersion: 2 },
    'an older version': { ...about, version: 2 },
    'other index fields': { ...about, index: { school: 'r' } },
  })) {
    it(`is bound to its record: not ${what}`, () => {
      const sealed = seal(keyring, 'body', sealContext(about))
      expect(open(keyring, sealed, sealContext({ ...about }))).to.equal('body')
      expect(grab(() => open(keyring, sealed, sealContext(other)))).to.be.instanceOf(SealBroken)
    })
  }

  it('does not depend on the order of index fields', () => {
    const one = sealContext({ ...about, index: { a: 1, b: true } })
    expect(sealContext({ ...about, index: { b: true, a: 1 } })).to.equal(one)
  })
})

function grab(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('expected an error')
}
