import { expect, test } from 'vitest'
import type { StatusMapping } from '../../../domain/classify/status-rules.ts'
import { measureEffort } from '../../../domain/effort/measure.ts'
import type { Status } from '../../../domain/ticket.ts'
import { anEffortInput, milliDaysOn } from '../../builders/effort-input.ts'
import { aStatusMap, aTicket, at, connectionId, statusEvent } from '../../builders/ticket.ts'

const fourWeeks = { from: '2026-05-04', to: '2026-06-01' }
const codeReview: Status = { connectionId, statusId: '11', name: 'Code Review', category: 'unstarted' }
const resolved: Status = { connectionId, statusId: '12', name: 'Resolved', category: 'in_progress' }
const deleted: Status = { connectionId, statusId: '13', name: 'IN PROGRESS', category: 'unknown' }

/** CORE-1 is begun on Monday, is two days later in the status, and is done after four weeks. */
function daysWith(status: Status, mappings: readonly StatusMapping[] = []): number {
  const ticket = aTicket('CORE-1', {
    statusId: 'done',
    assigneeId: 'ada.example',
    resolvedAt: at('2026-05-29T15:00'),
  })
  const result = measureEffort(
    anEffortInput({
      period: fourWeeks,
      tickets: [ticket],
      events: [
        statusEvent('CORE-1', '2026-05-04T07:00', 'todo', 'doing', 'ada.example'),
        statusEvent('CORE-1', '2026-05-06T07:00', 'doing', status.statusId, 'ada.example'),
        statusEvent('CORE-1', '2026-05-29T15:00', status.statusId, 'done', 'ada.example'),
      ],
      statusMap: aStatusMap({ mappings }, [status]),
    }),
  )
  return Math.round(milliDaysOn(result, 'CORE-1') / 1000)
}

test('work in a review that a board keeps under To Do counts once the rule file says that it waits', () => {
  expect(daysWith(codeReview)).toBe(2)
  expect(daysWith(codeReview, [{ statuses: ['code review'], means: 'waiting' }])).toBe(20)
})

test('what waits for its release in a column under In Progress is done once the rule file says so', () => {
  expect(daysWith(resolved)).toBe(20)
  expect(daysWith(resolved, [{ statuses: ['12'], means: 'done' }])).toBe(2)
})

test('a status that was deleted with its project is in progress as its name was', () => {
  expect(daysWith(deleted)).toBe(20)
})
