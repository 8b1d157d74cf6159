import { expect, test } from 'vitest'
import { isConnectionName } from '../../../domain/sync/connection-name.ts'

test.each(['jira', 'Jira-2', '_', '__proto__', 'a.b', 'x'.repeat(100)])(
  '%s can name a connection',
  (name) => {
    expect(isConnectionName(name)).toBe(true)
  },
)

test.each([
  '',
  ' jira',
  'a b',
  'ä',
  'a\nb',
  'jira\n',
  '-x',
  '--all',
  '.',
  '..',
  '.env',
  '../x',
  'x'.repeat(101),
])('%j can name none: commands, paths and plans would read it as something else', (name) => {
  expect(isConnectionName(name)).toBe(false)
})
