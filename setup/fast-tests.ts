import { findTests, type ImportsOf, reaches, readImports } from './import-graph.ts'

/** What starts processes, or changes the process that it runs in (Temporal's worker, a browser). */
const processImports = ['node:child_process', '@temporalio/worker', 'playwright-core']
/** Servers that the test run starts once, for all who ask. */
const serverImports = ['test/setup/ask-desk.ts']
/** What a test runs or changes in its own process that another one there would notice; a process that it starts is none. */
const ownImports = [
  'adapters/trackers/registry.ts',
  'embedded/postgres/server.ts',
  'embedded/temporal/binary.ts',
  'embedded/temporal/server.ts',
  'embedded/process/shared-server.ts',
]

/** Kills at many points, scripts of changing trackers, thousands of records: minutes, which not every run of the tests should take. */
const longName = /\.long\.test\.ts$/

/** Test files by what they need: paths below the project, sorted. The others need a process of their own. */
export interface TestsByNeed {
  /** By their names, whatever they need. */
  readonly long: readonly string[]
  /** Start no process and ask for no server, so that they are done in seconds. */
  readonly pure: readonly string[]
  /** Ask for the test run's servers, or run Temporal's worker, a browser or other processes, which they end again. */
  readonly shared: readonly string[]
}

/** @param projectFolder holds `test/` */
export function findTestsByNeed(projectFolder: string): TestsByNeed {
  const importsOf = readImports(projectFolder)
  const all = findTests(projectFolder)
  const long = all.filter((test) => longName.test(test))
  const tests = all.filter((test) => !long.includes(test))
  const isQuiet = (test: string): boolean => !reaches(test, processImports, importsOf)
  const isPure = (test: string): boolean => !reaches(test, serverImports, importsOf)
  // What the product could start, it doesn't where a test gives it servers.
  const importsOfTests: ImportsOf = (file) => (file.startsWith('test/') ? importsOf(file) : [])
  const needsOwn = (test: string): boolean => reaches(test, ownImports, importsOfTests)
  return {
    long,
    pure: tests.filter((test) => isQuiet(test) && isPure(test)),
    shared: tests.filter((test) => (isQuiet(test) ? !isPure(test) : !needsOwn(test))),
  }
}
