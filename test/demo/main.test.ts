import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeTestFolder } from '../setup/test-folder.ts'
import { waitUntil } from '../setup/wait-until.ts'

let folder: string

beforeEach(() => {
  folder = makeTestFolder()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('Ctrl-C in the middle of the journey ends it in order, and says that the next one goes on', {
  timeout: 90_000,
}, async () => {
  const demo = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'demo', 'main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PLUMBLINE_DEMO_DIR: folder },
  })
  let said = ''
  for (const stream of [demo.stdout, demo.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
    })
  const closed = once(demo, 'close')
  try {
    await waitUntil(
      () => /tickets|^sync/m.test(said.split('mailbox')[1] ?? '') || demo.exitCode !== null,
      60_000,
    )
    demo.kill('SIGINT')
    await closed
    expect(said).toContain('Stopping at SIGINT')
    expect(said).not.toMatch(/^done in|^\s+at /m)
    expect(demo.exitCode).toBe(130)
  } finally {
    demo.kill('SIGKILL')
  }
})
