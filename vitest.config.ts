import { defineConfig } from 'vitest/config'
import { findTestsByNeed } from './setup/fast-tests.ts'
import { SlowestFirst } from './test/setup/slowest-first.ts'
import { testLimitMs, waitLimitMs } from './test/setup/time-limits.ts'

const { pure, shared, long } = findTestsByNeed(import.meta.dirname)
// Vitest's types want lists that could be changed.
const [pureTests, sharedTests, longTests] = [[...pure], [...shared], [...long]]

export default defineConfig({
  test: {
    globalSetup: ['test/setup/global-setup.ts'],
    setupFiles: ['test/setup/seed.ts'],
    testTimeout: testLimitMs,
    hookTimeout: testLimitMs,
    expect: { poll: { timeout: waitLimitMs } },
    pool: 'forks',
    // Node strips the types itself, as it does for the product, and keeps what it compiled: cheaper than Vite's transforms.
    experimental: { viteModuleRunner: false, nodeLoader: false },
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
          exclude: [...pureTests, ...sharedTests, ...longTests],
        },
      },
      // Left out by test/run.ts unless asked for.
      { extends: true, test: { name: 'long', include: longTests } },
      // A process for many files: each costs seconds of a core before its first test.
      { extends: true, test: { name: 'shared', include: sharedTests, isolate: false } },
      // They wait for nothing: more processes than cores would only load all that they import more often.
      {
        extends: true,
        test: {
          name: 'pure',
          include: pureTests,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
