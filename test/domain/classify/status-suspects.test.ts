import { describe, expect, it } from 'vitest'
import { type StatusPeople, StatusWatch } from '../../../domain/classify/status-suspects.ts'
import type { Status, TicketEvent } from '../../../domain/ticket.ts'
import {
  aStatusMap,
  aTicket,
  at,
  commentEvent,
  connectionId,
  statusEvent,
  statusRules,
} from '../../builders/ticket.ts'

const nowAt = at('2026-07-01T00:00')
/** Ada has two accounts, and a bot is nobody. */
const people: StatusPeople = {
  personOf: (_, accountId) => (accountId === 'bot' ? null : accountId.replace('ada-2', 'ada')),
  isSmall: ({ size }) => size < 2,
}

/** `stays` tickets of Ada's come from one status, stay for some days from 4 May on and go to another. */
function suspectsOf(
  name: string,
  category: Status['category'],
  { stays = 5, days = 21, from = 'doing', to = 'done', comments = 0, mapped = false } = {},
) {
  const status: Status = { connectionId, statusId: '12', name, category }
  const mappings = mapped ? [{ statuses: ['12'], means: 'waiting' } as const] : []
  const watch = new StatusWatch(aStatusMap({ mappings }, [status]), nowAt, people)
  for (let number = 1; number <= stays; number += 1) {
    const key = `CORE-${number}`
    const left = new Date(at('2026-05-04T09:00') + days * 86_400_000).toISOString()
    const events: TicketEvent[] = [
      statusEvent(key, '2026-05-04T09:00', from, '12'),
      ...(number <= comments ? [commentEvent(key, '2026-05-05T09:00', 'ada')] : []),
      statusEvent(key, left, '12', to),
    ]
    watch.add(aTicket(key, { statusId: to, assigneeId: 'ada' }), events)
  }
  return watch
    .suspects([status], statusRules({ mappings }))
    .map(({ suggested, reason }) => [suggested, reason])
}

describe('a status looks wrong', () => {
  it('by its name: done among what is in progress, a review between work under To Do', () => {
    expect(suspectsOf('Resolved', 'in_progress', { stays: 1 })).toEqual([['done', 'name']])
    expect(suspectsOf('Code Review', 'unstarted', { stays: 1 })).toEqual([['waiting', 'name']])
    expect(suspectsOf('Pending', 'unstarted', { stays: 1, from: 'todo' })).toEqual([])
    expect(suspectsOf('Done', 'done')).toEqual([])
  })

  it('where tickets stay for two weeks and nobody acts', () => {
    expect(suspectsOf('Stage 4', 'in_progress')).toEqual([['done', 'nobody_acts']])
    expect(suspectsOf('Stage 4', 'in_progress', { to: 'doing' })).toEqual([['waiting', 'nobody_acts']])
    expect(suspectsOf('Stage 4', 'in_progress', { days: 13 })).toEqual([])
    expect(suspectsOf('Stage 4', 'in_progress', { stays: 4 })).toEqual([])
    expect(suspectsOf('Stage 4', 'in_progress', { comments: 1 })).toEqual([['done', 'nobody_acts']])
    expect(suspectsOf('Stage 4', 'in_progress', { comments: 2 })).toEqual([])
  })

  it('where all that leave it go back', () => {
    expect(suspectsOf('Stage 2', 'in_progress', { days: 1, to: 'todo' })).toEqual([
      ['unstarted', 'all_go_back'],
    ])
    expect(suspectsOf('Stage 5', 'done', { days: 1, to: 'doing' })).toEqual([['waiting', 'all_go_back']])
    expect(suspectsOf('Stage 5', 'done', { days: 1, to: 'canceled' })).toEqual([])
  })

  it('unless what they go back to is itself no way back, by its name', () => {
    const work: Status = { connectionId, statusId: '12', name: 'Stage 2', category: 'in_progress' }
    const found = (nextName: string) => {
      const next: Status = { connectionId, statusId: '13', name: nextName, category: 'unstarted' }
      const watch = new StatusWatch(aStatusMap({}, [work, next]), nowAt, people)
      for (const key of ['CORE-1', 'CORE-2', 'CORE-3', 'CORE-4', 'CORE-5'])
        watch.add(aTicket(key, { statusId: 'done', assigneeId: 'ada' }), [
          statusEvent(key, '2026-05-04T09:00', 'todo', '12'),
          statusEvent(key, '2026-05-06T09:00', '12', '13'),
          statusEvent(key, '2026-05-08T09:00', '13', 'done'),
        ])
      return watch.suspects([work, next], statusRules()).map(({ status, reason }) => [status.name, reason])
    }
    expect(found('Code Review')).toEqual([['Code Review', 'name']])
    expect(found('Stage 3')).toEqual([['Stage 2', 'all_go_back']])
  })

  it('unless the rule file speaks of it', () => {
    expect(suspectsOf('Resolved', 'in_progress', { mapped: true })).toEqual([])
  })
})

it('weekdays on which somebody had a ticket in it are at stake, each person’s once and a stay’s first 30 days', () => {
  const status: Status = { connectionId, statusId: '12', name: 'Resolved', category: 'in_progress' }
  const watch = new StatusWatch(aStatusMap({}, [status]), nowAt, people)
  for (const [key, assigneeId] of [
    ['CORE-1', 'ada'],
    ['CORE-2', 'ada-2'],
    ['CORE-3', 'bot'],
    ['CORE-4', null],
  ] as const)
    watch.add(aTicket(key, { statusId: '12', assigneeId }), [
      statusEvent(key, '2026-05-04T00:00', 'doing', '12'),
    ])
  // Of Ada alone they would be hers.
  expect(watch.suspects([status], statusRules())).toMatchObject([{ stays: 4, personDays: null }])
  expect(watch.stakesOf(status)).toEqual({ stays: 4, personDays: null })
  watch.add(aTicket('CORE-5', { statusId: '12', assigneeId: 'bea' }), [
    statusEvent('CORE-5', '2026-06-30T00:00', 'doing', '12'),
  ])
  expect(watch.suspects([status], statusRules())).toMatchObject([{ stays: 5, personDays: 23 }])
})

it('statuses whose days aren’t told stand last, so that their place tells none', () => {
  const [few, many] = [
    { connectionId, statusId: '12', name: 'Resolved', category: 'in_progress' } as const,
    { connectionId, statusId: '13', name: 'Closed', category: 'in_progress' } as const,
  ]
  const watch = new StatusWatch(aStatusMap({}, [few, many]), nowAt, people)
  const stay = (key: string, assigneeId: string, statusId: string, date: string) =>
    watch.add(aTicket(key, { statusId, assigneeId }), [statusEvent(key, `${date}T00:00`, 'doing', statusId)])
  stay('CORE-1', 'ada', '12', '2026-05-04')
  stay('CORE-2', 'ada', '13', '2026-06-29')
  stay('CORE-3', 'bea', '13', '2026-06-29')
  expect(watch.suspects([few, many], statusRules()).map(({ personDays }) => personDays)).toEqual([4, null])
})

it('a status in which nobody had a ticket has no days', () => {
  const status: Status = { connectionId, statusId: '12', name: 'Resolved', category: 'in_progress' }
  const watch = new StatusWatch(aStatusMap({}, [status]), nowAt, people)
  expect(watch.stakesOf(status)).toEqual({ stays: 0, personDays: 0 })
  watch.add(aTicket('CORE-1', { statusId: '12', assigneeId: null }), [
    statusEvent('CORE-1', '2026-05-04T00:00', 'doing', '12'),
  ])
  expect(watch.stakesOf(status)).toEqual({ stays: 1, personDays: 0 })
})
