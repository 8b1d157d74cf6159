import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTextFile } from '../../../adapters/files/read-text.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

let folder: string

beforeAll(() => {
  folder = makeTestFolder()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileWith(bytes: Buffer | string, name = 'plan.yaml'): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

describe('a text file that a person wrote', () => {
  it('is read as UTF-8, with or without a byte order mark, and may hold a replacement character itself', async () => {
    expect(await readTextFile(fileWith('company: Zoë’s \uFFFD 🙂\n'))).toBe('company: Zoë’s \uFFFD 🙂\n')
    expect(await readTextFile(fileWith('\uFEFFcompany: Example\n'))).toBe('company: Example\n')
    expect(await readTextFile(fileWith(''))).toBe('')
  })

  it.each([
    [
      'Latin-1',
      Buffer.from('company: A\nname: Zo\xeb Ada\n', 'latin1'),
      '2:9 the byte 0xEB (ë in Latin-1) is not UTF-8',
    ],
    [
      'Latin-1 after a replacement character',
      Buffer.concat([Buffer.from('a: \uFFFD\n'), Buffer.from('b: \xe9', 'latin1')]),
      '2:4 the byte 0xE9 (é in Latin-1) is not UTF-8',
    ],
    [
      'a character that the end cuts',
      Buffer.from('name: Zoë').subarray(0, -1),
      '1:9 the byte 0xC3 (Ã in Latin-1) is not UTF-8',
    ],
    ['UTF-16 with a mark', Buffer.from('\uFEFFcompany: A', 'utf16le'), '1:1 is in UTF-16: save it as UTF-8'],
    ['UTF-16 without one', Buffer.from('company: A', 'utf16le'), '1:2 holds a NUL character'],
  ])('in %s is refused, with the place and what to do', async (_encoding, bytes, problem) => {
    const reading = readTextFile(fileWith(bytes))
    await expect(reading).rejects.toMatchObject({
      name: 'FileProblemsError',
      message: expect.stringContaining(`plan.yaml:${problem}`),
    })
    await expect(reading).rejects.toThrow(/save (it|the file) as UTF-8/)
  })

  it('may have 10 MB, and not a byte more', async () => {
    expect(await readTextFile(fileWith('x'.repeat(10_000_000)))).toHaveLength(10_000_000)
    await expect(readTextFile(fileWith('x'.repeat(10_000_001)))).rejects.toThrow('larger than 10 MB')
  })

  it.skipIf(process.platform !== 'linux')('is not looked for in a device that never ends', async () => {
    await expect(readTextFile('/dev/zero')).rejects.toThrow('larger than 10 MB')
  })

  it.each([
    ['is not there', () => join(folder, 'nowhere.yaml'), 'there is no such file'],
    ['is a folder', () => folder, 'it is a folder; name a file'],
    ['lies below a file', () => join(fileWith('x'), 'y'), 'a file where a folder should be'],
    ['has a name that is too long', () => join(folder, 'x'.repeat(300)), 'choose a shorter one'],
    ['has a NUL character in its name', () => join(folder, 'a\0b'), 'a name can hold no NUL character'],
    ['is a link to itself', () => selfLink(), 'its links lead in a circle'],
  ])('that %s is a mistake in the path, with advice', async (_what, path, advice) => {
    await expect(readTextFile(path())).rejects.toMatchObject({
      name: 'PathError',
      message: expect.stringContaining(advice),
    })
  })
})

function selfLink(): string {
  const path = join(folder, 'circle')
  symlinkSync(path, path)
  return path
}
