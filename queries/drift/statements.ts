import { versionOf } from '../../adapters/content-version.ts'
import { lockStatement, saveStatement, withdrawStatement } from '../../adapters/store/report/statements.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import {
  type ReviewerStatement,
  type StatementGiven,
  statementOf,
} from '../../domain/report/content/reviewers.ts'

/** What a reviewer says about a team's drift, outside a review. */
export interface WordsGiven {
  readonly teamId: string
  readonly quarter: QuarterId
  readonly author: { readonly email: string; readonly name: string }
  readonly words: string
  /** The version of their words that the author saw; by default, whichever stands. */
  readonly against?: string | undefined
  readonly nowAt: Instant
}

export type WordsSaid =
  | { readonly kind: 'said' }
  /** The author said something else since they saw what they would replace, as in another window. */
  | { readonly kind: 'said meanwhile'; readonly words: string }
  | Exclude<StatementGiven, { readonly kind: 'statement' }>

/** The version of somebody's words, as a form holds it that would replace them; empty for none. */
export function wordsVersion(statement: Pick<ReviewerStatement, 'text'> | null | undefined): string {
  return statement ? versionOf(statement.text) : ''
}

/** Whether other words stand than those that somebody saw. */
export function isOvertaken(
  against: string | undefined,
  standing: Pick<ReviewerStatement, 'text'> | null,
): boolean {
  return against !== undefined && against !== wordsVersion(standing)
}

/**
 * Keeps what a reviewer says about a team's drift, in the place of what they said before; the quarter's reports quote it. The same
 * words once more change nothing.
 */
export async function sayAboutDrift(
  store: Store,
  { teamId, quarter, author, words, against, nowAt }: WordsGiven,
): Promise<WordsSaid> {
  const given = statementOf(words)
  if (given.kind !== 'statement') return given
  const said = { authorEmail: author.email, authorName: author.name, saidAt: nowAt, text: given.text }
  const statement = { teamId, quarter, ...said, saidIn: 'drift notice' as const }
  return inTransaction(store, async (client) => {
    const before = await lockStatement(client, statement)
    if (before?.text === statement.text) return { kind: 'said' }
    if (before !== null && isOvertaken(against, before)) return { kind: 'said meanwhile', words: before.text }
    await saveStatement(client, statement, author.email)
    return { kind: 'said' }
  })
}

/** Takes back what somebody said about a team's drift: what stands is nothing then, unless they said something else since it was seen. */
export function takeWordsBack(
  store: Store,
  { teamId, quarter, authorEmail }: { teamId: string; quarter: QuarterId; authorEmail: string },
  {
    against,
    ...by
  }: { readonly actor: string; readonly nowAt: Instant; readonly against?: string | undefined },
): Promise<'nothing stands' | 'said meanwhile'> {
  const key = { teamId, quarter, authorEmail, saidIn: 'drift notice' } as const
  return inTransaction(store, async (client) => {
    const before = await lockStatement(client, key)
    if (before !== null && isOvertaken(against, before)) return 'said meanwhile'
    await withdrawStatement(client, key, by)
    return 'nothing stands'
  })
}
