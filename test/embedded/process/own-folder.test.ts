import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  DataFolderError,
  openDataFolder,
  openOwnFile,
  openOwnFolder,
} from '../../../embedded/process/own-folder.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'
import { wideModesIn } from '../wide-modes.ts'

let folder: string

beforeEach(() => {
  folder = makeTestFolder()
})

afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true })
})

test('a new folder and its new parents are for their owner alone, and so is a file', () => {
  const usual = process.umask(0)
  try {
    openOwnFolder(join(folder, 'parent', 'data'))
    writeFileSync(openOwnFile(join(folder, 'parent', 'data', 'some.log')), 'x')
  } finally {
    process.umask(usual)
  }
  expect(wideModesIn(join(folder, 'parent'))).toEqual([])
  expect(readFileSync(join(folder, 'parent', 'data', 'some.log'), 'utf8')).toBe('x')
})

test('a folder that others may enter is tightened with all in it, but for what a link leads to', () => {
  const data = join(folder, 'data')
  mkdirSync(join(data, 'mailbox'), { recursive: true, mode: 0o755 })
  writeFileSync(join(data, 'mailbox', 'a.eml'), 'x', { mode: 0o644 })
  writeFileSync(join(data, 'program'), 'x', { mode: 0o755 })
  writeFileSync(join(folder, 'elsewhere'), 'x', { mode: 0o644 })
  symlinkSync(join(folder, 'elsewhere'), join(data, 'link'))
  openOwnFolder(data)
  expect(wideModesIn(data)).toEqual([])
  expect(modeOf(join(data, 'program'))).toBe(0o700)
  expect(modeOf(join(folder, 'elsewhere'))).toBe(0o644)
})

test('a folder behind a link is used where it is', () => {
  mkdirSync(join(folder, 'real'))
  symlinkSync('real', join(folder, 'link'))
  expect(openOwnFolder(join(folder, 'link'))).toBe(join(folder, 'real'))
})

test.each([
  ['a file', () => fileAt('file'), 'a file where a folder should be'],
  ['a path through a file', () => join(fileAt('file'), 'data'), 'a file where a folder should be'],
  ['a link that leads nowhere', () => linkTo('nowhere'), 'a link to a folder that is not there'],
  ['a link to itself', () => linkTo('link'), 'a link to a folder that is not there'],
  ['a name that is too long', () => join(folder, 'x'.repeat(300)), 'too long for this system'],
])('%s is refused with advice', (_what, path, words) => {
  expect(() => openOwnFolder(path())).toThrow(DataFolderError)
  expect(() => openOwnFolder(path())).toThrow(words)
})

test.each([
  ['of the whole system', () => '/tmp'],
  ['with other things', () => folder],
])('a data folder %s is refused, and keeps its mode', (_what, path) => {
  fileAt('other')
  const mode = modeOf(path())
  expect(() => openDataFolder(path())).toThrow(DataFolderError)
  expect(() => openDataFolder(path())).toThrow(
    `choose a folder of its own, such as ${join(path(), 'plumbline')}`,
  )
  expect([modeOf(path()), modeOf(join(folder, 'other'))]).toEqual([mode, 0o644])
})

test('a data folder from before is tightened, but for what somebody else put there', () => {
  mkdirSync(join(folder, 'mailbox'), { mode: 0o755 })
  writeFileSync(join(folder, 'mailbox', 'a.eml'), 'x', { mode: 0o644 })
  fileAt('other')
  openDataFolder(folder)
  expect(wideModesIn(join(folder, 'mailbox'))).toEqual([])
  expect([modeOf(folder), modeOf(join(folder, 'other'))]).toEqual([0o700, 0o644])
})

test('a folder where we may not write is refused with advice', () => {
  mkdirSync(join(folder, 'data'), { mode: 0o500 })
  asOrdinaryUser(() => {
    expect(() => openOwnFolder(join(folder, 'data'))).toThrow('this user may not write there')
    expect(() => openOwnFolder(join(folder, 'data', 'below'))).toThrow('this user may not write there')
  })
})

test('a folder where a file should be is refused with advice', () => {
  mkdirSync(join(folder, 'data', 'plumbline.log'), { recursive: true })
  expect(() => openOwnFile(join(folder, 'data', 'plumbline.log'))).toThrow('a folder where a file should be')
})

function fileAt(name: string): string {
  writeFileSync(join(folder, name), '')
  return join(folder, name)
}

function linkTo(target: string): string {
  rmSync(join(folder, 'link'), { force: true })
  symlinkSync(target, join(folder, 'link'))
  return join(folder, 'link')
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}

/** To root, every folder is writable. */
function asOrdinaryUser(check: () => void): void {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65534)
  try {
    check()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}
