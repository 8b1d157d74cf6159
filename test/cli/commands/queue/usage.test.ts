import { expect, test } from 'vitest'
import { at } from '../../../builders/ticket.ts'
import { runInProcess } from '../../run-in-process.ts'

const author = ['--author', 'ada@company.example']

test.each([
  [['--answer', 'WEB-17'], "takes a ticket's key and one of roadmap, ktlo, reliability, unclear"],
  [['--answer', 'WEB-17', 'nonsense', ...author], "takes a ticket's key and one of"],
  [['--answer', 'WEB-17', 'ktlo'], 'add --author'],
  [['--answer', 'WEB-17', 'ktlo', '--author', 'ada'], 'is not an e-mail address'],
  [['--answer', 'WEB-17', 'ktlo', '--ask', ...author], 'use one of --answer, --take-back and --ask'],
  [['--ask'], 'add --author'],
  [['--ask', ...author], '--ask needs a terminal'],
  [['--anew'], '--anew goes with --random'],
  [['--limit', '0'], 'give a count from 1 to 9999'],
])('queue %j is refused before anything is opened', async (words, message) => {
  const ended = await runInProcess(['queue', ...words], {
    environment: {},
    nowAt: at('2026-06-12T12:00:00Z'),
  })
  expect(ended.stderr).toContain(message)
  expect(ended.exitCode).toBe(2)
})
