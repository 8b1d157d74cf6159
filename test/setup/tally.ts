export interface Tally {
  readonly passed: number
  /** Failed tests, files that failed outside any test, and errors that no test caught. */
  readonly failed: number
}

/** What is asked of vitest's `TestModule`. */
export interface TestedFile {
  state: () => string
  readonly children: { allTests: (state: 'passed' | 'failed') => Iterable<unknown> }
}

/** Counts a run so that nothing which went wrong is missing from it: a file that couldn't be read has no failed test. */
export function tally(files: readonly TestedFile[], unhandledErrors: number): Tally {
  let [passed, failed] = [0, unhandledErrors]
  for (const file of files) {
    const [good, bad] = [count(file, 'passed'), count(file, 'failed')]
    passed += good
    failed += file.state() === 'failed' && bad === 0 ? 1 : bad
  }
  return { passed, failed }
}

function count(file: TestedFile, state: 'passed' | 'failed'): number {
  return [...file.children.allTests(state)].length
}
