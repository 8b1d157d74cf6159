import { expect, test } from 'vitest'
import { isLongAsked } from './long-tests.ts'

test('npm test leaves the long tests out', () => {
  expect(isLongAsked([], [], undefined)).toBe(false)
  expect(isLongAsked(['-t', 'a worker'], [], undefined)).toBe(false)
})

test('they run when all are asked for, or files or a project by name', () => {
  expect(isLongAsked(['--all'], [], undefined)).toBe(true)
  expect(isLongAsked(['test/journey'], ['test/journey'], undefined)).toBe(true)
  expect(isLongAsked(['--project=pure'], [], 'pure')).toBe(true)
})
