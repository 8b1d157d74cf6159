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
import { type DraftHeader, writeDraft } from '../../domain/plan/draft/write.ts'
import { datesOfQuarter, quarterBefore, quarterOf } from '../../domain/quarter.ts'

export interface DraftedPlan {
  readonly draft: PlanDraft
  /** The draft as a plan file. */
  readonly yaml: string
}

/** How far back work counts for where somebody is: a quarter tells the teams of today, a year those of last year. */
const lookBackMs = 91 * 86_400_000

/** A first plan of what was synced; null where nothing was. People are in their teams from the quarter before the last on. */
export async function draftStoredPlan(
  store: Store,
  options: Pick<DraftHeader, 'company' | 'timeZone' | 'reader'> & { readonly nowAt: Instant },
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
  const { nowAt, ...header } = options
  const running = quarterOf(isoOf(nowAt).slice(0, 10))
  const before = quarterBefore(running)
  const yaml = writeDraft(draft, {
    ...header,
    from: datesOfQuarter(quarterBefore(before)).from,
    quarters: [quarterBefore(before), before, running],
    connectionNames: new Map(connections.map(({ connectionId, name }) => [connectionId, name])),
  })
  return { draft, yaml }
}
