import { describe, expect, it } from 'vitest'
import {
  authorisedFrom,
  authorisedNow,
  isOverdue,
  type MailingRun,
  type RunAuthorisation,
  refusalOf,
  validForMs,
} from '../../../domain/deliver/authorisation.ts'
import { at } from '../../builders/ticket.ts'

const nowAt = at('2026-06-10T06:00:00Z')
const workflowId = 'quarter-report-2026-Q2'
const authorisation: RunAuthorisation = authorisedNow({
  runAuthorisationId: 'one',
  quarter: '2026-Q2',
  workflowId,
  madeBy: 'report send',
  nowAt,
})
const run: MailingRun = { quarter: '2026-Q2', workflowId, runId: 'run-1', nowAt }

describe('a run may mail', () => {
  it.each<[string, RunAuthorisation, MailingRun]>([
    ['from the instant of its authorisation', authorisation, run],
    ['until it expires', authorisation, { ...run, nowAt: nowAt + validForMs - 1 }],
    ['again, where it is the run that did before', { ...authorisation, runId: 'run-1' }, run],
    [
      'under the name that a schedule gave it, with the time that Temporal appends',
      { ...authorisation, workflowId: 'scheduled-running-deliver' },
      { ...run, workflowId: 'scheduled-running-deliver-2026-06-10T06:00:00Z' },
    ],
  ])('%s', (_when, given, asking) => {
    expect(refusalOf(given, asking)).toBeNull()
  })
})

describe('a run may not mail', () => {
  it.each<[string, RunAuthorisation | null, MailingRun, string]>([
    ['that nobody authorised', null, run, 'started without authorisation'],
    [
      'under the name of another workflow',
      authorisation,
      { ...run, workflowId: 'copied' },
      'started without authorisation',
    ],
    [
      'before it is due',
      authorisation,
      { ...run, nowAt: nowAt - 1 },
      'not due before 2026-06-10T06:00:00.000Z',
    ],
    [
      'from when it expires',
      authorisation,
      { ...run, nowAt: nowAt + validForMs },
      'due until 2026-07-10T06:00:00.000Z',
    ],
    ['after another run did', { ...authorisation, runId: 'run-0' }, run, 'may not run twice'],
  ])('%s', (_why, given, asking, words) => {
    expect(refusalOf(given, asking)).toContain(words)
    expect(refusalOf(given, asking)).toContain('plumbline report send')
  })
})

it('a schedule may mail from its date on, for as long as it is caught up, and then as long as any report', () => {
  const dayMs = 86_400_000
  const dueAt = nowAt + 3 * dayMs
  const scheduled = authorisedFrom({ ...authorisation, dueAt, catchUpMs: 7 * dayMs, nowAt })
  expect(scheduled).toMatchObject({
    madeAt: nowAt,
    notBeforeAt: dueAt,
    expiresAt: dueAt + 7 * dayMs + validForMs,
  })
})

describe('a scheduled report is overdue', () => {
  const dayMs = 86_400_000
  const dueAt = nowAt + dayMs
  const scheduled = authorisedFrom({ ...authorisation, dueAt, catchUpMs: 7 * dayMs, nowAt })

  it.each<[string, RunAuthorisation, number, boolean]>([
    ['not before its date', scheduled, dueAt - 1, false],
    ['from its date', scheduled, dueAt, true],
    ['while it is caught up', scheduled, dueAt + 7 * dayMs - 1, true],
    ['not after that', scheduled, dueAt + 7 * dayMs, false],
    ['not when it ran', { ...scheduled, runId: 'run-1' }, dueAt, false],
    ['when it was planned at its date', { ...scheduled, madeAt: dueAt }, dueAt, true],
    ['not when it was planned after its date', { ...scheduled, madeAt: dueAt + 1 }, dueAt + 1, false],
  ])('%s', (_when, each, at, overdue) => {
    expect(isOverdue(each, at)).toBe(overdue)
  })
})
