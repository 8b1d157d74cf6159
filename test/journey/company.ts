import type { Company, CompanyChange, CompanyStatus, CompanyTicket } from '../../fakes/company/records.ts'
import { companyPerson, companyTeam, companyTicket } from '../builders/company.ts'

/**
 * A company so small that every figure of its report can be worked out by hand: team Harbour on Jira (Berlin, UTC+2
 * then), team Meadow on Linear (Lisbon, UTC+1). Its records end on Friday 10 April 2026, seven working days into
 * the second quarter; Good Friday, 3 April, is a holiday of both.
 */
export const tinyAsOfAt = Date.parse('2026-04-10T18:00:00Z')

export const ada = 'ada.example@harbourmeadow.example'
export const ben = 'ben.mockford@harbourmeadow.example'
export const cleo = 'cleo.foobarsen@harbourmeadow.example'
export const dario = 'dario.sample@harbourmeadow.example'

const openedAt = Date.parse('2026-03-16T08:00:00Z')

export function tinyCompany(): Company {
  return {
    name: 'Harbour & Meadow',
    startAt: openedAt,
    asOfAt: tinyAsOfAt,
    teams: [
      companyTeam({ teamId: 'harbour', name: 'Harbour', ticketPrefix: 'HAR' }),
      companyTeam({
        teamId: 'meadow',
        name: 'Meadow',
        tracker: 'linear',
        ticketPrefix: 'MEA',
        timeZone: 'Europe/Lisbon',
      }),
    ],
    people: [
      companyPerson({ email: ada, name: 'Ada Example', teamId: 'harbour' }),
      // Jira hides his address: the plan names his account.
      companyPerson({ email: ben, name: 'Ben Mockford', teamId: 'harbour', emailHidden: true }),
      companyPerson({ email: cleo, name: 'Cleo Foobarsen', teamId: 'meadow' }),
      companyPerson({ email: dario, name: 'Dario Sample', teamId: 'meadow' }),
    ],
    projects: [
      {
        projectId: 'sign-up',
        title: 'Faster sign-up',
        labels: ['roadmap'],
        teamIds: ['meadow'],
        initiativeIds: [],
      },
    ],
    initiatives: [],
    sprints: [],
    tickets: [...harbourTickets(), ...meadowTickets()],
  }
}

function harbourTickets(): CompanyTicket[] {
  const harbour = { teamId: 'harbour', createdAt: openedAt, creatorEmail: ada } as const
  return [
    // Open all the time, and an epic: it gets nothing.
    companyTicket({
      ...harbour,
      key: 'HAR-1',
      type: 'epic',
      title: 'Invoices 2.0',
      initialAssigneeEmail: ada,
      changes: moves(ada, [['2026-03-30T09:00:00+02:00', 'in_progress']]),
    }),
    companyTicket({
      ...harbour,
      key: 'HAR-2',
      title: 'Send invoices by e-mail',
      parentKey: 'HAR-1',
      initialAssigneeEmail: ada,
      changes: moves(ada, [
        ['2026-04-01T09:00:00+02:00', 'in_progress'],
        ['2026-04-07T13:00:00+02:00', 'in_review'],
        ['2026-04-08T17:00:00+02:00', 'done'],
      ]),
    }),
    companyTicket({
      ...harbour,
      key: 'HAR-4',
      type: 'task',
      title: 'Split the ledger module',
      labels: ['tech-debt'],
      initialAssigneeEmail: ben,
      changes: moves(ben, [
        ['2026-04-01T09:00:00+02:00', 'in_progress'],
        ['2026-04-08T17:00:00+02:00', 'done'],
      ]),
      comments: [{ at: at('2026-04-02T11:00:00+02:00'), authorEmail: ben, body: 'Half of it is out.' }],
    }),
    // No rule speaks of it; nobody was ever assigned.
    companyTicket({
      ...harbour,
      key: 'HAR-5',
      type: 'task',
      title: 'Tidy the shared folder',
      changes: moves(ben, [
        ['2026-04-02T09:00:00+02:00', 'in_progress'],
        ['2026-04-02T17:00:00+02:00', 'done'],
      ]),
    }),
    companyTicket({ ...harbour, key: 'HAR-6', title: 'Pay by card', initialAssigneeEmail: ada }),
    companyTicket({
      ...harbour,
      key: 'HAR-3',
      type: 'bug',
      title: 'Totals are off by a cent',
      createdAt: at('2026-04-07T10:00:00+02:00'),
      initialAssigneeEmail: ada,
      changes: moves(ada, [
        ['2026-04-07T13:00:00+02:00', 'in_progress'],
        ['2026-04-08T17:00:00+02:00', 'done'],
      ]),
      worklogs: [
        {
          startedAt: at('2026-04-08T10:00:00+02:00'),
          authorEmail: ada,
          loggedSeconds: 7_200,
          loggedAt: at('2026-04-08T12:00:00+02:00'),
        },
      ],
    }),
  ]
}

function meadowTickets(): CompanyTicket[] {
  const meadow = { teamId: 'meadow', type: 'task', createdAt: openedAt, creatorEmail: cleo } as const
  return [
    companyTicket({
      ...meadow,
      key: 'MEA-1',
      title: 'Sign up with one field',
      projectId: 'sign-up',
      initialAssigneeEmail: cleo,
      changes: moves(cleo, [['2026-04-01T09:00:00+01:00', 'in_progress']]),
      comments: [{ at: at('2026-04-07T11:00:00+01:00'), authorEmail: dario, body: 'What about phones?' }],
    }),
    companyTicket({
      ...meadow,
      key: 'MEA-3',
      title: 'Trace each sign-up',
      labels: ['observability'],
      initialAssigneeEmail: dario,
      changes: moves(dario, [
        ['2026-04-06T09:00:00+01:00', 'in_progress'],
        ['2026-04-10T13:00:00+01:00', 'done'],
      ]),
      comments: [{ at: at('2026-04-07T10:00:00+01:00'), authorEmail: dario, body: 'Spans arrive.' }],
    }),
    // A bug by its label; a person said that it is reliability.
    companyTicket({
      ...meadow,
      key: 'MEA-2',
      title: 'Sign-up times out under load',
      labels: ['bug'],
      createdAt: at('2026-04-07T16:00:00+01:00'),
      initialAssigneeEmail: cleo,
      changes: moves(cleo, [
        ['2026-04-08T09:00:00+01:00', 'in_progress'],
        ['2026-04-08T17:00:00+01:00', 'done'],
      ]),
    }),
  ]
}

function at(iso: string): number {
  return Date.parse(iso)
}

/** One person's status changes, the first of them from "todo". */
function moves(
  actorEmail: string,
  steps: readonly (readonly [iso: string, to: CompanyStatus])[],
): CompanyChange[] {
  return steps.map(([iso, to], place) => ({
    field: 'status',
    at: at(iso),
    actorEmail,
    from: steps[place - 1]?.[1] ?? 'todo',
    to,
  }))
}
