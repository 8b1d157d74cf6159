import { expect, test } from 'vitest'
import { type TestedFile, tally } from './tally.ts'

test('counts passed and failed tests over all files', () => {
  expect(
    tally([fileWith('failed', ['passed', 'failed', 'failed']), fileWith('passed', ['passed'])], 0),
  ).toEqual({
    passed: 2,
    failed: 2,
  })
})

test('counts a file that failed before its first test as one failure', () => {
  expect(tally([fileWith('failed', []), fileWith('passed', ['passed'])], 0)).toEqual({ passed: 1, failed: 1 })
})

test('counts a file whose tests passed and whose clean-up failed as one failure', () => {
  expect(tally([fileWith('failed', ['passed'])], 0)).toEqual({ passed: 1, failed: 1 })
})

test('counts an error that no test caught as a failure', () => {
  expect(tally([fileWith('passed', ['passed'])], 1)).toEqual({ passed: 1, failed: 1 })
})

function fileWith(state: 'passed' | 'failed', outcomes: readonly string[]): TestedFile {
  return {
    state: () => state,
    children: { allTests: (wanted) => outcomes.filter((outcome) => outcome === wanted) },
  }
}
