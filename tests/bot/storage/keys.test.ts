import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect } from 'chai'
import { InvalidKeys, KeyMissing } from '../../../bot/storage/errors.ts'
import { deriveKey, keyringFrom, loadOrCreateKeyFile } from '../../../bot/storage/keys.ts'
import { open, seal } from '../../../bot/storage/sealing.ts'
import { errorOf, filesIn, keyText, temporaryFolder } from './support.ts'

describe('keys: a keyring from text', () => {
  it('takes the first as current', () => {
    const keyring = keyringFrom(` ${keyText('2027')}, ${keyText('2026')}\n`)
    expect(keyring.current).to.equal('2027')
    expect([...keyring.keys.keys()]).to.deep.equal(['2027', '2026'])
  })

  const short = Buffer.alloc(16, 7).toString('base64')
  for (const [what, text] of Object.entries({
    nothing: '',
    'a key without an id': short,
    'a key that is too short': `k1:${short}`,
    'what is not base64': `k1:${'!'.repeat(44)}`,
    'a placeholder': `k1:${Buffer.alloc(32).toString('base64')}`,
    'an id with a dot': keyText('k.1'),
    'an id twice': `${keyText('k1')},${keyText('k1')}`,
    'an empty entry': `${keyText('k1')},`,
  })) {
    it(`refuses ${what}`, () => {
      expect(() => keyringFrom(text)).to.throw(InvalidKeys)
    })
  }

  it('never says a key, in an error or when printed', () => {
    const good = keyText('k1')
    const secret = good.slice(3)
    expect(() => keyringFrom(`${good}x:y`))
      .to.throw(InvalidKeys)
      .with.property('message')
      .that.does.not.include(secret)
    const printed = inspect(keyringFrom(good), { depth: 9 }) + JSON.stringify(keyringFrom(good))
    expect(printed).to.not.include(secret)
    expect(printed).to.not.include(Buffer.from(secret, 'base64').toString('hex').slice(0, 8))
  })
})

describe('keys: derived for one purpose', () => {
  const first = keyText('k1')

  it('are always the same, and different for each purpose and each master key', () => {
    const one = deriveKey(keyringFrom(first), 'direct-line-token')
    expect(one).to.have.length(32)
    expect(deriveKey(keyringFrom(first), 'direct-line-token').equals(one)).to.equal(true)
    expect(deriveKey(keyringFrom(first), 'inbox-session').equals(one)).to.equal(false)
    expect(deriveKey(keyringFrom(keyText('k1')), 'direct-line-token').equals(one)).to.equal(false)
  })

  it('come from the current key, or from one that is named', () => {
    const rotated = keyringFrom(`${keyText('k2')},${first}`)
    const before = deriveKey(keyringFrom(first), 'direct-line-token')
    expect(deriveKey(rotated, 'direct-line-token').equals(before)).to.equal(false)
    expect(deriveKey(rotated, 'direct-line-token', 'k1').equals(before)).to.equal(true)
    expect(() => deriveKey(rotated, 'direct-line-token', 'k3')).to.throw(KeyMissing, '"k3"')
  })
})

describe('keys: the key file', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeEach(async () => (folder = await temporaryFolder()))
  afterEach(() => folder.remove())

  it('is made at the first start, for its owner only, and read at the next', async () => {
    const path = join(folder.path, 'secrets', 'key')
    const sealed = seal(await loadOrCreateKeyFile(path), 'text', 'aad')
    expect((await stat(path)).mode & 0o777).to.equal(0o600)
    expect((await stat(join(folder.path, 'secrets'))).mode & 0o777).to.equal(0o700)
    expect(await filesIn(folder.path)).to.deep.equal([path])
    expect(open(await loadOrCreateKeyFile(path), sealed, 'aad')).to.equal('text')
  })

  it('is one and the same for processes that start at once', async () => {
    const path = join(folder.path, 'key')
    const [one, ...others] = await Promise.all(Array.from({ length: 10 }, () => loadOrCreateKeyFile(path)))
    const sealed = seal(one!, 'text', 'aad')
    for (const other of others) expect(open(other, sealed, 'aad')).to.equal('text')
    expect(await filesIn(folder.path)).to.deep.equal([path])
  })

  it('is refused when everyone can read it', async () => {
    const path = join(folder.path, 'key')
    await loadOrCreateKeyFile(path)
    await chmod(path, 0o644)
    const error = await errorOf(loadOrCreateKeyFile(path))
    expect(error).to.be.instanceOf(InvalidKeys)
    expect(String(error)).to.include('chmod 600')
    await chmod(path, 0o640)
    await loadOrCreateKeyFile(path)
  })

  it('is refused, and not replaced, when it is empty or broken', async () => {
    const path = join(folder.path, 'key')
    for (const text of ['', 'k1:abc']) {
      await writeFile(path, text, { mode: 0o600 })
      expect(await errorOf(loadOrCreateKeyFile(path))).to.be.instanceOf(InvalidKeys)
      expect(await readFile(path, 'utf8')).to.equal(text)
    }
  })
})
