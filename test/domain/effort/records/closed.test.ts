import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../../domain/classify/outcome.ts'
import { closedTicketsOf, countClosed } from '../../../../domain/effort/records/closed.ts'
import type { Records } from '../../../../domain/effort/records/person-records.ts'
import type { Closing } from '../../../../domain/effort/records/timeline.ts'
import { aTicket, at } from '../../../builders/ticket.ts'

const period = { from: '2026-04-01', to: '2026-07-01' }
const cutAt = at('2026-06-12T16:00')

function closing(changes: Partial<Closing> = {}): Closing {
  return {
    closedAt: at('2026-05-04T09:00'),
    reopenedAt: null,
    seenMs: 60_000,
    assigneeId: 'ada',
    actorId: 'ben',
    ...changes,
  }
}

function closedOf(
  closings: readonly Closing[],
  isLeaf = true,
  until = cutAt,
  outcome: Outcome | null = 'delivered',
) {
  const records: Records = {
    tickets: [{ ...aTicket('CORE-1'), outcome }],
    closings: [closings],
    isLeaf: [isLeaf],
    eventsAt: () => [],
    recordOf: () => ({ holdings: [], actsByTicket: new Map(), logs: [], commentsOnOthers: [] }),
    logsOf: () => [],
    unmatchedAccounts: 0,
  }
  return closedTicketsOf(records, period, until, (_connectionId, accountId, closedAt) =>
    accountId === 'stranger'
      ? null
      : { teamId: `team of ${accountId}`, date: new Date(closedAt).toISOString().slice(0, 10) },
  )
}

describe('a closed ticket', () => {
  it('counts for the team of its assignee, else of who closed it, else for none', () => {
    expect(closedOf([closing()])).toMatchObject([{ ticket: 0, teamId: 'team of ada' }])
    expect(closedOf([closing({ assigneeId: null })])).toMatchObject([{ teamId: 'team of ben' }])
    expect(closedOf([closing({ assigneeId: 'stranger' })])).toMatchObject([{ teamId: 'team of ben' }])
    expect(closedOf([closing({ assigneeId: null, actorId: 'stranger' })])).toEqual([])
  })

  it('was delivered: what was dropped is no output, unless that came with a later closing', () => {
    expect(closedOf([closing()], true, cutAt, 'dropped')).toEqual([])
    expect(closedOf([closing({ reopenedAt: cutAt })], true, cutAt, 'dropped')).toHaveLength(1)
    expect(closedOf([closing({ reopenedAt: cutAt })], true, cutAt, null)).toHaveLength(1)
  })

  it('was never in progress where it was so for less than a minute', () => {
    expect(closedOf([closing({ seenMs: 60_000 })])).toMatchObject([{ neverInProgress: false }])
    expect(closedOf([closing({ seenMs: 59_999 })])).toMatchObject([{ neverInProgress: true }])
  })

  it('was closed before the end of what is measured', () => {
    expect(closedOf([closing({ closedAt: cutAt - 1 })])).toHaveLength(1)
    expect(closedOf([closing({ closedAt: cutAt })])).toEqual([])
  })

  it('stays closed where it is reopened only then', () => {
    expect(closedOf([closing({ reopenedAt: cutAt })])).toHaveLength(1)
    expect(closedOf([closing({ reopenedAt: cutAt - 1 })])).toEqual([])
  })

  it('goes by its last closing', () => {
    const early = closing({ reopenedAt: at('2026-05-05T09:00') })
    const late = closing({ closedAt: at('2026-05-06T09:00'), assigneeId: 'ben' })
    expect(closedOf([early, late])).toMatchObject([{ teamId: 'team of ben' }])
  })

  it('was closed on a date of the period', () => {
    const on = (date: string) =>
      closedOf([closing({ closedAt: at(`${date}T12:00`) })], true, at('2026-08-01T00:00'))
    expect(on('2026-04-01')).toHaveLength(1)
    expect(on('2026-03-31')).toEqual([])
    expect(on('2026-06-30')).toHaveLength(1)
    expect(on('2026-07-01')).toEqual([])
  })

  it('is no epic or parent', () => {
    expect(closedOf([closing()], false)).toEqual([])
  })
})

it('closed tickets are counted for each team, by its id', () => {
  const of = (teamId: string, neverInProgress: boolean) => ({ ticket: 0, teamId, neverInProgress })
  expect(countClosed([])).toEqual([])
  expect(countClosed([of('core', true), of('web', true)]).map(({ teamId }) => teamId)).toEqual([
    'core',
    'web',
  ])
  expect(countClosed([of('web', true), of('core', false), of('web', false), of('web', true)])).toEqual([
    { teamId: 'core', tickets: 1, neverInProgress: 0 },
    { teamId: 'web', tickets: 3, neverInProgress: 2 },
  ])
})
