import type { Company, CompanyChange, CompanyStatus, CompanyTicket } from '../../../fakes/company/records.ts'

export const startAt = Date.parse('2026-03-02T08:00:00Z')
export const asOfAt = Date.parse('2026-06-12T16:00:00Z')
const hourMs = 3_600_000

const people = ['ada', 'ben', 'cleo', 'dara'].map((name) => ({
  email: `${name}@company.example`,
  name: `${name[0]?.toUpperCase()}${name.slice(1)} Example`,
  teamId: name === 'dara' ? 'mobile' : 'growth',
  emailHidden: false,
  active: name !== 'cleo',
}))

export const emails = people.map((person) => person.email)

/** Two teams on Linear, one on Jira that must not be seen there, and as many Linear tickets as asked for. */
export function smallCompany(tickets: readonly CompanyTicket[] = someTickets(12)): Company {
  return {
    name: 'Example Works',
    startAt,
    asOfAt,
    teams: [
      { teamId: 'growth', name: 'Growth', tracker: 'linear', ticketPrefix: 'GRO', timeZone: 'Europe/Berlin' },
      { teamId: 'mobile', name: 'Mobile', tracker: 'linear', ticketPrefix: 'MOB', timeZone: 'Europe/Berlin' },
      {
        teamId: 'billing',
        name: 'Billing',
        tracker: 'jira',
        ticketPrefix: 'BILL',
        timeZone: 'Europe/Berlin',
      },
    ],
    people,
    projects: [
      {
        projectId: 'signup',
        title: 'Faster sign-up',
        labels: ['roadmap'],
        teamIds: ['growth'],
        initiativeIds: ['reach'],
      },
    ],
    initiatives: [{ initiativeId: 'reach', title: 'Reach more people' }],
    sprints: [],
    tickets: [...tickets, aCompanyTicket('BILL-1', { teamId: 'billing' })],
  }
}

/** An unassigned ticket in the backlog of Growth, created two hours after the company's start. */
export function aCompanyTicket(key: string, changes: Partial<CompanyTicket> = {}): CompanyTicket {
  return {
    key,
    teamId: 'growth',
    type: 'task',
    title: `Title of ${key}`,
    description: '',
    labels: [],
    components: [],
    priority: 'medium',
    parentKey: null,
    projectId: null,
    creatorEmail: 'ada@company.example',
    createdAt: startAt + 2 * hourMs,
    initialStatus: 'backlog',
    initialAssigneeEmail: null,
    initialEstimatePoints: null,
    changes: [],
    comments: [],
    worklogs: [],
    archivedAt: null,
    ...changes,
  }
}

const path: readonly CompanyStatus[] = [
  'todo',
  'in_progress',
  'in_review',
  'in_progress',
  'in_review',
  'done',
]

/**
 * `count` tickets that differ in everything that a sync must keep apart: the first of each ten has a long history, the
 * third is archived, the fifth belongs to a project, the sixth has a parent, the seventh moves within its first minutes.
 */
export function someTickets(count: number): CompanyTicket[] {
  return Array.from({ length: count }, (_, index) => {
    const createdAt = startAt + index * hourMs
    return aCompanyTicket(keyOf(index), {
      teamId: teamOf(index),
      createdAt,
      labels: index % 2 === 0 ? ['bug', 'frontend'] : [],
      initialEstimatePoints: [0, null, 3, 3][index % 4] ?? null,
      comments: Array.from({ length: index % 10 === 0 ? 8 : index % 3 }, (_each, place) => ({
        at: createdAt + (place + 1) * hourMs,
        authorEmail: emails[place % 4] ?? '',
        body: 'A remark',
      })),
      ...oddities(index, createdAt),
    })
  })
}

function teamOf(index: number): 'growth' | 'mobile' {
  return index % 3 === 0 ? 'mobile' : 'growth'
}

function keyOf(index: number): string {
  return `${teamOf(index) === 'mobile' ? 'MOB' : 'GRO'}-${index + 1}`
}

function oddities(index: number, createdAt: number): Partial<CompanyTicket> {
  const once = { changes: changesOf(createdAt, path, 5 * hourMs) }
  switch (index % 10) {
    case 0:
      return { changes: changesOf(createdAt, [...path, ...path, ...path], 5 * hourMs) }
    case 3:
      return { ...once, archivedAt: asOfAt - hourMs }
    case 5:
      return { ...once, projectId: 'signup' }
    case 6:
      return { ...once, parentKey: keyOf(index - 1) }
    case 7:
      return { changes: changesOf(createdAt, path, 60_000) }
    case 9:
      return { changes: changesOf(createdAt, path.slice(0, 2), 5 * hourMs) }
    default:
      return once
  }
}

function changesOf(createdAt: number, moves: readonly CompanyStatus[], stepMs: number): CompanyChange[] {
  const actorEmail = 'ben@company.example'
  const assigned: CompanyChange = {
    field: 'assignee',
    at: createdAt + stepMs - 1000,
    actorEmail,
    from: null,
    to: 'dara@company.example',
  }
  const moved = moves.map((to, place): CompanyChange => {
    const from = moves[place - 1] ?? 'backlog'
    return { field: 'status', at: createdAt + (place + 1) * stepMs, actorEmail, from, to }
  })
  return [assigned, ...moved]
}
