import type {
  Company,
  CompanyPerson,
  CompanySprint,
  CompanyTeam,
  CompanyTicket,
} from '../../fakes/company/records.ts'

/** The instant at which the small company's records end. */
export const smallCompanyAsOfAt = Date.parse('2026-06-12T16:00:00Z')

const startAt = Date.parse('2026-03-02T08:00:00Z')

export function companyTeam(over: Partial<CompanyTeam> = {}): CompanyTeam {
  return {
    teamId: 'alpha',
    name: 'Alpha',
    tracker: 'jira',
    ticketPrefix: 'ALP',
    timeZone: 'Europe/Berlin',
    ...over,
  }
}

export function companyPerson(over: Partial<CompanyPerson> = {}): CompanyPerson {
  return {
    email: 'ada.example@lumenworks.example',
    name: 'Ada Example',
    teamId: 'alpha',
    emailHidden: false,
    active: true,
    ...over,
  }
}

export function companySprint(over: Partial<CompanySprint> = {}): CompanySprint {
  return {
    sprintId: 'alpha-1',
    teamId: 'alpha',
    name: 'Alpha Sprint 1',
    from: '2026-03-02',
    to: '2026-03-16',
    ...over,
  }
}

export function companyTicket(over: Partial<CompanyTicket> = {}): CompanyTicket {
  return {
    key: 'ALP-1',
    teamId: 'alpha',
    type: 'story',
    title: 'Export invoices as PDF',
    description: 'First line\nsecond line\n\nAnother paragraph.',
    labels: [],
    components: [],
    priority: 'medium',
    parentKey: null,
    projectId: null,
    creatorEmail: 'ada.example@lumenworks.example',
    createdAt: startAt,
    initialStatus: 'todo',
    initialAssigneeEmail: null,
    initialEstimatePoints: null,
    changes: [],
    comments: [],
    worklogs: [],
    archivedAt: null,
    ...over,
  }
}

/**
 * A small company: team Alpha on Jira (an epic, a story with its whole life, a bug), team Beta on Jira too, team
 * Gamma on Linear; three people, one of them with a hidden address and one who left.
 */
export function smallCompany(over: Partial<Company> = {}): Company {
  const ada = 'ada.example@lumenworks.example'
  const bo = 'bo.sample@lumenworks.example'
  const hour = 3_600_000
  const at = (hours: number) => startAt + hours * hour
  const status = { field: 'status', actorEmail: ada } as const
  return {
    name: 'Lumen Works',
    startAt,
    asOfAt: smallCompanyAsOfAt,
    teams: [
      companyTeam(),
      companyTeam({ teamId: 'beta', name: 'Beta', ticketPrefix: 'BET' }),
      companyTeam({ teamId: 'gamma', name: 'Gamma', ticketPrefix: 'GAM', tracker: 'linear' }),
    ],
    people: [
      companyPerson(),
      companyPerson({ email: bo, name: 'Bo Sample', teamId: 'beta', emailHidden: true }),
      companyPerson({ email: 'cy.former@lumenworks.example', name: 'Cy Former', active: false }),
    ],
    projects: [],
    initiatives: [],
    sprints: [
      companySprint(),
      companySprint({ sprintId: 'alpha-2', name: 'Alpha Sprint 2', from: '2026-03-16', to: '2026-03-30' }),
      companySprint({
        sprintId: 'beta-1',
        teamId: 'beta',
        name: 'Beta sprint with a name far over thirty characters',
        to: '2026-12-31',
      }),
    ],
    tickets: [
      companyTicket({ key: 'ALP-1', type: 'epic', title: 'Invoicing 2.0', labels: ['roadmap'] }),
      companyTicket({
        key: 'ALP-2',
        parentKey: 'ALP-1',
        createdAt: at(1),
        components: ['Exports'],
        changes: [
          { ...status, at: at(2), from: 'todo', to: 'in_progress' },
          { field: 'assignee', at: at(2), actorEmail: ada, from: null, to: bo },
          { field: 'estimate', at: at(3), actorEmail: ada, from: null, to: 5 },
          { field: 'sprint', at: at(4), actorEmail: ada, from: null, to: 'alpha-1' },
          { ...status, at: at(30), from: 'in_progress', to: 'in_review' },
          { ...status, at: at(50), actorEmail: null, from: 'in_review', to: 'done' },
        ],
        comments: [{ at: at(5), authorEmail: bo, body: 'Half of it works.' }],
        worklogs: [{ startedAt: at(5), authorEmail: bo, loggedSeconds: 5_400, loggedAt: at(8) }],
      }),
      companyTicket({
        key: 'ALP-3',
        type: 'bug',
        title: 'Totals are off by a cent',
        priority: 'urgent',
        createdAt: at(10),
        labels: ['support', 'compliance'],
        initialAssigneeEmail: bo,
      }),
      companyTicket({
        key: 'BET-1',
        teamId: 'beta',
        title: 'Index the help pages',
        createdAt: at(12),
        initialEstimatePoints: 3,
        changes: [{ field: 'sprint', at: at(13), actorEmail: bo, from: null, to: 'beta-1' }],
      }),
      companyTicket({
        key: 'BET-2',
        teamId: 'beta',
        type: 'incident',
        title: 'Search is down',
        priority: 'urgent',
        createdAt: at(20),
        creatorEmail: 'gone.person@lumenworks.example',
        changes: [{ ...status, at: at(21), from: 'todo', to: 'in_progress' }],
      }),
      companyTicket({ key: 'GAM-1', teamId: 'gamma', createdAt: at(24) }),
    ],
    ...over,
  }
}

/** A company of one Jira team with `count` tickets, `changesEach` status changes on each. */
export function companyOfTickets(count: number, changesEach = 0): Company {
  const minute = 60_000
  const tickets = Array.from({ length: count }, (_, index) => {
    const createdAt = startAt + index * minute
    return companyTicket({
      key: `ALP-${index + 1}`,
      title: `Ticket number ${index + 1}`,
      createdAt,
      changes: Array.from({ length: changesEach }, (_, change) => ({
        field: 'status' as const,
        at: createdAt + (change + 1) * minute,
        actorEmail: 'ada.example@lumenworks.example',
        from: change % 2 === 0 ? ('todo' as const) : ('in_progress' as const),
        to: change % 2 === 0 ? ('in_progress' as const) : ('todo' as const),
      })),
    })
  })
  return smallCompany({ teams: [companyTeam()], sprints: [], tickets })
}
