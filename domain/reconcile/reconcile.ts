import { runAtOnce, type Steps } from '../calculation/steps.ts'
import { isQuarterClosed } from '../plan/closed-quarter.ts'
import type { Plan } from '../plan/plan.ts'
import { underCurrentId } from '../plan/team-ids.ts'
import { datesOfQuarter, quarterAfter } from '../quarter.ts'
import { compareTexts } from '../text/text-order.ts'
import { QuarterNotPlannedError, type ReconcileInput } from './dataset/input.ts'
import type { LeftOutTeam, Reconciliation } from './dataset/reconciliation.ts'
import type { ScopeFigures, ScopeReconciliation } from './dataset/scope.ts'
import type { Doubt } from './dataset/verdicts.ts'
import { actualsOf, type ScopeActuals, type ScopeRecords } from './figures/actuals/scope-records.ts'
import { elapsedShareOf } from './figures/plan/elapsed-share.ts'
import { companyPlanOf, isPlanned, teamPlanFor, teamPlannedOf } from './figures/plan/scope-plan.ts'
import { measureCommitments } from './figures/tickets/commitments.ts'
import { type Interruption, interruptionsOf } from './figures/tickets/interruptions.ts'
import { factSteps } from './figures/tickets/ticket-facts.ts'
import { sumVarianceParts, type VarianceByCategory, variancePartsOf } from './figures/variance.ts'
import { forecastsOf } from './forecast/forecast.ts'
import { heldAgainst, pastQuarterOf, withCurrentIds } from './past-quarter.ts'
import { type QuarterContext, scopeSteps } from './scope.ts'
import { comparedOf, type TeamOfQuarter, teamsOfQuarter } from './teams-of-quarter.ts'
import {
  companyUncertaintyOf,
  type HeldShares,
  heldSharesOf,
  openShareOf,
  teamUncertaintyOf,
  type Uncertainty,
} from './uncertainty.ts'
import { isAbsent } from './verdicts/absent.ts'
import { commitmentStandingOf } from './verdicts/commitments.ts'
import { companyDoubtOf, doubtOf } from './verdicts/doubt.ts'
import { unknownThen } from './verdicts/hindsight.ts'
import { isSmallGroup } from './verdicts/small-groups.ts'
import { readUntilOf, stalenessOf } from './verdicts/staleness.ts'

/**
 * Compares a quarter's effort with its plan, for each team and for the company, which is the sum of its teams with a plan, and
 * decides their verdicts and headlines. What was planned is read from the baseline, where one was taken.
 *
 * A team with people but no plan for the quarter is included with its effort, its calls are `cannot_tell`, and it is no part of
 * the company's figures. A team that isn't there, or has too few people, has no figures of its own and is listed as left out.
 * Pure: the same input gives the same bytes.
 * @throws QuarterNotPlannedError when the plan doesn't know the quarter
 * @internal for tests
 */
export function reconcile(input: ReconcileInput): Reconciliation {
  return runAtOnce(reconcileSteps(input))
}

/** The same, a team a step. */
export function* reconcileSteps(input: ReconcileInput): Steps<Reconciliation> {
  const { quarter, plan, asOfAt } = input
  if (![plan, input.baseline?.plan].some((each) => hasQuarter(each, quarter))) {
    throw new QuarterNotPlannedError(quarter)
  }
  const past = input.past
    .filter(({ scopes }) => scopes.length > 0)
    .map((each) => withCurrentIds(each, plan))
    .toSorted((a, b) => compareTexts(a.quarter, b.quarter))
  const facts = yield* factSteps(input)
  yield
  const closed = isQuarterClosed(plan, quarter, asOfAt)
  const elapsedShare = closed ? 1 : elapsedShareOf(datesOfQuarter(quarter, plan), asOfAt)
  const { begunBefore = null } = input
  const context: QuarterContext = { quarter, elapsedShare, facts, past, begunBefore }
  const interruptions = interruptionsOf(input, facts)
  yield
  const teams: TeamScope[] = []
  const { minimumGroupPeople } = plan
  const teamsOfPlan = teamsOfQuarter(input)
  for (const team of teamsOfPlan.filter(({ isPlanned, people }) => isPlanned || people.size > 0)) {
    teams.push(yield* teamScopeSteps(team, input, interruptions, context))
    yield
  }
  const pastOfCompany = heldAgainst(
    comparedOf(teams)
      .filter(isShown)
      .map(({ scope }) => scope),
    past,
  )
  const company = yield* companyScopeSteps(comparedOf(teams), input, { ...context, past: pastOfCompany })
  const compared = comparedOf(teamsOfPlan)
  const shown = teams.filter(isShown).map(({ scope }) => scope)
  const forecastOf = forecastLookup({ quarter, company, teams: shown }, closed, input, context)
  return {
    quarter,
    state: closed ? 'closed' : 'running',
    asOfAt,
    readAt: input.readAt ?? null,
    unknownThen: unknownThen({ asOfAt, readAt: input.readAt ?? asOfAt }),
    elapsedShare,
    rulesVersion: input.rulesVersion,
    planVersion: input.planVersion,
    baselineTakenAt: input.baseline?.takenAt ?? null,
    minimumGroupPeople,
    company: forecastOf(company),
    teams: shown.map(forecastOf),
    leftOut: teamsOfPlan.flatMap((each) => leftOutOf(each, !compared.includes(each)) ?? []),
    coverage: {
      ...input.coverage,
      connections: input.coverage.connections.map((connection) => ({
        ...connection,
        staleness: stalenessOf({ syncedAt: connection.syncedAt, asOfAt }),
      })),
    },
    past: pastOfCompany,
    sinceMailed: null,
    changedQuarters: (input.changedQuarters ?? []).toSorted((a, b) => compareTexts(a.quarter, b.quarter)),
  }
}

/** Whether a team has figures of its own. */
function isShown({ leftOutBecause }: Pick<TeamOfQuarter, 'leftOutBecause'>): boolean {
  return leftOutBecause === null
}

function leftOutOf(
  { team: { teamId, name }, leftOutBecause: because }: TeamOfQuarter,
  isOutsideCompany: boolean,
): LeftOutTeam | null {
  if (because === null) return null
  return { teamId, name, because, ...(isOutsideCompany && !isAbsent({ because }) && { isOutsideCompany }) }
}

/** Gives a scope its forecast, which is made of all scopes' figures in this quarter and before. */
function forecastLookup(
  figures: Parameters<typeof pastQuarterOf>[0],
  isClosed: boolean,
  { plan, quarter, asOfAt, keptForecasts = [] }: ReconcileInput,
  { elapsedShare, past }: QuarterContext,
): (scope: ScopeFigures) => ScopeReconciliation {
  const forecasts = forecastsOf({
    plan,
    before: quarter,
    quarter: quarterAfter(quarter),
    asOfAt,
    quarters: [...past, pastQuarterOf(figures)],
    isClosed,
    elapsedShare,
    kept: keptForecasts.map((kept) => underCurrentId(plan, kept)),
  })
  return (scope) => ({ ...scope, forecast: forecasts(scope.scopeId) })
}

interface TeamScope extends Pick<TeamOfQuarter, 'isPlanned' | 'leftOutBecause'> {
  readonly records: ScopeRecords
  readonly actuals: ScopeActuals
  readonly uncertainty: Uncertainty
  readonly variance: VarianceByCategory
  readonly scope: ScopeFigures
}

function* teamScopeSteps(
  { team: { teamId, name }, people, countedDays, isPlanned, leftOutBecause }: TeamOfQuarter,
  input: ReconcileInput,
  interruptions: readonly Interruption[],
  context: QuarterContext,
): Steps<TeamScope> {
  const { facts, elapsedShare } = context
  const ofTeam = <T extends { readonly teamId: string }>(each: T) => each.teamId === teamId
  const rows = input.effort.rows.filter(ofTeam)
  const planned = teamPlanFor(teamId, input)
  // Days on commitments are of those few who have one: of a team without figures of its own, they are in no part of a sum either.
  const commitments = leftOutBecause === null ? (planned?.teamPlan.commitments ?? []) : []
  const records: ScopeRecords = {
    scopeId: teamId,
    name,
    people,
    countedDays,
    planned: teamPlannedOf(planned, input),
    rows,
    namedRows: rows,
    committed: [{ commitments, rows }],
    capacity: input.effort.capacity.filter(ofTeam),
    opinions: input.effort.secondOpinions.filter(ofTeam),
    interruptions: interruptions.filter(ofTeam),
  }
  const actuals = actualsOf(records, facts)
  const held = heldSharesOf(teamId, input.uncategorisedSamples)
  const doubt = recordsDoubtOf(records, actuals, held, input)
  const uncertainty = teamUncertaintyOf(records, actuals, doubt !== null, input.effort.closed, facts)
  const measured = measureCommitments(commitments, teamId, rows, facts).map((each) =>
    commitmentStandingOf(each, elapsedShare, doubt !== null),
  )
  const variance = variancePartsOf(records, actuals, commitments, elapsedShare, facts)
  const scope = yield* scopeSteps(records, actuals, measured, doubt, uncertainty, held, variance, context)
  return { isPlanned, leftOutBecause, records, actuals, uncertainty, variance, scope }
}

/** The sum of teams; nothing of what people did where they are too few together. */
function* companyScopeSteps(
  all: readonly TeamScope[],
  input: ReconcileInput,
  context: QuarterContext,
): Steps<ScopeFigures> {
  const { minimumGroupPeople: minimumPeople } = input.plan
  const people = new Set(all.flatMap(({ records }) => [...records.people]))
  const isSmall = people.size > 0 && isSmallGroup(people, minimumPeople)
  const teams = isSmall ? [] : all
  const shown = teams.filter(isShown)
  const records: ScopeRecords = {
    scopeId: 'company',
    name: input.plan.company,
    people,
    countedDays: Math.max(0, ...all.map((each) => each.records.countedDays)),
    planned: companyPlanOf(all.map((each) => each.records.planned)),
    rows: teams.flatMap((each) => each.records.rows),
    namedRows: shown.flatMap((each) => each.records.rows),
    committed: shown.flatMap((each) => each.records.committed),
    capacity: teams.flatMap((each) => each.records.capacity),
    opinions: teams.flatMap((each) => each.records.opinions),
    interruptions: teams.flatMap((each) => each.records.interruptions),
  }
  const actuals = actualsOf(records, context.facts)
  const held = heldSharesOf('company', input.uncategorisedSamples)
  const doubt: Doubt | null = isSmall
    ? { because: 'small_group', minimumPeople }
    : companyDoubtOf(
        recordsDoubtOf(records, actuals, held, input),
        teams.map(({ scope }) => scope.doubt),
      )
  const commitments = shown.flatMap(({ scope }) => scope.commitments)
  yield
  return yield* scopeSteps(
    records,
    actuals,
    commitments,
    doubt,
    companyUncertaintyOf(teams),
    held,
    sumVarianceParts(teams.map((each) => each.variance)),
    context,
  )
}

function recordsDoubtOf(
  { planned, countedDays }: ScopeRecords,
  { capacity, uncategorisedShare }: ScopeActuals,
  held: HeldShares,
  { coverage, asOfAt, quarter, plan }: ReconcileInput,
): Doubt | null {
  const readUntil = readUntilOf(coverage.connections, asOfAt)
  // A quarter that had ended by the last reading was read whole, however long ago that is.
  const isReadWhole = readUntil !== null && readUntil >= datesOfQuarter(quarter, plan).to
  return doubtOf({
    readUntil: isReadWhole ? null : readUntil,
    capacity,
    uncategorisedShare,
    openShare: openShareOf(uncategorisedShare, held),
    isPlanned: isPlanned(planned),
    countedDays,
  })
}

function hasQuarter(plan: Plan | undefined, quarter: string): boolean {
  return plan?.quarters.some((each) => each.quarter === quarter) ?? false
}
