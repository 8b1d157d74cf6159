import { describe, expect, it } from 'vitest'
import { StatusWatch } from '../../../domain/classify/status-suspects.ts'
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

/** `stays` tickets of Ada's come from one status, stay for some days from 4 May on and go to another. */
function suspectsOf(
  name: string,
  category: Status['category'],
  { stays = 5, days = 21, from = 'doing', to = 'done', comments = 0, mapped = false } = {},
) {
  const status: Status = { connectionId, statusId: '12', name, category }
  const mappings = mapped ? [{ statuses: ['12'], means: 'waiting' } as const] : []
  const watch = new StatusWatch(aStatusMap({ mappings }, [status]), nowAt)
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
      const watch = new StatusWatch(aStatusMap({}, [work, next]), nowAt)
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
  const watch = new StatusWatch(aStatusMap({}, [status]), nowAt)
  for (const key of ['CORE-1', 'CORE-2'])
    watch.add(aTicket(key, { statusId: '12', assigneeId: 'ada' }), [
      statusEvent(key, '2026-05-04T00:00', 'doing', '12'),
    ])
  expect(watch.suspects([status], statusRules())).toMatchObject([{ stays: 2, personDays: 22 }])
})
