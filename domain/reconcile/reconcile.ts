import { localDateOf } from '../calendar.ts'
import type { Plan, PlanTeam } from '../plan/plan.ts'
import { datesOfQuarter, quarterBefore } from '../quarter.ts'
import { QuarterNotPlannedError, type ReconcileInput } from './dataset/input.ts'
import type { PastQuarter, Reconciliation, ScopeReconciliation } from './dataset/reconciliation.ts'
import { type Interruption, interruptionsOf } from './figures/interruptions.ts'
import { companyPlanOf, teamPlanFor, teamPlannedOf } from './figures/plan-of-scope.ts'
import { type FactLookup, factLookup } from './figures/ticket-facts.ts'
import { type Done, doneOf, type ScopeMaterial, scopeFiguresOf, type Uncertainty } from './scope.ts'
import { companyUncertaintyOf, teamUncertaintyOf } from './uncertainty.ts'
import { commitmentFiguresOf } from './verdicts/commitments.ts'
import { companyFindingsOf, teamFindingsOf, type WeighedFinding } from './verdicts/findings.ts'

/**
 * Holds a quarter's effort against its plan, for each team and for the company, which is the sum of its teams.
 * What was planned is read from the baseline, where one was taken.
 *
 * A team that has people but no plan for the quarter is shown with its effort; nothing is called for it.
 * Pure: the same input gives the same bytes.
 * @throws QuarterNotPlannedError when the plan doesn't know the quarter
 */
export function reconcile(input: ReconcileInput): Reconciliation {
  const { quarter, plan } = input
  const past = [...input.past].sort((a, b) => (a.quarter < b.quarter ? -1 : 1))
  const before = past.find((each) => each.quarter === quarterBefore(quarter, plan.fiscalStartMonth))
  if (![plan, input.baseline?.plan].some((each) => hasQuarter(each, quarter))) {
    throw new QuarterNotPlannedError(quarter)
  }
  const facts = factLookup(input)
  const interruptions = interruptionsOf(input, facts)
  const teams = plan.teams
    .filter((team) => isConcerned(team, input))
    .map((team) => teamScopeOf(team, input, facts, interruptions, before))
  return {
    quarter,
    state: isClosed(input) ? 'closed' : 'running',
    asOfAt: input.asOfAt,
    rulesVersion: input.rulesVersion,
    planVersion: input.planVersion,
    baselineTakenAt: input.baseline?.takenAt ?? null,
    company: companyScopeOf(teams, input, facts),
    teams: teams.map(({ scope }) => scope),
    coverage: input.coverage,
    past,
  }
}

interface TeamScope {
  readonly material: ScopeMaterial
  readonly done: Done
  readonly uncertainty: Uncertainty
  readonly found: readonly WeighedFinding[]
  readonly scope: ScopeReconciliation
}

function teamScopeOf(
  team: PlanTeam,
  input: ReconcileInput,
  facts: FactLookup,
  interruptions: readonly Interruption[],
  before: PastQuarter | undefined,
): TeamScope {
  const { teamId } = team
  const ofTeam = <T extends { readonly teamId: string }>(each: T) => each.teamId === teamId
  const rows = input.effort.rows.filter(ofTeam)
  const planned = teamPlanFor(teamId, input)
  const commitments = planned?.teamPlan.commitments ?? []
  const material: ScopeMaterial = {
    scopeId: teamId,
    name: team.name,
    planned: teamPlannedOf(planned, input),
    rows,
    capacity: input.effort.capacity.filter(ofTeam),
    opinions: input.effort.secondOpinions.filter(ofTeam),
    interruptions: interruptions.filter(ofTeam),
    commitments: commitmentFiguresOf(commitments, teamId, rows, input, facts),
  }
  const done = doneOf(material, facts)
  const uncertainty = teamUncertaintyOf(material, done, input.effort.closed, facts)
  const { figures, doubt } = scopeFiguresOf(material, done, uncertainty, facts, input.quarter)
  const pastScope = before?.scopes.find((each) => each.scopeId === teamId)
  const found = planned === null ? [] : teamFindingsOf(figures, doubt, pastScope)
  const scope = { ...figures, findings: found.map(({ finding }) => finding) }
  return { material, done, uncertainty, found, scope }
}

function companyScopeOf(
  teams: readonly TeamScope[],
  input: ReconcileInput,
  facts: FactLookup,
): ScopeReconciliation {
  const materials = teams.map(({ material }) => material)
  const material: ScopeMaterial = {
    scopeId: 'company',
    name: input.plan.company,
    planned: companyPlanOf(materials.map((each) => each.planned)),
    rows: materials.flatMap((each) => each.rows),
    capacity: materials.flatMap((each) => each.capacity),
    opinions: materials.flatMap((each) => each.opinions),
    interruptions: materials.flatMap((each) => each.interruptions),
    commitments: materials.flatMap((each) => each.commitments),
  }
  const done = doneOf(material, facts)
  const { figures } = scopeFiguresOf(material, done, companyUncertaintyOf(teams), facts, input.quarter)
  return {
    ...figures,
    findings: companyFindingsOf(
      figures,
      teams.map(({ found }) => found),
    ),
  }
}

function hasQuarter(plan: Plan | undefined, quarter: string): boolean {
  return plan?.quarters.some((each) => each.quarter === quarter) ?? false
}

function isConcerned({ teamId }: PlanTeam, input: ReconcileInput): boolean {
  return teamPlanFor(teamId, input) !== null || input.effort.capacity.some((row) => row.teamId === teamId)
}

/** Whether the quarter's last day has passed everywhere. */
function isClosed({ plan, quarter, asOfAt }: ReconcileInput): boolean {
  const { to } = datesOfQuarter(quarter, plan.fiscalStartMonth)
  return plan.calendars.every((calendar) => localDateOf(asOfAt, calendar.timeZone) >= to)
}
