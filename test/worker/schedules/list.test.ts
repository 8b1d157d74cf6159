import type { CalendarSpec, ScheduleOptions } from '@temporalio/client'
import { describe, expect, it } from 'vitest'
import { catchUpMs, schedulesFor } from '../../../worker/schedules/list.ts'
import * as workflows from '../../../workflows/index.ts'
import { aPlan, aTeamPlan } from '../../builders/plan.ts'

const plan = aPlan({
  quarters: [
    { quarter: '2026-Q2', planningStartsOn: '2026-06-15', teams: [aTeamPlan()] },
    { quarter: '2026-Q4', planningStartsOn: '2027-01-03', teams: [aTeamPlan()] },
  ],
})
const all = schedulesFor({ connectionIds: ['jira-1', 'linear-1'], plan, syncEveryMinutes: 15 })

describe('the schedules', () => {
  it('are a sync and a nightly one for each connection, and drift and reports for the plan', () => {
    expect(all.map(({ scheduleId }) => scheduleId)).toEqual([
      'sync-jira-1',
      'nightly-jira-1',
      'sync-linear-1',
      'nightly-linear-1',
      'drift-watch',
      'pre-planning-report',
      'final-report',
    ])
  })

  it.each(all)(
    'say aloud what happens to runs that overlap, were missed, or fall together: $scheduleId',
    (each) => {
      expect(each.policies?.overlap).toMatch(/^(SKIP|BUFFER_ONE)$/)
      expect(each.policies?.catchupWindow).toBeDefined()
      expect(each.spec.jitter).toBeDefined()
    },
  )

  it.each(all)('start a workflow that exists: $scheduleId', ({ action }) => {
    expect(Object.keys(workflows)).toContain(action.workflowType)
  })

  it('sync as often as configured, and read less deeply by day than by night', () => {
    const [sync, nightly] = all
    expect(sync).toMatchObject({ spec: { intervals: [{ every: '15 minutes' }] } })
    expect(sync?.action.args).toEqual([{ connectionId: 'jira-1', depth: 'recent' }])
    expect(nightly?.action.args).toEqual([{ connectionId: 'jira-1', depth: 'nightly' }])
  })

  it('report on the running quarter five days before its planning starts, over the turn of a year too', () => {
    const prePlanning = scheduleOf('pre-planning-report')
    expect(daysOf(prePlanning)).toEqual(['2026 JUNE 10', '2026 DECEMBER 29'])
    expect(prePlanning.action.args).toEqual([
      { choice: 'running', asOfAt: null, through: 'deliver', runAuthorisationId: 'pre-planning-report' },
    ])
  })

  it('report on the quarter that closed, in the days after it', () => {
    const final = scheduleOf('final-report')
    expect(daysOf(final)).toEqual(['2026 JULY 3', '2027 JANUARY 3'])
    expect(final.action.args).toEqual([
      { choice: 'last_closed', asOfAt: null, through: 'deliver', runAuthorisationId: 'final-report' },
    ])
  })

  it('follow a fiscal year', () => {
    const fiscal = schedulesFor({
      connectionIds: [],
      plan: { ...plan, fiscalStartMonth: 2 },
      syncEveryMinutes: 15,
    })
    expect(daysOf(scheduleOf('final-report', fiscal))).toEqual(['2026 AUGUST 3', '2027 FEBRUARY 3'])
  })

  it('make up for a missed report for a week, and for a missed sync not at all', () => {
    expect(catchUpMs).toBe(7 * 86_400_000)
    expect(scheduleOf('pre-planning-report').policies).toEqual({
      overlap: 'BUFFER_ONE',
      catchupWindow: catchUpMs,
    })
    expect(scheduleOf('final-report').policies).toEqual({ overlap: 'BUFFER_ONE', catchupWindow: catchUpMs })
    expect(scheduleOf('sync-jira-1').policies).toEqual({ overlap: 'SKIP', catchupWindow: '1 minute' })
  })

  it('watch the drift and mail nobody', () => {
    expect(scheduleOf('drift-watch').action.args).toEqual([
      { choice: 'running', asOfAt: null, through: 'reconcile' },
    ])
  })

  it('report nothing without a plan, and nothing before planning where no date is set for it', () => {
    const withoutPlan = schedulesFor({ connectionIds: ['jira-1'], plan: null, syncEveryMinutes: 15 })
    expect(withoutPlan.map(({ scheduleId }) => scheduleId)).toEqual(['sync-jira-1', 'nightly-jira-1'])
    const withoutDate = schedulesFor({ connectionIds: [], plan: aPlan(), syncEveryMinutes: 15 })
    expect(withoutDate.map(({ scheduleId }) => scheduleId)).toEqual(['drift-watch', 'final-report'])
  })
})

function scheduleOf(scheduleId: string, schedules: readonly ScheduleOptions[] = all): ScheduleOptions {
  const found = schedules.find((each) => each.scheduleId === scheduleId)
  if (found === undefined) throw new Error(`There is no schedule ${scheduleId}.`)
  return found
}

function daysOf({ spec }: ScheduleOptions): string[] {
  return (spec.calendars ?? []).map(
    ({ year, month, dayOfMonth }: CalendarSpec) => `${year} ${month} ${dayOfMonth}`,
  )
}
