/**
 * `npm run check`: everything that must hold before a push. Every step runs, even after one that failed; the tests' line
 * comes last. `npm run check:fast` leaves out what takes longer than seconds: dead code, and all tests but those that the
 * uncommitted changes concern and that start no process.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onParentExit } from '../embedded/process/parent-exit.ts'

const projectFolder = join(import.meta.dirname, '..')
onParentExit(() => process.exit(1))

/** The floors, from the top; README.md says what each is for. */
const floors = [
  'test',
  'setup',
  'bench',
  'demo',
  'start',
  'fakes',
  'cli',
  'web',
  'worker',
  'embedded',
  'wording',
  'queries',
  'workflows',
  'activities',
  'adapters',
  'templates',
  'domain',
]

interface Step {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
}

const fast = process.argv.includes('--fast')

const steps: readonly Step[] = [
  { name: 'types', program: 'tsc', args: ['--noEmit', '-p', '.'] },
  { name: 'lint and format', program: 'biome', args: ['ci', '--colors=off', '--error-on-warnings', '.'] },
  {
    name: 'boundaries',
    program: 'depcruise',
    args: [
      '--config',
      '.dependency-cruiser.mjs',
      ...floors.filter((floor) => existsSync(join(projectFolder, floor))),
    ],
  },
  ...(fast
    ? []
    : [
        { name: 'dead code', program: 'knip', args: ['--no-progress'] },
        // What only tests use is marked @internal.
        { name: 'dead code of the product', program: 'knip', args: ['--no-progress', '--production'] },
      ]),
]

const passed = await Promise.all(steps.map(passes))
const failed = steps.filter((_, index) => passed[index] === false).map(({ name }) => name)
if (failed.length > 0) console.log(`check: not in order: ${failed.join(', ')}. The tests follow.`)
const testsPass = await run(
  [join('test', 'run.ts'), ...(fast ? ['--changed', '--passWithNoTests', '--project=pure'] : ['--all'])],
  'inherit',
).then(({ code }) => code === 0)
process.exitCode = testsPass && failed.length === 0 ? 0 : 1

/** Prints a step's outcome and duration; its output only when it failed. */
async function passes({ name, program, args }: Step): Promise<boolean> {
  const startedAt = performance.now()
  const { code, output } = await run([join('node_modules', '.bin', program), ...args], 'pipe')
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (code !== 0) console.log(output.trim())
  console.log(`check: ${name} ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)`)
  return code === 0
}

async function run(
  args: readonly string[],
  output: 'inherit' | 'pipe',
): Promise<{ code: number | null; output: string }> {
  // Descriptor 3 is our end of the pipe that test/run.ts watches, as setup.mjs gives us one.
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    stdio: ['ignore', output, output, 'pipe'],
    env: { ...process.env, PLUMBLINE_PARENT_PIPE: '3' },
  })
  const exited = once(child, 'exit')
  const [said, complained] = await Promise.all(
    [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')),
  )
  await exited
  return { code: child.exitCode, output: `${said}${complained}` }
}
