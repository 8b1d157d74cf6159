import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileError } from '../../../adapters/files/file-error.ts'
import {
  checkOutputFile,
  checkOutputFolder,
  makeOutputFolder,
  writeOutputFile,
} from '../../../adapters/files/write-file.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

let folder: string

beforeEach(() => {
  folder = makeTestFolder()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function write(path: string, ...chunks: string[]): Promise<void> {
  await writeOutputFile(await checkOutputFile(path), Readable.from(chunks))
}

/** Node can't make one itself. */
function makePipe(path: string): void {
  execFileSync('/usr/bin/env', ['mkfifo', path])
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}

describe('an output file', () => {
  it('is made where there is none, under any name', async () => {
    for (const name of ['a#b', 'a?b', '100 %', ' ', 'line\nbreak', '-', 'ü', 'x'.repeat(255)]) {
      await write(join(folder, name), 'new ', name)
      expect(readFileSync(join(folder, name), 'utf8')).toBe(`new ${name}`)
    }
    expect(readdirSync(folder)).toHaveLength(8)
  })

  it('takes the place of an older one and keeps its mode', async () => {
    const path = join(folder, 'rows.csv')
    writeFileSync(path, 'old and longer')
    chmodSync(path, 0o604)
    await write(path, 'new')
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(modeOf(path)).toBe(0o604)
  })

  it('behind a link is written, and the link stays, also where the link is dangling or leads over folders', async () => {
    mkdirSync(join(folder, 'real', 'deep'), { recursive: true })
    symlinkSync(join('real', 'deep'), join(folder, 'short'))
    symlinkSync('short/../rows.csv', join(folder, 'link'))
    symlinkSync('link', join(folder, 'link-to-link'))
    for (const content of ['first', 'second']) {
      await write(join(folder, 'link-to-link'), content)
      expect(readFileSync(join(folder, 'real', 'rows.csv'), 'utf8')).toBe(content)
    }
    expect(readlinkSync(join(folder, 'link-to-link'))).toBe('link')
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true)
  })

  it('stays as it was when what writes it fails, and leaves nothing beside it', async () => {
    const path = join(folder, 'rows.csv')
    writeFileSync(path, 'old')
    const failing = Readable.from(
      (async function* () {
        yield 'half'
        throw new RangeError('no more rows')
      })(),
    )
    await expect(writeOutputFile(await checkOutputFile(path), failing)).rejects.toThrow(RangeError)
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['rows.csv'])
  })

  it('stays as it was when its writing is stopped', async () => {
    const path = join(folder, 'rows.csv')
    writeFileSync(path, 'old')
    const stopping = new AbortController()
    const endless = Readable.from(
      (async function* () {
        for (;;) {
          yield 'row\n'
          stopping.abort()
        }
      })(),
    )
    const writing = writeOutputFile(await checkOutputFile(path), endless, [], stopping.signal)
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' })
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['rows.csv'])
  })

  it('that is a named pipe stays one, and its reader gets everything', async () => {
    const path = join(folder, 'pipe')
    makePipe(path)
    const writing = write(path, 'a'.repeat(200_000), 'the end')
    const reader = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'ignore'] })
    expect((await text(reader.stdout)) === `${'a'.repeat(200_000)}the end`).toBe(true)
    await writing
    expect(statSync(path).isFIFO()).toBe(true)
  })

  it('that is a pipe without a reader waits for one, and can be stopped', async () => {
    const path = join(folder, 'pipe')
    makePipe(path)
    const stopping = new AbortController()
    const writing = writeOutputFile(await checkOutputFile(path), Readable.from(['x']), [], stopping.signal)
    setTimeout(() => stopping.abort(), 100)
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' })
  })

  it.skipIf(process.platform !== 'linux')(
    'that is a device is written to, and a full one says so',
    async () => {
      await write('/dev/null', 'x')
      await expect(write('/dev/full', 'x')).rejects.toMatchObject({
        name: 'FileAccessError',
        message: expect.stringContaining('the disk is full'),
      })
      expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
    },
  )
})

describe('a path that no output can go to', () => {
  it.each([
    [
      'a missing folder',
      () => join(folder, 'nowhere', 'x'),
      'its folder does not exist; make the folder first',
    ],
    ['a folder', () => folder, 'it is a folder; name a file'],
    ['a name with a slash at its end', () => join(folder, 'x/'), 'name a file'],
    ['an empty name', () => '', 'name a file'],
    ['a file in place of a folder', () => join(folder, 'file', 'x'), 'a file where a folder should be'],
    ['a circle of links', () => join(folder, 'circle'), 'its links lead in a circle'],
    ['a name that is too long', () => join(folder, 'x'.repeat(256)), 'choose a shorter one'],
    ['a NUL character', () => join(folder, 'a\0b'), 'a name can hold no NUL character'],
  ])('is refused before the work begins: %s', async (_what, path, advice) => {
    writeFileSync(join(folder, 'file'), '')
    symlinkSync('circle', join(folder, 'circle'))
    await expect(checkOutputFile(path())).rejects.toMatchObject({
      name: 'PathError',
      message: expect.stringContaining(advice),
    })
    expect(readdirSync(folder).sort()).toEqual(['circle', 'file'])
  })
})

it('a folder that is there and takes no files, as in /proc, is told as such', () => {
  const refused = Object.assign(new Error('no such file'), { code: 'ENOENT' })
  expect(fileError(refused, join(folder, 'version'), 'written')).toMatchObject({
    name: 'FileAccessError',
    message: expect.stringContaining('its folder takes no files; name another place'),
  })
})

describe('an output folder', () => {
  it('is checked without being made, and made with those above it', async () => {
    const path = join(folder, 'a', 'b')
    await checkOutputFolder(path)
    expect(readdirSync(folder)).toEqual([])
    await makeOutputFolder(path)
    await checkOutputFolder(path)
    expect(statSync(path).isDirectory()).toBe(true)
  })

  it.each([
    ['a file of its name', 'file', 'a file of that name is there already'],
    ['a file above it', 'file/x/y', 'a file where a folder should be'],
    ['an empty name', '', 'name a folder'],
  ])('is refused for %s', async (_what, name, advice) => {
    writeFileSync(join(folder, 'file'), '')
    const path = name === '' ? '' : join(folder, name)
    const refusal = { name: 'PathError', message: expect.stringContaining(advice) }
    await expect(checkOutputFolder(path)).rejects.toMatchObject(refusal)
    if (name !== '') await expect(makeOutputFolder(path)).rejects.toMatchObject(refusal)
  })
})

describe("a failure of the system's", () => {
  it.each([
    ['EACCES', 'this account has no permission'],
    ['EPERM', 'the system does not permit it'],
    ['EROFS', 'read-only'],
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'disk quota'],
    ['EMFILE', 'ulimit -n'],
    ['EIO', 'check the disk'],
    ['EPIPE', 'its reader has gone'],
  ])('%s is one of access, with advice on a line', (code, advice) => {
    const error = fileError(Object.assign(new Error('system'), { code }), '/out/rows.csv', 'written')
    expect(error).toMatchObject({
      name: 'FileAccessError',
      message: expect.stringMatching(
        new RegExp(`^/out/rows.csv can't be written \\(${code}\\): .*${advice}`),
      ),
    })
    expect(String(error)).not.toContain('\n')
  })

  it('of another kind stays what it is', () => {
    const bugs = [
      new RangeError('-1'),
      Object.assign(new Error('x'), { code: 'ERR_STREAM_DESTROYED' }),
      'text',
    ]
    for (const bug of bugs) expect(fileError(bug, '/out', 'written')).toBe(bug)
  })
})
