import { describe, expect, test } from 'vitest'
import type { LabelOf } from '../../../../adapters/linear/map/labels.ts'
import { statusCategoryOf } from '../../../../adapters/linear/map/statuses.ts'
import { mapTicket } from '../../../../adapters/linear/map/ticket.ts'
import type { Ticket } from '../../../../domain/ticket.ts'
import { anIssue } from '../an-issue.ts'

const labelOf: LabelOf = (labelId) => {
  if (labelId === 'label-bug') return { name: 'Bug', group: { groupId: 'group-type', name: 'Type' } }
  return labelId === 'label-api' ? { name: 'API', group: null } : null
}

const teamsAbove = (teamId: string) => (teamId === 'team-1' ? ['team-0', 'ALL', 'All'] : [])

const lists = { stateHistory: [], history: [], comments: [] }

const facts = { connectionId: 'linear-1', labelOf, teamsAbove }

function ticketWith(changes: Record<string, unknown> = {}): Ticket {
  const { ticket } = mapTicket({ issue: anIssue(changes), lists }, facts)
  if (ticket === null) throw new Error('the issue was quarantined')
  return ticket
}

test('an issue that cannot be parsed is quarantined under its id', () => {
  const unparsed = mapTicket({ issue: anIssue({ updatedAt: 'soon' }), lists }, facts)
  expect(unparsed).toMatchObject({ ticket: null, events: [], statuses: [] })
  expect(unparsed.quarantined).toMatchObject([
    { recordId: 'issue-1', recordKind: 'ticket', cause: 'updatedAt invalid_format' },
  ])
})

test.each(['2026-03-05T09:00:00', '2026-03-05T09:00:00.000123', '2026-03-05T10:00:00+01:00'])(
  'a time is of UTC unless it says otherwise: %s',
  (updatedAt) => {
    expect(ticketWith({ updatedAt }).updatedAt).toBe(Date.parse('2026-03-05T09:00:00Z'))
  },
)

test('an issue becomes a ticket with Linear’s own words beside ours', () => {
  expect(ticketWith()).toEqual({
    connectionId: 'linear-1',
    ticketId: 'issue-1',
    key: 'GRO-1',
    url: 'https://linear.example/example-works/issue/GRO-1',
    title: 'Sign-up fails for long names',
    typeId: '',
    typeName: 'Issue',
    hierarchyLevel: 0,
    statusId: 'doing',
    statusName: 'In Progress',
    statusCategory: 'in_progress',
    priorityName: 'High',
    labels: ['Bug', 'API'],
    components: [],
    projectId: 'project-1',
    projectKey: null,
    projectName: 'Faster sign-up',
    teamId: 'team-1',
    teamKey: 'GRO',
    teamName: 'Growth',
    teamsAbove: ['team-0', 'ALL', 'All'],
    parentId: 'issue-0',
    parentKey: null,
    customFields: [{ fieldId: 'group-type', fieldName: 'Type', values: ['Bug'] }],
    assigneeId: 'user-ada',
    creatorId: 'user-ben',
    estimatePoints: 3,
    createdAt: Date.parse('2026-03-02T09:00:00Z'),
    updatedAt: Date.parse('2026-03-05T09:00:00Z'),
    resolutionId: null,
    resolutionName: null,
    resolvedAt: null,
    archivedAt: null,
    removal: null,
    removedAt: null,
    isContext: false,
  })
})

describe('the status category', () => {
  test.each([
    ['triage', 'unstarted'],
    ['backlog', 'unstarted'],
    ['unstarted', 'unstarted'],
    ['started', 'in_progress'],
    ['completed', 'done'],
    ['canceled', 'canceled'],
    ['duplicate', 'canceled'],
    [' Started', 'in_progress'],
    ['COMPLETED', 'done'],
    ['cancelled', 'canceled'],
    ['a type of next year', 'unknown'],
    [null, 'unknown'],
  ] as const)('of %s is %s', (type, category) => {
    expect(statusCategoryOf(type)).toBe(category)
  })

  test('is unknown where Linear tells no type, and the ticket is read all the same', () => {
    expect(ticketWith({ state: { id: 's', name: 'Next year' } })).toMatchObject({ statusCategory: 'unknown' })
  })

  test('never hangs on the name', () => {
    const state = { id: 's', name: 'Done', type: 'started' }
    expect(ticketWith({ state })).toMatchObject({ statusName: 'Done', statusCategory: 'in_progress' })
  })
})

test('not estimated is not 0', () => {
  expect(ticketWith({ estimate: null }).estimatePoints).toBeNull()
  expect(ticketWith({ estimate: 0 }).estimatePoints).toBe(0)
})

test('no priority is none, and not the words for it', () => {
  expect(ticketWith({ priority: 0, priorityLabel: 'No priority' }).priorityName).toBeNull()
})

test('canceling resolves as completing does', () => {
  const canceledAt = '2026-03-06T09:00:00.000Z'
  expect(ticketWith({ canceledAt }).resolvedAt).toBe(Date.parse(canceledAt))
})

test('the trash is a removal, the archive is not', () => {
  const archivedAt = '2026-04-01T00:00:00.000Z'
  expect(ticketWith({ archivedAt })).toMatchObject({ removal: null, archivedAt: Date.parse(archivedAt) })
  expect(ticketWith({ archivedAt, trashed: true }).removal).toBe('trashed')
})

test('a ticket without anything beside its state and team is a ticket', () => {
  const bare = { assignee: null, creator: null, parent: null, project: null, labelIds: ['gone'] }
  expect(ticketWith(bare)).toMatchObject({
    assigneeId: null,
    creatorId: null,
    parentId: null,
    projectId: null,
    projectName: null,
    labels: [],
    customFields: [],
  })
})
