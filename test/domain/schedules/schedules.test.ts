import { describe, expect, test } from 'vitest'
import { reportNow } from '../../../domain/schedules/run-now.ts'
import { pauseNote, stateFor } from '../../../domain/schedules/schedule.ts'
import { aPlan, aTeamPlan } from '../../builders/plan.ts'
import { at } from '../../builders/ticket.ts'

describe('how a schedule is to stand in Temporal', () => {
  test.each([
    { here: true, found: { paused: false }, wanted: { paused: true, note: pauseNote } },
    { here: true, found: { paused: true, note: 'theirs' }, wanted: { paused: true, note: pauseNote } },
    { here: false, found: { paused: true, note: pauseNote }, wanted: { paused: false } },
    { here: false, found: { paused: true, note: 'theirs' }, wanted: { paused: true, note: 'theirs' } },
    { here: false, found: { paused: false, note: pauseNote }, wanted: { paused: false, note: pauseNote } },
  ])('paused here: $here, there: $found', ({ here, found, wanted }) => {
    expect(stateFor(here, found)).toEqual(wanted)
  })
})

describe('a report that is run by hand', () => {
  const quarter = '2026-Q2'
  const plan = aPlan({ quarters: [{ quarter, planningStartsOn: '2026-06-15', teams: [aTeamPlan()] }] })
  const prePlanning = { kind: 'pre-planning-report', quarter, dueAt: at('2026-06-10T06:00:00Z') } as const
  const final = { kind: 'final-report', quarter, dueAt: at('2026-07-03T06:00:00Z') } as const

  test.each([
    { report: prePlanning, when: '2026-03-31T23:59:00Z', comesTo: { kind: 'too early', from: '2026-04-01' } },
    { report: prePlanning, when: '2026-04-01T00:00:00Z', comesTo: { kind: 'mails', asOfAt: null } },
    { report: prePlanning, when: '2026-06-10T05:59:59Z', comesTo: { kind: 'mails', asOfAt: null } },
    {
      report: prePlanning,
      when: '2026-06-10T06:00:00Z',
      comesTo: { kind: 'mails', asOfAt: prePlanning.dueAt },
    },
    { report: final, when: '2026-06-30T12:00:00Z', comesTo: { kind: 'too early', from: '2026-07-01' } },
    { report: final, when: '2026-07-01T12:00:00Z', comesTo: { kind: 'mails', asOfAt: null } },
    { report: final, when: '2026-07-05T00:00:00Z', comesTo: { kind: 'mails', asOfAt: final.dueAt } },
  ])('$report.kind at $when: $comesTo', ({ report, when, comesTo }) => {
    expect(reportNow(report, plan, at(when))).toEqual(comesTo)
  })

  test('waits for the last time zone before it calls a quarter closed', () => {
    const calendars = plan.calendars.map((each) => ({ ...each, timeZone: 'America/Los_Angeles' }))
    const west = { ...plan, calendars }
    expect(reportNow(final, west, at('2026-07-01T06:59:00Z')).kind).toBe('too early')
    expect(reportNow(final, west, at('2026-07-01T07:00:00Z')).kind).toBe('mails')
  })
})
