import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addNewKey, createKeyFile, readKeyFile, rereadable } from '../../adapters/key-file.ts'
import { keyRingFromText, lookForKey, SecretKeyError } from '../../adapters/secrets.ts'

describe('the key file', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-key-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('is made once, for the owner alone, and read again after', async () => {
    const path = join(folder, 'deeper', 'key')
    expect(await readKeyFile(path)).toBeNull()
    const made = await createKeyFile(path)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'deeper'))).mode & 0o777).toBe(0o700)
    expect(await readKeyFile(path)).toEqual(made)
    expect(keyRingFromText(await readFile(path, 'utf8'))).toEqual(made)
  })

  test('two that start at once end up with one key, and leave nothing beside it', async () => {
    const path = join(folder, 'key')
    const keys = await Promise.all(Array.from({ length: 8 }, () => createKeyFile(path)))
    expect(new Set(keys.map((one) => one.sealingKey.keyId)).size).toBe(1)
    expect(await readdir(folder)).toEqual(['key'])
  })

  test('is refused when others can read it, with words on what to do', async () => {
    const path = join(folder, 'key')
    await createKeyFile(path)
    await chmod(path, 0o640)
    await expect(readKeyFile(path)).rejects.toThrow(`chmod 600 ${path}`)
  })

  test('is refused when it holds no key', async () => {
    const path = join(folder, 'key')
    await writeFile(path, 'not a key', { mode: 0o600 })
    await expect(readKeyFile(path)).rejects.toThrow(SecretKeyError)
  })

  test('is read again for a key that is not known, and for no other; a file that is gone changes nothing', async () => {
    const path = join(folder, 'key')
    const old = await createKeyFile(path)
    const ring = rereadable(path, old)
    const { keyId } = (await addNewKey(path)).sealingKey
    await lookForKey(ring, old.sealingKey.keyId)
    expect(ring.sealingKey).toEqual(old.sealingKey)
    await Promise.all([lookForKey(ring, keyId), lookForKey(ring, 'no such key')])
    expect([...ring.keys.keys()]).toEqual([keyId, old.sealingKey.keyId])
    expect(ring.sealingKey.keyId).toBe(keyId)
    await rm(path)
    await lookForKey(ring, 'no such key')
    expect(ring.sealingKey.keyId).toBe(keyId)
  })

  test('gets a new key before its old ones, and is made where there was none', async () => {
    const path = join(folder, 'key')
    const old = await addNewKey(path)
    const ring = await addNewKey(path)
    expect([...ring.keys.keys()]).toEqual([ring.sealingKey.keyId, old.sealingKey.keyId])
    expect(ring.sealingKey).not.toEqual(old.sealingKey)
    expect(await readKeyFile(path)).toEqual(ring)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['key'])
  })
})
