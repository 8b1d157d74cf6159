import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { wideModesIn } from '../embedded/wide-modes.ts'
import { putPostgresFolder } from '../setup/postgres-folder.ts'
import { makeFolderInMemory } from '../setup/test-folder.ts'
import { waitUntil } from '../setup/wait-until.ts'

let folder: string

beforeEach(() => {
  folder = makeFolderInMemory()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('Ctrl-C in the middle of the journey ends it in order, and says that the next one goes on', async () => {
  const { said, exitCode } = await runUntilSync((demo) => demo.kill('SIGINT'))
  expect(said).toContain('Stopping at SIGINT')
  expect(said).not.toMatch(/^done in|^\s+at /m)
  expect(exitCode).toBe(130)
  // Logs, ports, key, databases, mailbox.
  expect(wideModesIn(folder)).toEqual([])
})

// What a lost PostgreSQL does to each of its clients is shown in test/adapters/store/sql/lost-server.test.ts, and what it does to a
// worker in test/worker/lost-servers.test.ts: nothing here but the demo waits for an answer of Temporal.
test('a Temporal that is lost in the middle of the journey ends it in words', async () => {
  await putPostgresFolder(join(folder, 'postgres'))
  const { said, exitCode } = await runUntilSync(() => {
    const record = JSON.parse(readFileSync(join(folder, 'temporal', 'server.json'), 'utf8'))
    process.kill(record.serverPid, 'SIGKILL')
  })
  expect(said).toContain('Temporal ended')
  // Temporal's native half complains of a lost server: in the log, not to the person.
  expect(said).not.toContain('gRPC call')
  expect(said).not.toMatch(/^done in|^\s+at /m)
  expect(exitCode).toBe(69)
})

/** Runs the demo on the test's folder, disturbs it while it syncs, and answers with all that it said. */
async function runUntilSync(
  disturb: (demo: ChildProcess) => void,
): Promise<{ readonly said: string; readonly exitCode: number | null }> {
  const demo = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'demo', 'main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PLUMBLINE_DEMO_DIR: folder, PLUMBLINE_ENV_FILE: '/dev/null' },
  })
  let said = ''
  for (const stream of [demo.stdout, demo.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
    })
  const closed = once(demo, 'close')
  try {
    await waitUntil(() => /mails are kept in[\s\S]*(tickets|\nsync)/.test(said) || demo.exitCode !== null)
    disturb(demo)
    await closed
    return { said, exitCode: demo.exitCode }
  } finally {
    demo.kill('SIGKILL')
  }
}
