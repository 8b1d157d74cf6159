import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeReturnPath } from '../../../domain/sign-in/return-path.ts'
import { anyUrl } from '../../builders/any-text.ts'

test('a path of ours stays, with its query', () => {
  expect(safeReturnPath('/teams/core?quarter=2026-Q2')).toBe('/teams/core?quarter=2026-Q2')
})

test.each([
  null,
  undefined,
  '',
  'teams',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  `/${'a'.repeat(500)}`,
])('%j becomes the start', (path) => {
  expect(safeReturnPath(path)).toBe('/')
})

test('whatever is given, a browser stays on our site', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyUrl(),
        fc.string(),
        fc.string().map((text) => `/${text}`),
      ),
      (path) => {
        expect(new URL(safeReturnPath(path), 'https://plumbline.example').origin).toBe(
          'https://plumbline.example',
        )
      },
    ),
  )
})
