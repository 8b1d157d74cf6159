import { expect, test } from 'vitest'
import { isListedReader, plannedNotice } from '../../../../domain/deliver/readers/readership.ts'
import type { Audience, ReportScope, Stakeholder } from '../../../../domain/plan/plan.ts'

const company: ReportScope = { kind: 'company' }
const core: ReportScope = { kind: 'team', teamId: 'core' }

function reader(email: string, audience: Audience, scope: ReportScope): Stakeholder {
  return { stakeholderId: email, email, name: email, audience, scope }
}

const plan = {
  teams: [{ teamId: 'core', name: 'Core', calendarId: 'berlin', focusShare: null, formerIds: ['base'] }],
  stakeholders: [
    reader('ada@company.example', 'executive', company),
    reader('ben@company.example', 'product', core),
  ],
}

test('a report’s reader is who the plan lists for its audience and scope, in any spelling of the address', () => {
  const report = { kind: 'report', audience: 'executive', scope: company } as const
  expect(isListedReader(plan, report, ['Ada@Company.example'])).toBe(true)
  expect(isListedReader(plan, report, ['ben@company.example'])).toBe(false)
  expect(isListedReader(plan, report, ['ben@company.example', 'ada@company.example'])).toBe(true)
  expect(isListedReader(plan, { ...report, audience: 'product' }, ['ada@company.example'])).toBe(false)
})

test('a team’s mails are its readers’ also under the id that it had before', () => {
  const emails = ['ben@company.example']
  const report = { kind: 'report', audience: 'product', scope: { kind: 'team', teamId: 'base' } } as const
  expect(isListedReader(plan, report, emails)).toBe(true)
  expect(isListedReader(plan, { ...report, scope: { kind: 'team', teamId: 'gone' } }, emails)).toBe(false)
  expect(isListedReader(plan, { kind: 'notice', teamId: 'base' }, emails)).toBe(true)
  expect(isListedReader(plan, { kind: 'notice', teamId: 'core' }, ['ada@company.example'])).toBe(false)
})

test('only notices about a team go to readers of the plan', () => {
  expect(plannedNotice('drift notice', 'core')).toEqual({ kind: 'notice', teamId: 'core' })
  expect(plannedNotice('review reminder', 'core')).toEqual({ kind: 'notice', teamId: 'core' })
  expect(plannedNotice('expiry notice', null)).toBeNull()
  expect(plannedNotice('draft', 'core')).toBeNull()
})
