import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTestFolder } from '../../setup/test-folder.ts'
import { runInProcess } from '../run-in-process.ts'

const projectFolder = join(import.meta.dirname, '..', '..', '..')

let folder: string
/** A rule file with a problem a line: its check prints more than any pipe holds. */
let manyProblems: string

beforeAll(() => {
  folder = makeTestFolder()
  manyProblems = join(folder, 'many.yaml')
  writeFileSync(manyProblems, `rules:\n${'  - category: fun\n'.repeat(4_000)}`)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs shell text in which `plumbline` is the command line; bash, for its PIPESTATUS. */
function shell(text: string) {
  const { PATH = '' } = process.env
  const plumbline = `plumbline() { "${process.execPath}" "${join(projectFolder, 'cli', 'main.ts')}" "$@"; }`
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${plumbline}\n${text}`], {
    cwd: projectFolder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 50_000_000,
    env: { PATH, PLUMBLINE_ENV_FILE: '/dev/null', PLUMBLINE_DATA_DIR: join(folder, 'data') },
  })
  return { status, stdout, stderr }
}

describe.skipIf(process.platform !== 'linux')('a standard output that takes nothing', () => {
  it('for it is full, ends with 74 and one line', () => {
    const { status, stderr } = shell('plumbline plan check plans/demo.yaml > /dev/full')
    expect({ status, stderr }).toEqual({
      status: 74,
      stderr: expect.stringMatching(/^plumbline: standard output can't be written \(the disk is full\).*\n$/),
    })
  })

  it('for it is closed, ends with 74 and one line', () => {
    const { status, stderr } = shell('plumbline plan check plans/demo.yaml >&-')
    expect({ status, stderr }).toEqual({
      status: 74,
      stderr: expect.stringMatching(/^plumbline: standard output is closed.*\n$/),
    })
  })

  it.each([
    ['a shell', () => shell('plumbline plan check plans/demo.yaml > /dev/null').status],
    [
      'another program',
      () =>
        spawnSync(process.execPath, ['cli/main.ts', 'plan', 'check', 'plans/demo.yaml'], {
          cwd: projectFolder,
          stdio: 'ignore',
          env: { PLUMBLINE_ENV_FILE: '/dev/null' },
        }).status,
    ],
  ])('because %s drops it is as good as any', (_who, run) => {
    expect(run()).toBe(0)
  })

  it('because its reader has what it wanted, ends with 141 and says nothing', () => {
    const { stdout, stderr } = shell(`plumbline rules check "${manyProblems}" | head -1; echo "$PIPESTATUS"`)
    expect(stdout).toMatch(/^many\.yaml:2:\d+ .*\n141\n$/)
    expect(stderr).toBe('')
  })
})

describe('a standard output that takes everything', () => {
  it('has a large result whole, also where its reader is slow', () => {
    const { status, stdout } = shell(
      `plumbline rules check "${manyProblems}" | { sleep 1; cat; }; exit "$PIPESTATUS"`,
    )
    expect(status).toBe(1)
    expect(stdout.length).toBeGreaterThan(200_000)
    expect(stdout).toMatch(/^many\.yaml:2:\d+ /)
    expect(stdout).toMatch(/\n[\d,]+ problems\n$/)
  })
})

describe('standard error without a reader', () => {
  const parts = [
    ['the terminal', 'cli/frame/terminal.ts', 'const { say } = module.processTerminal()'],
    [
      'the log',
      'worker/logging/log.ts',
      "const log = module.openLog('info', {}); const say = (line) => log.info(line)",
    ],
  ] as const

  it.each(parts)('does not end the work: %s', (name, file, open) => {
    const done = join(folder, `${name.replace(' ', '-')}.done`)
    const script = join(folder, `${name.replace(' ', '-')}.mjs`)
    writeFileSync(
      script,
      `const module = await import(${JSON.stringify(join(projectFolder, file))})
      ${open}
      for (let line = 0; line < 200; line++) {
        say('line ' + line + ' '.repeat(1_000))
        await new Promise((next) => setTimeout(next, 1))
      }
      (await import('node:fs')).writeFileSync(${JSON.stringify(done)}, 'done')`,
    )
    const { status } = shell(
      `"${process.execPath}" "${script}" 2>&1 >/dev/null | head -1 >/dev/null; exit "$PIPESTATUS"`,
    )
    expect(status).toBe(0)
    expect(readFileSync(done, 'utf8')).toBe('done')
  })

  it('still leaves the exit code and the result', () => {
    expect(shell('plumbline synk 2> /dev/full; exit $?').status).toBe(2)
    expect(shell('plumbline plan check plans/demo.yaml 2>&-')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('5 teams'),
    })
  })
})

describe('--json answers with one document', () => {
  const here = (words: string, environment: Readonly<Record<string, string>> = {}) =>
    runInProcess(words.split(' '), {
      environment: { PLUMBLINE_DATA_DIR: join(folder, 'data'), ...environment },
    })

  it.each<[string, string, number, string, Readonly<Record<string, string>>?]>([
    ['an unknown command', '--json synk', 2, 'UsageError'],
    ['an unknown option', 'connections --json --nightly', 2, 'UsageError'],
    ['no command', '--json', 2, 'UsageError'],
    ['a command group alone', 'report --json', 2, 'UsageError'],
    ['a missing argument', 'rules check --json', 2, 'UsageError'],
    ['a wrong value', 'sync --json --give-up-after soon', 2, 'UsageError'],
    ['a missing file', 'plan import nowhere.yaml --json', 2, 'PathError'],
    ['a folder for a file', 'plan import test --json', 2, 'PathError'],
    ['settings that are wrong', 'connections --json', 78, 'ConfigError', { LOG_LEVEL: 'loud' }],
    [
      'a database out of reach',
      'connections --json',
      69,
      'StoreUnavailableError',
      { DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/x' },
    ],
  ])('to %s', async (_what, words, status, name, environment) => {
    const { exitCode, stdout } = await here(words, environment)
    expect({ exitCode, document: JSON.parse(stdout) }).toEqual({
      exitCode: status,
      document: { error: { name, message: expect.any(String), exitCode: status } },
    })
  })

  // Read by the program alone, before the command begins.
  it.each([
    ['wrong', '$PWD/README.md'],
    ['missing', '/nowhere/.env'],
  ])('to a .env file that is %s', (_what, file) => {
    const { status, stdout } = shell(`export PLUMBLINE_ENV_FILE="${file}"\nplumbline connections --json`)
    expect({ status, document: JSON.parse(stdout) }).toEqual({
      status: 78,
      document: { error: { name: 'ConfigError', message: expect.any(String), exitCode: 78 } },
    })
  })

  it('to --help and --version', async () => {
    expect(JSON.parse((await here('sync --help --json')).stdout)).toEqual({
      help: expect.stringContaining('Usage: plumbline sync'),
    })
    expect(JSON.parse((await here('--version --json')).stdout)).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    })
  })
})
