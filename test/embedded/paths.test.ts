import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataFolderError } from '../../embedded/process/own-folder.ts'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { startTemporal } from '../../embedded/temporal/server.ts'
import { runCommand } from '../cli/command-line.ts'
import { makeFolderInMemory } from '../setup/test-folder.ts'
import { answers, startServerUser } from './server-users.ts'
import { wideModesIn } from './wide-modes.ts'

let folder: string

beforeEach(() => {
  folder = makeFolderInMemory()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  [
    'a leading dash, signs of a URI and of a shell, and letters of all the world',
    () => `-D a#b?c=d&mode=memory%41 'b' "c" $HOME \`id\` \\ ;* Übung-数据-🙂`,
  ],
  ['all the length that SQLite takes, and more than a socket does', () => longName(480)],
])(
  'both servers keep their data in a folder whose path has %s, for their owner alone',
  async (_what, name) => {
    const dataDir = join(folder, name())
    const program = await findTemporalBinary({
      explicitPath: process.env['TEMPORAL_CLI_PATH'] ?? null,
      log: console.error,
    })
    for (const _start of ['first', 'later']) {
      const user = await startServerUser(dataDir, program)
      try {
        expect(await answers(user.url)).toBe(true)
        expect(wideModesIn(dataDir)).toEqual([])
      } finally {
        await user.leave()
      }
    }
    expect(existsSync(join(dataDir, 'temporal', 'temporal.db'))).toBe(true)
  },
)

test('a path that is a byte too long for SQLite is refused with advice, before any server starts', async () => {
  const dataDir = join(folder, longName(481), 'temporal')
  const start = startTemporal({ dataDir, log: expect.fail, binary: '/nowhere', uiPort: null })
  await expect(start).rejects.toThrow(DataFolderError)
  await expect(start).rejects.toThrow('choose a shorter one')
})

test('a file where the data folder should be is reported in one line, with the exit code of a setting', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const { exitCode, stderr } = await runCommand(['deliveries'], { PLUMBLINE_DATA_DIR: file }, { cwd: folder })
  expect(stderr).toBe(
    `plumbline: ${file} can't be used: there is a file where a folder should be; move it away, or choose another folder\n`,
  )
  expect(exitCode).toBe(78)
})

test.each(['postgres', 'plumbline.log'])('so is something else in the place of %s', async (name) => {
  const dataDir = join(folder, 'data')
  if (name === 'postgres') {
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, name), '')
  } else mkdirSync(join(dataDir, name), { recursive: true })
  const { exitCode, stderr } = await runCommand(
    ['deliveries'],
    { PLUMBLINE_DATA_DIR: dataDir },
    { cwd: folder },
  )
  expect(stderr).toMatch(new RegExp(`^plumbline: .*${name}.*\\n$`))
  expect(exitCode).toBe(78)
})

/** With it, the folder of Temporal's database has a path of so many bytes. */
function longName(bytes: number): string {
  const length = bytes - join(folder, 'x', 'y', 'z', 'temporal').length + 3
  return join('x'.repeat(length - 400), 'y'.repeat(200), 'z'.repeat(200))
}
