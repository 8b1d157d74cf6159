import type { BetweenSlices } from '../../adapters/slices.ts'
import {
  loadGroupActs,
  loadOpenContainers,
  loadTicketGroups,
  newestChangeAt,
} from '../../adapters/store/accounts/team-activity.ts'
import { listConnections } from '../../adapters/store/connections/connections.ts'
import { loadSiteNames } from '../../adapters/store/connections/names.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { loadUsers } from '../../adapters/store/tickets/tickets.ts'
import { dayMs, type Instant, isoOf } from '../../domain/instant.ts'
import { companyOf } from '../../domain/plan/draft/company-name.ts'
import { type DraftTeam, draftPlan, type PlanDraft } from '../../domain/plan/draft/draft.ts'
import { startingSharesOf } from '../../domain/plan/draft/starting-shares.ts'
import { type DraftHeader, writeDraft } from '../../domain/plan/draft/write.ts'
import { parsePlanFile } from '../../domain/plan/file/plan-file.ts'
import type { Commitment, Plan } from '../../domain/plan/plan.ts'
import { datesOfQuarter, type QuarterId, quarterBefore, quarterOf } from '../../domain/quarter.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import { measureDraft } from './measure-draft.ts'

export interface DraftedPlan {
  readonly draft: PlanDraft
  /** The draft as a plan file. */
  readonly yaml: string
  /** The newest quarter that it plans. */
  readonly quarter: QuarterId
  /** The quarter that its figures are of. */
  readonly measuredQuarter: QuarterId
}

/** How far back work counts for where somebody is: a quarter tells the teams of today, a year those of last year. */
const lookBackMs = 91 * dayMs

export interface DraftOptions extends Pick<DraftHeader, 'timeZone' | 'usualTimeZone' | 'reader'> {
  /** Null: what the trackers call it. */
  readonly company: string | null
  /** Whether open work that was measured becomes commitments. Defaults to false. */
  readonly commits?: boolean
  readonly nowAt: Instant
}

/**
 * A first plan of what was synced, with the shares that the last quarter shows of these teams and people; null where nothing was
 * synced. People are in their teams from the quarter before the last on. Nothing is stored.
 *
 * @param betweenSlices called while the quarter is measured, which takes minutes for a big company
 */
export async function draftStoredPlan(
  store: Store,
  options: DraftOptions,
  betweenSlices: BetweenSlices,
): Promise<DraftedPlan | null> {
  const newestAt = await newestChangeAt(store)
  if (newestAt === null) return null
  const sinceAt = newestAt - lookBackMs
  const connections = await listConnections(store)
  const draft = draftPlan({
    connections: connections.map(({ connectionId, name }) => ({ connectionId, name })),
    users: await loadUsers(store),
    groups: await loadTicketGroups(store, sinceAt),
    acts: await loadGroupActs(store, sinceAt),
    openWork: await loadOpenContainers(store, sinceAt),
  })
  await betweenSlices()
  const { nowAt, company, commits = false, ...rest } = options
  const siteNames = await loadSiteNames(store)
  const sites = connections.map(({ connectionId, name, baseUrl }) => ({
    ...{ name, baseUrl, siteName: siteNames.get(connectionId) ?? null },
  }))
  const running = quarterOf(isoOf(nowAt).slice(0, 10))
  const last = quarterBefore(running)
  const header: DraftHeader = {
    ...rest,
    company: company === null ? companyOf(sites) : { name: company, origin: { kind: 'given' } },
    commits,
    from: datesOfQuarter(quarterBefore(last)).from,
    quarters: [quarterBefore(last), last, running],
    connectionNames: new Map(connections.map(({ connectionId, name }) => [connectionId, name])),
  }
  const measured = await withMeasuredShares(store, draft, { header, quarter: last, nowAt }, betweenSlices)
  return {
    ...{ draft: measured, yaml: writeDraft(measured, header) },
    ...{ quarter: running, measuredQuarter: last },
  }
}

/** The draft with what a quarter shows of its teams, measured by the draft itself. */
async function withMeasuredShares(
  store: Store,
  draft: PlanDraft,
  {
    header,
    quarter,
    nowAt,
  }: { readonly header: DraftHeader; readonly quarter: QuarterId; readonly nowAt: Instant },
  betweenSlices: BetweenSlices,
): Promise<PlanDraft> {
  if (draft.teams.length === 0) return draft
  const text = writeDraft(draft, header)
  await betweenSlices()
  const plan = withOpenWork(parsePlanFile(text), draft, quarter)
  await betweenSlices()
  const { reconciliation: measured, categoryOf } = await measureDraft(
    store,
    { plan, quarter, nowAt },
    betweenSlices,
  )
  return {
    ...draft,
    teams: draft.teams.map((team) => ({
      ...team,
      openWork: withMeasuredDays(team, measured).map((work) => ({ ...work, category: categoryOf(work) })),
      startingShares: startingSharesOf(measured, team.teamId),
    })),
  }
}

/** The plan as if each team had committed to what is open: so its days are counted as those of commitments are. */
function withOpenWork(plan: Plan, { teams }: PlanDraft, quarter: QuarterId): Plan {
  const openWork = new Map(teams.map((team) => [team.teamId, team.openWork]))
  const commitmentsOf = (teamId: string) =>
    (openWork.get(teamId) ?? []).map(({ name, ticketKey }): Commitment => {
      const target = { kind: ticketKey === null ? 'project' : 'ticket', name: ticketKey ?? name } as const
      return { name, category: 'roadmap', plannedPersonDays: 1, target }
    })
  const planned = plan.quarters.map((each) =>
    each.quarter === quarter
      ? { ...each, teams: each.teams.map((team) => ({ ...team, commitments: commitmentsOf(team.teamId) })) }
      : each,
  )
  return { ...plan, quarters: planned }
}

/** A team without figures of its own has none of its work either; nor has a name that several have. */
function withMeasuredDays({ teamId, openWork }: DraftTeam, { teams }: Reconciliation): DraftTeam['openWork'] {
  const commitments = teams.find(({ scopeId }) => scopeId === teamId)?.commitments
  return openWork.map((work, index) => {
    const found = commitments?.[index]
    const isKnown = found?.name === work.name && !['not_found', 'ambiguous'].includes(found.standing)
    return { ...work, measuredMilliDays: isKnown ? found.actualMilliDays : null }
  })
}
