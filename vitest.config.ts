import { defineConfig } from 'vitest/config'
import { findTestsByNeed } from './setup/fast-tests.ts'
import { SlowestFirst } from './test/setup/slowest-first.ts'

const { pure, store, workers } = findTestsByNeed(import.meta.dirname)
// Vitest's types want lists that could be changed.
const [pureTests, storeTests, workerTests] = [[...pure], [...store], [...workers]]

export default defineConfig({
  test: {
    globalSetup: ['test/setup/global-setup.ts'],
    // For a machine with ten times as much to do as it can: a test that hangs is rare, a busy machine is not.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Many tests wait for a server rather than compute; vitest's own choice on two cores is one.
    maxWorkers: 4,
    sequence: { sequencer: SlowestFirst },
    // Node says so of WebAssembly modules, which Prisma's schema engine is.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    projects: [
      // A process for each file: what one runs or changes in its process can't disturb another.
      {
        extends: true,
        test: {
          name: 'servers',
          include: ['test/**/*.test.ts'],
          exclude: [...pureTests, ...storeTests, ...workerTests],
        },
      },
      // A process for many files: each costs a second of a core before its first test.
      { extends: true, test: { name: 'workers', include: workerTests, isolate: false } },
      { extends: true, test: { name: 'store', include: storeTests, isolate: false } },
      { extends: true, test: { name: 'pure', include: pureTests, isolate: false } },
    ],
  },
})
