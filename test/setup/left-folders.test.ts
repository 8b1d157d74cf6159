import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dropLeftFoldersIn } from './left-folders.ts'
import { makeTestFolder } from './test-folder.ts'

/** Above what any system counts to. */
const nobodysPid = 99_999_999
const folder = makeTestFolder()
afterAll(() => rmSync(folder, { recursive: true }))

test('of the folders of tests, those go whose process has ended, and nothing else', () => {
  const [running, others] = [`plumbline-test-${process.pid}-a`, `other-${nobodysPid}-a`]
  for (const name of [running, others, `plumbline-test-${nobodysPid}-a`]) mkdirSync(join(folder, name))
  dropLeftFoldersIn(folder)
  expect(readdirSync(folder).toSorted()).toEqual([others, running])
})
