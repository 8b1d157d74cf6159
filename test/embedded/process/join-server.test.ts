import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { joinServer, ServerStartError } from '../../../embedded/process/shared-server.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

let folder: string

beforeEach(() => {
  folder = makeTestFolder()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a supervisor that dies before it takes our connection is a reset connection, and the next start is tried', async () => {
  const supervisor = spawn(process.execPath, ['-e', neverAccepts, join(folder, 'users.sock')])
  await once(supervisor.stdout, 'data')
  const joining = joinServer(folder, () => Promise.reject(new ServerStartError('a new start')), 60_000)
  // Long enough to connect; what fails meanwhile would end this process as an unhandled rejection.
  await Promise.all([
    expect(joining).rejects.toThrow('a new start'),
    sleep(300).then(() => supervisor.kill('SIGKILL')),
  ])
})

/** Listens, and does nothing else: connections wait in the kernel until it dies. */
const neverAccepts = `
require('node:net').createServer().listen(process.argv[1], () => {
  require('node:fs').writeSync(1, 'listening')
  for (;;);
})`
