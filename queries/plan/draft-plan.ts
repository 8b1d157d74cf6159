import type { BetweenSlices } from '../../adapters/slices.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { listConnections } from '../../adapters/store/sync/connections.ts'
import {
  loadGroupActs,
  loadOpenContainers,
  loadTicketGroups,
  newestChangeAt,
} from '../../adapters/store/sync/team-activity.ts'
import { loadUsers } from '../../adapters/store/sync/tickets.ts'
import { type Instant, isoOf } from '../../domain/instant.ts'
import { draftPlan, type PlanDraft } from '../../domain/plan/draft/draft.ts'
import { startingSharesOf } from '../../domain/plan/draft/starting-shares.ts'
import { type DraftHeader, writeDraft } from '../../domain/plan/draft/write.ts'
import { parsePlanFile } from '../../domain/plan/plan-file.ts'
import { datesOfQuarter, type QuarterId, quarterBefore, quarterOf } from '../../domain/quarter.ts'
import { measureDraft } from './measure-draft.ts'

export interface DraftedPlan {
  readonly draft: PlanDraft
  /** The draft as a plan file. */
  readonly yaml: string
}

/** How far back work counts for where somebody is: a quarter tells the teams of today, a year those of last year. */
const lookBackMs = 91 * 86_400_000

/**
 * A first plan of what was synced, with the shares that the last quarter shows of these teams and people; null where nothing was
 * synced. People are in their teams from the quarter before the last on. Nothing is stored.
 *
 * @param betweenSlices called while the quarter is measured, which takes minutes for a big company
 */
export async function draftStoredPlan(
  store: Store,
  options: Pick<DraftHeader, 'company' | 'timeZone' | 'reader'> & { readonly nowAt: Instant },
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
  const { nowAt, ...rest } = options
  const running = quarterOf(isoOf(nowAt).slice(0, 10))
  const last = quarterBefore(running)
  const header: DraftHeader = {
    ...rest,
    from: datesOfQuarter(quarterBefore(last)).from,
    quarters: [quarterBefore(last), last, running],
    connectionNames: new Map(connections.map(({ connectionId, name }) => [connectionId, name])),
  }
  const measured = await withMeasuredShares(store, draft, { header, quarter: last, nowAt }, betweenSlices)
  return { draft: measured, yaml: writeDraft(measured, header) }
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
  const plan = parsePlanFile(writeDraft(draft, header))
  const measured = await measureDraft(store, { plan, quarter, nowAt }, betweenSlices)
  return {
    teams: draft.teams.map((team) => ({ ...team, startingShares: startingSharesOf(measured, team.teamId) })),
  }
}
