import type { Plan, Stakeholder } from '../plan/plan.ts'
import { emailKey } from '../text/email.ts'

/**
 * What a person may do: `admin`, everything; `reviewer`, the pages of the teams whose product or engineering reader they are;
 * `leader`, the reports that were mailed to them. A person may have several.
 */
export const roles = ['admin', 'reviewer', 'leader'] as const

export type Role = (typeof roles)[number]

/** A person who is signed in, as the plan in force and the list of admins have them. */
export interface Visitor {
  /** In lower case. */
  readonly email: string
  /** The name by which the plan lists them; null where it doesn't. */
  readonly name: string | null
  readonly roles: readonly Role[]
  /** In the plan's order. */
  readonly reviewsTeamIds: readonly string[]
}

/** The parts of a plan that give people roles. */
export interface Readership {
  readonly teams: readonly Pick<Plan['teams'][number], 'teamId' | 'name'>[]
  readonly stakeholders: Plan['stakeholders']
}

/**
 * The roles of an address. The readers of a team's own product or engineering report review the team; a reader of the whole
 * company's report reviews no single one.
 * @param readership null before a plan was imported
 */
export function visitorOf(email: string, isAdmin: boolean, readership: Readership | null): Visitor {
  const key = emailKey(email)
  const mine = (readership?.stakeholders ?? []).filter((reader) => emailKey(reader.email) === key)
  const reviewed = new Set(mine.map(reviewedBy))
  const reviewsTeamIds = (readership?.teams ?? [])
    .map(({ teamId }) => teamId)
    .filter((teamId) => reviewed.has(teamId))
  return {
    email,
    name: mine[0]?.name ?? null,
    roles: [
      ...(isAdmin ? (['admin'] as const) : []),
      ...(reviewsTeamIds.length > 0 ? (['reviewer'] as const) : []),
      ...(mine.length > 0 ? (['leader'] as const) : []),
    ],
    reviewsTeamIds,
  }
}

/** The readers who review a team, in the plan's order; who reads both its product and its engineering report is one. */
export function reviewersOf(
  { stakeholders }: Pick<Readership, 'stakeholders'>,
  teamId: string,
): Stakeholder[] {
  const found = stakeholders.filter((reader) => reviewedBy(reader) === teamId)
  return [...new Map(found.map((reader) => [emailKey(reader.email), reader])).values()]
}

/** The team that a reader of this report reviews; null for readers who review none. */
function reviewedBy({ audience, scope }: Stakeholder): string | null {
  return scope.kind === 'team' && audience !== 'executive' ? scope.teamId : null
}

/** The teams whose tickets a visitor may see and sort: null for all, which are an admin's. */
export function reviewedTeamIds({ roles: own, reviewsTeamIds }: Visitor): readonly string[] | null {
  return own.includes('admin') ? null : reviewsTeamIds
}

/** Whether a team's figures are a visitor's to see. */
export function maySeeTeam(visitor: Visitor, teamId: string): boolean {
  return reviewedTeamIds(visitor)?.includes(teamId) ?? true
}
