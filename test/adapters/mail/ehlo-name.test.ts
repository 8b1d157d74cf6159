import { expect, test } from 'vitest'
import { isEhloName, ownEhloName } from '../../../adapters/mail/ehlo-name.ts'

test.each([
  ['plumbline.company.example', true],
  ['xn--mnchen-3ya.example', true],
  ['[203.0.113.7]', true],
  ['203.0.113.17', false],
  ['[203.0.113.700]', false],
  ['app_1.internal', false],
  ['münchen.example', false],
  ['plumbline', false],
  ['plumbline.example.', false],
  ['-a.example', false],
  ['a.example-', false],
  ['', false],
])('relays take %j for who greets them: %s', (name, taken) => {
  expect(isEhloName(name)).toBe(taken)
})

test('a machine greets by its full name, and by its address where it has none that relays take', () => {
  expect(ownEhloName('app.company.example')).toBe('app.company.example')
  expect(ownEhloName('app_1.internal')).toBe('[127.0.0.1]')
  expect(ownEhloName('app')).toBe('[127.0.0.1]')
  expect(ownEhloName('')).toBe('[127.0.0.1]')
  expect(ownEhloName('10.0.0.12')).toBe('[10.0.0.12]')
})
