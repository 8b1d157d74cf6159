import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCacheFolder } from '../../../embedded/process/cache-folder.ts'
import { DataFolderError } from '../../../embedded/process/own-folder.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

let folder: string
let noFolder: string

beforeEach(() => {
  folder = makeTestFolder()
  noFolder = join(folder, 'file')
  writeFileSync(noFolder, '')
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test("is the user's own where that can be written, and made where it is missing", () => {
  expect(openCacheFolder(join(folder, 'home'), folder)).toBe(join(folder, 'home', 'plumbline'))
  expect(existsSync(join(folder, 'home', 'plumbline'))).toBe(true)
})

test("is the project's own where the user's can't be written", () => {
  expect(openCacheFolder(noFolder, folder)).toBe(join(folder, '.plumbline', 'cache'))
})

test('says what to set where neither can be written', () => {
  expect(() => openCacheFolder(noFolder, noFolder)).toThrow(DataFolderError)
  expect(() => openCacheFolder(noFolder, noFolder)).toThrow('set XDG_CACHE_HOME to a folder')
})
