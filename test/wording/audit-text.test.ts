import { expect, test } from 'vitest'
import { auditActionText } from '../../wording/audit-text.ts'

test('an action is told in words', () => {
  expect(auditActionText('settle mail: send again')).toBe('Mail settled: send it again')
  expect(auditActionText('remind review')).toBe('Reviewers reminded')
})

test('an action that another version stored is told as it is stored', () => {
  expect(auditActionText('rename tracker')).toBe('rename tracker')
  expect(auditActionText('constructor')).toBe('constructor')
})
