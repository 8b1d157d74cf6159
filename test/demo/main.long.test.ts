import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
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

test('each link of its reports leads to the page behind it, at the place that it names, without signing in', async () => {
  const dead: string[] = []
  const followed = new Set<string>()
  const { exitCode } = await runUntil(
    ['--keep'],
    (said) => said.includes('Staying up until Ctrl-C'),
    async (demo) => {
      const mailbox = join(folder, 'mailbox')
      const mails = readdirSync(mailbox).filter((name) => name.endsWith('.eml'))
      for (const name of mails) {
        for (const link of linksOf(readFileSync(join(mailbox, name), 'utf8'))) {
          const [address = '', place] = link.split('#')
          followed.add(address)
          const page = await fetch(address)
          const words = await page.text()
          if (!page.ok || (place !== undefined && !words.includes(`id="${place}"`)))
            dead.push(`${name}: ${page.status} ${link}`)
        }
      }
      demo.kill('SIGINT')
    },
  )
  expect(dead).toEqual([])
  expect(followed.size).toBeGreaterThan(5)
  expect(exitCode).toBe(0)
})

/** The addresses of pages behind reports in a mail as it was sent. */
function linksOf(mail: string): string[] {
  const whole = mail.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')
  return [
    ...new Set(
      [...whole.matchAll(/http:\/\/127\.0\.0\.1:\d+\/read\/[\w-]+(?:#[\w-]+)?/g)].map(([link]) => link),
    ),
  ]
}

interface Ended {
  readonly said: string
  readonly exitCode: number | null
}

/** Runs the demo on the test's folder, disturbs it while it syncs, and answers with all that it said. */
function runUntilSync(disturb: (demo: ChildProcess) => void): Promise<Ended> {
  return runUntil([], (said) => /mails are kept in[\s\S]*(tickets|\nsync)/.test(said), disturb)
}

async function runUntil(
  options: readonly string[],
  isThere: (said: string) => boolean,
  disturb: (demo: ChildProcess) => unknown,
): Promise<Ended> {
  const main = join(import.meta.dirname, '..', '..', 'demo', 'main.ts')
  const demo = spawn(process.execPath, [main, ...options], {
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
    await waitUntil(() => isThere(said) || demo.exitCode !== null)
    await disturb(demo)
    await closed
    return { said, exitCode: demo.exitCode }
  } finally {
    demo.kill('SIGKILL')
  }
}
