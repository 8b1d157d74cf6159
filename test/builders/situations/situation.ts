import type { Plan, PlanPerson, Stakeholder, TeamPlan } from '../../../domain/plan/plan.ts'
import { audiences } from '../../../domain/plan/plan.ts'
import { calendarYear, datesOfQuarter, quarterAfter, quarterBefore } from '../../../domain/quarter.ts'
import type { ReconcileInput } from '../../../domain/reconcile/dataset/input.ts'
import type { PastQuarter, Reconciliation } from '../../../domain/reconcile/dataset/reconciliation.ts'
import { pastQuarterOf } from '../../../domain/reconcile/past-quarter.ts'
import { reconcile } from '../../../domain/reconcile/reconcile.ts'
import { ticketRefKey } from '../../../domain/ticket.ts'
import type { OddCompany } from '../odd-companies.ts'
import { aCalendar, aPerson, aPlan, personOfAccountByName } from '../plan.ts'
import { aStatusMap, at, refOf } from '../ticket.ts'
import { type CompanySketch, type TeamSketch, usualTeam } from './sketch.ts'
import { workOf } from './work.ts'

/** Reconciles a sketched company, as the product does: every verdict is the product's own. */
export function situationOf(sketch: CompanySketch): OddCompany {
  const { quarter = '2026-Q2', fiscal = calendarYear, asOf = '2026-06-12T16:00' } = sketch
  const teams = sketch.teams.map((team) => ({ ...usualTeam, ...team }))
  const quarters = Math.max(0, ...teams.map(({ past }) => past.length))
  const earlier: PastQuarter[] = []
  for (let back = quarters; back > 0; back -= 1) {
    const ofThen = teams.flatMap((team) => {
      const changes = team.past[team.past.length - back]
      return changes === undefined ? [] : [{ ...team, commitments: [], ...changes }]
    })
    const past = nthBefore(quarter, back, fiscal)
    const closedAt = at(`${datesOfQuarter(past, fiscal).to}T06:00`)
    earlier.push(pastQuarterOf(reconcile(inputOf(sketch, ofThen, past, closedAt, [...earlier]))))
  }
  const reconciled = reconcile(inputOf(sketch, teams, quarter, at(asOf), earlier))
  const reconciliation = sketch.alter?.(reconciled) ?? reconciled
  const plan = { ...planOf(sketch, teams, quarter), stakeholders: readersOf(reconciliation) }
  return { reconciliation, plan, ...(sketch.said !== undefined && { said: sketch.said }) }
}

function nthBefore(quarter: string, back: number, fiscal: typeof calendarYear): string {
  return back === 0 ? quarter : nthBefore(quarterBefore(quarter, fiscal), back - 1, fiscal)
}

function inputOf(
  sketch: CompanySketch,
  teams: readonly TeamSketch[],
  quarter: string,
  asOfAt: number,
  past: readonly PastQuarter[],
): ReconcileInput {
  const plan = planOf(sketch, teams, quarter)
  const works = teams.map((team) => workOf(team, plan, quarter, asOfAt))
  const tickets = works.flatMap((work) => work.tickets)
  const { from } = datesOfQuarter(quarter, plan)
  const takenAt = at(sketch.baseline === 'late' ? `${from.slice(0, 8)}28T08:00` : `${from}T06:00`)
  const known = works.flatMap((work) => work.known.map(({ key }) => refOf(key)))
  return {
    quarter,
    asOfAt,
    plan,
    planVersion: 'beef0123456789ab',
    rulesVersion: 'c0ffee0123456789',
    baseline: sketch.baseline === 'none' ? null : { plan, takenAt, tickets: known },
    effort: {
      rows: works.flatMap((work) => work.rows),
      capacity: works.flatMap((work) => work.capacity),
      secondOpinions: [],
      typeWeights: [],
      closed: [],
      unmatchedAccounts: 0,
      nobodysLoggedSeconds: 0,
    },
    tickets,
    containers: teams.flatMap(namesakesOf),
    decisions: works.flatMap((work) => work.decisions),
    outcomeOf: aStatusMap().outcomeOf,
    personOfAccount: personOfAccountByName(plan),
    past,
    changedQuarters: sketch.changedQuarters ?? [],
    begunBefore: sketch.isCarriedOver === true ? new Set(known.map(ticketRefKey)) : null,
    coverage: {
      tickets: tickets.length,
      ticketsByStep: { override: 0, rule: tickets.length, inherited: 0, uncategorised: 0 },
      quarantined: 0,
      unmatchedAccounts: 0,
      nobodysLoggedHours: 0,
      connections: [{ name: 'Jira of Example Company', syncedAt: asOfAt - 20 * 60_000 }],
      ...sketch.coverage,
    },
  }
}

function planOf(sketch: CompanySketch, teams: readonly TeamSketch[], quarter: string): Plan {
  const fiscal = sketch.fiscal ?? calendarYear
  const next = teams.filter(({ teamId }) => sketch.plannedNext?.includes(teamId) ?? false)
  return aPlan({
    company: sketch.company ?? 'Example Company',
    ...fiscal,
    minimumGroupPeople: sketch.minimumGroupPeople ?? 4,
    costPerPersonDay: sketch.cost === undefined ? { amount: 700, currency: 'EUR' } : sketch.cost,
    calendars: [aCalendar({ calendarId: 'office', timeZone: 'UTC' })],
    teams: teams.map(({ teamId, name, focusShare }) => ({
      teamId,
      name,
      calendarId: 'office',
      focusShare,
    })),
    people: teams.flatMap(peopleOf),
    quarters: [
      {
        quarter,
        planningStartsOn: sketch.planningStartsOn === undefined ? '2026-06-24' : sketch.planningStartsOn,
        teams: teams.flatMap(teamPlanOf),
      },
      ...(next.length === 0
        ? []
        : [
            {
              quarter: quarterAfter(quarter),
              planningStartsOn: null,
              teams: next.flatMap((team) => teamPlanOf({ ...team, commitments: [] })),
            },
          ]),
    ],
  })
}

function peopleOf({ teamId, people, from, to, leavers, leaversTo, absences }: TeamSketch): PlanPerson[] {
  return Array.from({ length: people }, (_, index) =>
    aPerson(`${teamId} ${index}`, {
      membership: { teamId, from, to: index < leavers ? leaversTo : to },
      absences: [...absences],
    }),
  )
}

function teamPlanOf(team: TeamSketch): TeamPlan[] {
  const { teamId, plannedPeople, shares, commitments } = team
  if (shares === null) return []
  return [
    {
      teamId,
      plannedHeadcount: plannedPeople,
      onCallShare: 0,
      shares,
      commitments: commitments.map((commitment) => ({
        name: commitment.name,
        category: commitment.category ?? 'roadmap',
        plannedPersonDays: commitment.planned,
        target: targetOf(team, commitment),
      })),
    },
  ]
}

function targetOf(
  { teamId, commitments }: TeamSketch,
  commitment: TeamSketch['commitments'][number],
): TeamPlan['commitments'][number]['target'] {
  const { name, category = 'roadmap', spent } = commitment
  if (spent === undefined) return { kind: 'project', name }
  const alike = commitments.filter(
    (each) => (each.category ?? 'roadmap') === category && each.spent !== undefined,
  )
  return {
    kind: 'ticket',
    name: `${teamId}-${category}-c${alike.indexOf(commitment)}`.toUpperCase(),
  }
}

/** Two projects for each commitment whose name two have. */
function namesakesOf({ commitments }: TeamSketch): ReconcileInput['containers'] {
  return commitments
    .filter(({ twice }) => twice === true)
    .flatMap(({ name }) =>
      ['one', 'two'].map((which) => ({
        connectionId: which,
        containerId: `${which} ${name}`,
        kind: 'project' as const,
        title: name,
        url: `https://tracker.example/projects/${which}`,
        labels: [],
        parentIds: [],
        completedAt: null,
        canceledAt: null,
      })),
    )
}

/** Readers of all three audiences: of the company, and of its first team that has figures. */
function readersOf({ teams: [first] }: Reconciliation): Stakeholder[] {
  const scopes: readonly Stakeholder['scope'][] = [
    { kind: 'company' },
    ...(first === undefined ? [] : [{ kind: 'team' as const, teamId: first.scopeId }]),
  ]
  return scopes.flatMap((scope) =>
    audiences.map((audience) => ({
      stakeholderId: `${audience}@${scope.kind}.example`,
      name: 'Ada Example',
      email: `${audience}@${scope.kind}.example`,
      audience,
      scope,
    })),
  )
}
