import type { Store } from '../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { comparable } from '../../domain/text/comparable.ts'
import { teamsWithoutReport } from '../../queries/reports/left-out.ts'
import { NegativeResultError } from '../frame/errors.ts'

interface NamedScope {
  /** `company`, or a team's id. */
  readonly scopeId: string
  readonly name: string
}

/**
 * The scope of an id, else the first of a name, in whatever case.
 * @throws NegativeResultError where none has it, with the ids there are; of a team without figures, with the reason
 */
export async function findScope<Scope extends NamedScope>(
  store: Store,
  named: string,
  quarter: QuarterId,
  scopes: readonly Scope[],
): Promise<Scope> {
  const wanted = comparable(named)
  const found =
    scopes.find(({ scopeId }) => scopeId === named) ?? scopes.find(({ name }) => comparable(name) === wanted)
  if (found !== undefined) return found
  const leftOut = await teamsWithoutReport(store, quarter)
  const why =
    leftOut.find(({ teamId }) => teamId === named) ?? leftOut.find(({ name }) => comparable(name) === wanted)
  if (why !== undefined) throw new NegativeResultError(why.reason)
  const ids = scopes.map(({ scopeId }) => scopeId).join(', ')
  throw new NegativeResultError(`no team "${named}" has figures in that quarter; there are: ${ids || 'none'}`)
}
