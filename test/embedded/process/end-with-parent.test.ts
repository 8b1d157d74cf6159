import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, constants as modes, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeOf, commandLineOf } from '../../../embedded/process/processes.mjs'
import { shellArguments } from '../../../embedded/process/run-with-parent.mjs'
import { makeTestFolder } from '../../setup/test-folder.ts'
import { waitUntil } from '../../setup/wait-until.ts'

let folder: string
const started: ChildProcess[] = []

beforeEach(() => {
  folder = makeTestFolder()
})

afterEach(() => {
  for (const child of started.splice(0)) {
    child.stdin?.end()
    child.kill('SIGKILL')
  }
  rmSync(folder, { recursive: true })
})

/** bash is the system's shell on macOS; unlike Debian's, it notices a program's end before it is asked. */
const shells = ['/bin/sh', '/bin/bash'].filter((shell) => existsSync(shell))
const { SIGKILL, SIGTERM } = constants.signals
const untilEnded = 'while :; do sleep 0.05; done'

test.each(shells)('ends with the status of a program that is over at once (%s)', async (shell) => {
  for (const status of [0, 7, 126, 127]) expect(await exitOf(run(shell, `exit ${status}`))).toBe(status)
})

test.each(shells)('ends with 128 + the signal that ended its program (%s)', async (shell) => {
  expect(await exitOf(run(shell, 'kill -s KILL $$'))).toBe(128 + SIGKILL)
  expect(await exitOf(run(shell, 'kill -s TERM $$'))).toBe(128 + SIGTERM)
})

test.each(shells)(
  'keeps the status of a program that was over before it was waited for (%s)',
  async (shell) => {
    const numbers = makeFullPipe()
    const child = run(shell, 'echo $$; exit 7', numbers.descriptor)
    const pid = await pidSaidBy(child)
    await waitUntil(() => commandLineOf(pid) === null)
    // Until now the shell could not tell the process number.
    numbers.empty()
    expect(await exitOf(child)).toBe(7)
    numbers.close()
  },
)

test.each(shells)(
  'outlives the signals of a group, and ends as its program then does (%s)',
  async (shell) => {
    const child = run(shell, `trap "exit 5" TERM; echo $$; ${untilEnded}`)
    const pid = await pidSaidBy(child)
    child.kill('SIGTERM')
    child.kill('SIGHUP')
    process.kill(pid, 'SIGTERM')
    expect(await exitOf(child)).toBe(5)
  },
)

test.each(shells)('kills a program that ignores the end of its parent (%s)', async (shell) => {
  const child = run(shell, `trap "" TERM; echo $$; ${untilEnded}`)
  const pid = await pidSaidBy(child)
  child.stdin?.end()
  expect(await exitOf(child)).toBe(128 + SIGKILL)
  expect(commandLineOf(pid)).toBe(null)
})

/** Runs a shell program under end-with-parent.sh, which tells its process number to the descriptor. */
function run(shell: string, program: string, numbers: number | 'pipe' = 'pipe'): ChildProcess {
  const child = spawn(shell, shellArguments('TERM', 1, '/bin/sh', ['-c', program]), {
    // Shells say there which signal ended a program.
    stdio: ['pipe', 'pipe', 'ignore', numbers],
  })
  started.push(child)
  child.stdin?.write('go\n')
  return child
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit')
  return child.exitCode
}

async function pidSaidBy(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('The program was started without a pipe to read.')
  const [said] = await once(child.stdout, 'data')
  return Number(said)
}

/** A pipe on which nothing can be written until it is emptied. */
function makeFullPipe(): { descriptor: number; empty(): void; close(): void } {
  const file = join(folder, 'numbers')
  spawnSync('/usr/bin/env', ['mkfifo', file])
  const ours = openSync(file, modes.O_RDWR | modes.O_NONBLOCK)
  const descriptor = openSync(file, modes.O_WRONLY)
  const chunk = Buffer.alloc(1_024)
  untilItWouldBlock(() => writeSync(ours, chunk))
  return {
    descriptor,
    empty: () => untilItWouldBlock(() => readSync(ours, chunk)),
    close: () => {
      closeSync(ours)
      closeSync(descriptor)
    },
  }
}

function untilItWouldBlock(step: () => void): void {
  try {
    for (;;) step()
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') throw error
  }
}
