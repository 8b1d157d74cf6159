import type { CalendarSpec, ScheduleOptions } from '@temporalio/client'
import { describe, expect, it } from 'vitest'
import { isoOf } from '../../../domain/instant.ts'
import { catchUpMs, driftWatches, schedulesFor } from '../../../worker/schedules/list.ts'
import * as workflows from '../../../workflows/index.ts'
import { aPlan, aTeamPlan } from '../../builders/plan.ts'
import { at } from '../../builders/ticket.ts'

const plan = aPlan({
  quarters: [
    { quarter: '2026-Q2', planningStartsOn: '2026-06-15', teams: [aTeamPlan()] },
    { quarter: '2026-Q4', planningStartsOn: '2027-01-03', teams: [aTeamPlan()] },
  ],
})
const nowAt = at('2026-04-01T00:00:00Z')
const all = schedulesFor({ connectionIds: ['jira-1', 'linear-1'], plan, syncEveryMinutes: 15, nowAt })

describe('the schedules', () => {
  it('are a sync and a nightly one for each connection, and drift and reports for the plan', () => {
    expect(all.map(({ scheduleId }) => scheduleId)).toEqual([
      'sync-jira-1',
      'nightly-jira-1',
      'sync-linear-1',
      'nightly-linear-1',
      'drift-watch',
      'pre-planning-report-2026-Q2',
      'pre-planning-report-2026-Q4',
      'final-report-2026-Q2',
      'final-report-2026-Q4',
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

  it('name the quarter and the date of each report, five days before planning starts and in the days after the close', () => {
    const reports = all.filter(({ scheduleId }) => scheduleId.includes('-report-'))
    expect(reports.map((each) => [daysOf(each), each.action.args])).toEqual([
      [['2026 JUNE 10'], [reportOf('2026-Q2', '2026-06-10T06:00:00Z', 'pre-planning-report')]],
      [['2026 DECEMBER 29'], [reportOf('2026-Q4', '2026-12-29T06:00:00Z', 'pre-planning-report')]],
      [['2026 JULY 3'], [reportOf('2026-Q2', '2026-07-03T06:00:00Z', 'final-report')]],
      [['2027 JANUARY 3'], [reportOf('2026-Q4', '2027-01-03T06:00:00Z', 'final-report')]],
    ])
  })

  it('stay as long as a missed report may still be started', () => {
    const idsAt = (when: number) =>
      schedulesFor({ connectionIds: [], plan, syncEveryMinutes: 15, nowAt: when }).map(
        (each) => each.scheduleId,
      )
    const dueAt = at('2026-06-10T06:00:00Z')
    expect(idsAt(dueAt + catchUpMs - 1)).toContain('pre-planning-report-2026-Q2')
    expect(idsAt(dueAt + catchUpMs)).not.toContain('pre-planning-report-2026-Q2')
  })

  it('report once on a quarter in which planning starts twice', () => {
    const twice = plan.quarters.map((each) => ({ ...each, planningStartsOn: '2026-06-15' }))
    const [first, ...more] = schedulesFor({
      connectionIds: [],
      plan: {
        ...plan,
        quarters: [...twice, { quarter: '2027-Q1', planningStartsOn: '2026-06-12', teams: [] }],
      },
      syncEveryMinutes: 15,
      nowAt,
    }).filter(({ scheduleId }) => scheduleId.startsWith('pre-planning'))
    expect(more).toEqual([])
    expect(first && daysOf(first)).toEqual(['2026 JUNE 7'])
  })

  it('follow a fiscal year', () => {
    const fiscal = schedulesFor({
      connectionIds: [],
      plan: { ...plan, fiscalStartMonth: 2 },
      syncEveryMinutes: 15,
      nowAt,
    })
    expect(daysOf(scheduleOf('final-report-2026-Q2', fiscal))).toEqual(['2026 AUGUST 3'])
    expect(daysOf(scheduleOf('final-report-2026-Q4', fiscal))).toEqual(['2027 FEBRUARY 3'])
  })

  it('make up for a missed report for a week, and for a missed sync not at all', () => {
    expect(catchUpMs).toBe(7 * 86_400_000)
    expect(scheduleOf('pre-planning-report-2026-Q2').policies).toEqual({
      overlap: 'BUFFER_ONE',
      catchupWindow: catchUpMs,
    })
    expect(scheduleOf('final-report-2026-Q2').policies).toEqual({
      overlap: 'BUFFER_ONE',
      catchupWindow: catchUpMs,
    })
    expect(scheduleOf('sync-jira-1').policies).toEqual({ overlap: 'SKIP', catchupWindow: '1 minute' })
  })

  it('watch the drift of the quarter that runs', () => {
    expect(scheduleOf('drift-watch').action).toMatchObject({
      workflowType: 'watchDrift',
      args: [{ asOfAt: null }],
    })
  })

  it('let each week’s watch mail of the quarter that runs, and of one that begins before it is caught up', () => {
    const watches = driftWatches(plan, at('2026-06-24T00:00:00Z')).map(
      ({ quarter, dueAt }) => `${quarter} ${isoOf(dueAt).slice(0, 16)}`,
    )
    expect(watches.slice(0, 3)).toEqual([
      '2026-Q2 2026-06-22T04:30',
      '2026-Q2 2026-06-29T04:30',
      // Q3 isn't planned; Thursday of this week is in Q4.
      '2026-Q4 2026-09-28T04:30',
    ])
    expect(watches.at(-1)).toBe('2026-Q4 2026-12-28T04:30')
  })

  it('report nothing without a plan, and nothing before planning where no date is set for it', () => {
    const withoutPlan = schedulesFor({ connectionIds: ['jira-1'], plan: null, syncEveryMinutes: 15, nowAt })
    expect(withoutPlan.map(({ scheduleId }) => scheduleId)).toEqual(['sync-jira-1', 'nightly-jira-1'])
    const withoutDate = schedulesFor({ connectionIds: [], plan: aPlan(), syncEveryMinutes: 15, nowAt })
    expect(withoutDate.map(({ scheduleId }) => scheduleId)).toEqual(['drift-watch', 'final-report-2026-Q2'])
  })
})

function reportOf(quarter: string, asOfAt: string, runAuthorisationId: string) {
  return { choice: { quarter }, asOfAt: at(asOfAt), through: 'deliver', runAuthorisationId }
}

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

describe('a plan that asks for reviews', () => {
  const reviewed = schedulesFor({
    ...{ connectionIds: [], syncEveryMinutes: 15, nowAt },
    plan: { ...plan, review: { days: 7, approval: true } },
  })
  const actionOf = (scheduleId: string) => reviewed.find((each) => each.scheduleId === scheduleId)?.action

  it('has the final report begin with its review, under the schedule’s authorisation', () => {
    expect(actionOf('final-report-2026-Q2')).toMatchObject({
      workflowType: 'reviewQuarter',
      workflowId: 'scheduled-final-report-2026-Q2',
      args: [
        {
          ...{ quarter: '2026-Q2', asOfAt: at('2026-07-03T06:00:00Z'), answerDays: 7 },
          ...{ needsApproval: true, runAuthorisationId: 'final-report' },
        },
      ],
    })
  })

  it('sends the report before planning as ever: its date can’t wait', () => {
    expect(actionOf('pre-planning-report-2026-Q2')).toMatchObject({ workflowType: 'quarterReport' })
  })
})
