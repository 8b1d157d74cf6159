import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A process for each file: workers, servers and signals of one can't disturb another.
    pool: 'forks',
    // Many tests wait for a server rather than compute; vitest's own choice on two cores is one.
    maxWorkers: 2,
    // Node says so of WebAssembly modules, which Prisma's schema engine is.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
})
