import { expect, test } from 'vitest'
import type { Category } from '../../../../domain/category.ts'
import { workCategories } from '../../../../domain/plan/draft/work-category.ts'
import { aTicket, refOf } from '../../../builders/ticket.ts'

const connectionId = refOf('A-1').connectionId
const decided = (key: string, category: Category | null) => ({
  ...{ ticket: refOf(key), category, workType: null, step: 'rule' as const, ruleName: 'a rule' },
  ...{ ancestorPath: [], reason: 'A rule.', rulesVersion: 'rules-1' },
})
const row = (key: string, milliDays: number) => ({
  ...{ teamId: 'core', weekStart: '2026-04-06', ticket: refOf(key), milliDays },
})
const project = {
  ...{ connectionId, containerId: 'p1', kind: 'project' as const, title: 'Trusted events', url: '' },
  ...{ labels: [], parentIds: [], completedAt: null, canceledAt: null },
}
const work = { connectionId, groupId: 'g', tickets: 3 }

const categoryOf = workCategories({
  tickets: [
    aTicket('E-1', { hierarchyLevel: 1 }),
    aTicket('E-2', { hierarchyLevel: 1 }),
    ...['A-1', 'A-2', 'A-3'].map((key) => aTicket(key, { projectId: 'p1' })),
  ],
  containers: [project],
  decisions: [
    ...[decided('E-1', 'reliability'), decided('E-2', null)],
    ...[decided('A-1', 'roadmap'), decided('A-2', 'reliability'), decided('A-3', 'ktlo')],
  ],
  rows: [row('A-1', 3000), row('A-2', 2000), row('A-2', 1500), row('E-1', 9000)],
})

test('an epic is what is decided of it, and nothing where nothing is', () => {
  expect(categoryOf({ ...work, name: 'An epic', ticketKey: 'E-1' })).toBe('reliability')
  expect(categoryOf({ ...work, name: 'Another', ticketKey: 'E-2' })).toBeNull()
  expect(categoryOf({ ...work, name: 'Unknown', ticketKey: 'E-9' })).toBeNull()
})

test('a project is what most of its days went to, whatever most of its tickets are', () => {
  expect(categoryOf({ ...work, name: 'Trusted events', ticketKey: null })).toBe('reliability')
  expect(categoryOf({ ...work, name: 'Another project', ticketKey: null })).toBeNull()
})
