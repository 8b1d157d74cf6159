import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createVitest } from 'vitest/node'
import { type Mutant, mutate } from './mutants.ts'

/** A lane's input: null runs the tests on unchanged code. */
export interface Trial {
  readonly mutant: Mutant | null
  readonly tests: readonly string[]
}

/** The test that killed the mutant; null if it survived. */
export interface Verdict {
  readonly noticedBy: string | null
}

const projectFolder = join(import.meta.dirname, '..', '..')
let mutant: Mutant | null = null

/** Runs trials one after another in a vitest that stays, so that a trial costs little more than its tests. */
const vitest = await createVitest(
  'test',
  {
    root: projectFolder,
    config: false,
    watch: false,
    reporters: [{}],
    include: ['test/domain/**/*.test.ts'],
    // In-process, a mutant that never ends dies with this process; a worker process would stay.
    pool: 'threads',
    isolate: false,
    // The cache on disk goes by what the file holds, and would hide every mutant.
    fsModuleCache: false,
    maxWorkers: 1,
    bail: 1,
    testTimeout: 30_000,
    passWithNoTests: true,
  },
  {
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        load: (id) =>
          mutant !== null && id === join(projectFolder, mutant.file)
            ? mutate(readFileSync(id, 'utf8'), mutant)
            : null,
      },
    ],
  },
)
await vitest.standalone()
process.on('disconnect', () => process.exit(1))
process.on('message', (trial: Trial) => void run(trial))
process.send?.({ ready: true })

async function run(trial: Trial): Promise<void> {
  const before = mutant
  mutant = trial.mutant
  for (const changed of [before, mutant])
    if (changed !== null) vitest.invalidateFile(join(projectFolder, changed.file))
  const verdict: Verdict = { noticedBy: await firstFailing(trial.tests) }
  process.send?.(verdict)
}

/** Nearest tests first, by themselves: most mutants go no further. */
async function firstFailing(tests: readonly string[]): Promise<string | null> {
  for (const group of [tests.slice(0, 1), tests.slice(1)]) {
    if (group.length === 0) continue
    const specifications = group.flatMap((test) => vitest.getModuleSpecifications(join(projectFolder, test)))
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications)
    // It names the modules of earlier runs too.
    const failed = group.find((test) =>
      testModules.some(
        (module) => module.moduleId === join(projectFolder, test) && module.state() === 'failed',
      ),
    )
    if (failed !== undefined) return failed
    if (unhandledErrors.length > 0) return 'an unhandled error'
  }
  return null
}
