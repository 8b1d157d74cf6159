import { defineConfig } from 'vitest/config'
import { findFastTests } from './setup/fast-tests.ts'
import { SlowestFirst } from './test/setup/slowest-first.ts'

const fastTests = findFastTests(import.meta.dirname)

export default defineConfig({
  test: {
    globalSetup: ['test/setup/global-setup.ts'],
    // For a machine with ten times as much to do as it can: a test that hangs is rare, a busy machine is not.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Many tests wait for a server rather than compute; vitest's own choice on two cores is one.
    maxWorkers: 3,
    sequence: { sequencer: SlowestFirst },
    // Node says so of WebAssembly modules, which Prisma's schema engine is.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    projects: [
      // A process for several files: nothing here starts a process or a server.
      { extends: true, test: { name: 'pure', include: fastTests, isolate: false } },
      // A process for each file: workers, servers and signals of one can't disturb another.
      { extends: true, test: { name: 'servers', include: ['test/**/*.test.ts'], exclude: fastTests } },
    ],
  },
})
