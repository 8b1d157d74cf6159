import { currentReadership } from '../../adapters/store/reconcile/plans.ts'
import type { EditionHead } from '../../adapters/store/report/edition-heads.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { scopeKeyOf } from '../../domain/report/content/edition.ts'
import { maySeeTeam, type Visitor } from '../../domain/sign-in/roles.ts'

/** A team whose tickets a reader of an edition may see. */
export interface LinkedTeam {
  readonly teamId: string
  readonly name: string
}

/** The teams of an edition's scope whose tickets this visitor may see, in the plan's order. */
export async function ticketLinks(
  store: Store,
  { scopeKey }: Pick<EditionHead, 'scopeKey'>,
  visitor: Visitor,
): Promise<LinkedTeam[]> {
  const teams = (await currentReadership(store))?.teams ?? []
  return teams.filter(
    ({ teamId }) =>
      (scopeKey === 'company' || scopeKey === scopeKeyOf({ kind: 'team', teamId })) &&
      maySeeTeam(visitor, teamId),
  )
}
