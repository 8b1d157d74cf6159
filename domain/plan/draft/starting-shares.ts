import type { Category } from '../../category.ts'
import { splitByLargestRemainder } from '../../effort/days/largest-remainder.ts'
import type { QuarterId } from '../../quarter.ts'
import type { LeftOutTeam, Reconciliation } from '../../reconcile/dataset/reconciliation.ts'
import type { Doubt } from '../../reconcile/dataset/verdicts.ts'

/** What a quarter's figures offer for a team's shares: they are rounded, or can't be said. */
export type StartingShares = { readonly quarter: QuarterId } & (
  | { readonly kind: 'measured'; readonly shares: Readonly<Record<Category, number>> }
  | { readonly kind: 'not_measured'; readonly because: LeftOutTeam['because'] | Doubt['because'] }
)

/** Shares are offered in twentieths: finer ones would look as if somebody had meant them. */
const parts = 20

/** What a reconciled quarter shows of a team: nothing where the team has no figures of its own, or they are in doubt. */
export function startingSharesOf(
  { quarter, teams, leftOut }: Reconciliation,
  teamId: string,
): StartingShares {
  const because = leftOut.find((each) => each.teamId === teamId)?.because
  if (because !== undefined) return { kind: 'not_measured', quarter, because }
  const team = teams.find((each) => each.scopeId === teamId)
  if (team === undefined) return { kind: 'not_measured', quarter, because: 'no_effort' }
  if (team.doubt !== null) return { kind: 'not_measured', quarter, because: team.doubt.because }
  const shareOf = new Map(team.categories.map(({ category, actualShare }) => [category, actualShare]))
  const [roadmap = 0, ktlo = 0, reliability = 0] = splitByLargestRemainder(parts, [
    shareOf.get('roadmap') ?? 0,
    shareOf.get('ktlo') ?? 0,
    shareOf.get('reliability') ?? 0,
  ]).map((part) => part / parts)
  if (roadmap + ktlo + reliability === 0) return { kind: 'not_measured', quarter, because: 'no_effort' }
  return { kind: 'measured', quarter, shares: { roadmap, ktlo, reliability } }
}

/** Why a team keeps the usual shares, as a clause. */
export function notMeasuredInWords({
  quarter,
  because,
}: Extract<StartingShares, { readonly kind: 'not_measured' }>): string {
  switch (because) {
    case 'small_group':
      return `too few people worked here in ${quarter} for figures of their own`
    case 'beside_small_group':
      return `figures of ${quarter} would give away those of a smaller team`
    case 'nobody_available':
    case 'not_yet':
    case 'ended':
      return `nobody was here in ${quarter}`
    case 'half_unattributed':
      return `most days of ${quarter} had no ticket in progress`
    case 'mostly_uncategorised':
      return `too much of the work of ${quarter} has no category`
    case 'stale':
      return `the trackers were not read to the end of ${quarter}`
    case 'no_effort':
    case 'no_plan':
    case 'too_early':
    case 'every_team':
      return `no ticket showed work in ${quarter}`
  }
}
