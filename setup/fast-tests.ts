import { findTests, reaches, readImports } from './import-graph.ts'

/** What starts processes, or changes the process that it runs in (Temporal's worker, a browser). */
const processImports = ['node:child_process', '@temporalio/worker', 'playwright-core']
/** Servers that the test run starts once, for all who ask. */
const serverImports = ['test/setup/ask-desk.ts']

/** Test files by what they need: paths below the project, sorted. */
export interface TestsByNeed {
  /** Start no process and ask for no server, so that they are done in seconds. */
  readonly pure: readonly string[]
  /** Ask for the test run's servers, and start no process of their own. */
  readonly store: readonly string[]
}

/** @param projectFolder holds `test/` */
export function findTestsByNeed(projectFolder: string): TestsByNeed {
  const importsOf = readImports(projectFolder)
  const quiet = findTests(projectFolder).filter((test) => !reaches(test, processImports, importsOf))
  const isPure = (test: string): boolean => !reaches(test, serverImports, importsOf)
  return { pure: quiet.filter(isPure), store: quiet.filter((test) => !isPure(test)) }
}
