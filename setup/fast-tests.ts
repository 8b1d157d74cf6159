import { findTests, reaches, readImports } from './import-graph.ts'

/** A test that needs none of these can't start a process, bundle workflows, ask for a server of the test run or open a browser. */
const slowImports = ['node:child_process', '@temporalio/worker', 'playwright-core', 'test/setup/ask-desk.ts']

/**
 * Finds the test files that start no process and no server of their own, so that they are done in seconds.
 * @param projectFolder holds `test/`
 * @returns paths below it, sorted
 */
export function findFastTests(projectFolder: string): string[] {
  const importsOf = readImports(projectFolder)
  return findTests(projectFolder).filter((test) => !reaches(test, slowImports, importsOf))
}
