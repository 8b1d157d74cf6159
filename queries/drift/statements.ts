import { saveStatement, withdrawStatement } from '../../adapters/store/report/statements.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { type StatementGiven, statementOf } from '../../domain/report/content/reviewers.ts'

/** What a reviewer says about a team's drift, outside a review. */
export interface WordsGiven {
  readonly teamId: string
  readonly quarter: QuarterId
  readonly author: { readonly email: string; readonly name: string }
  readonly words: string
  readonly nowAt: Instant
}

export type WordsSaid = { readonly kind: 'said' } | Exclude<StatementGiven, { readonly kind: 'statement' }>

/** Keeps what a reviewer says about a team's drift, in the place of what they said before; the quarter's reports quote it. */
export async function sayAboutDrift(
  store: Store,
  { teamId, quarter, author, words, nowAt }: WordsGiven,
): Promise<WordsSaid> {
  const given = statementOf(words)
  if (given.kind !== 'statement') return given
  const said = { authorEmail: author.email, authorName: author.name, saidAt: nowAt, text: given.text }
  await inTransaction(store, (client) =>
    saveStatement(client, { teamId, quarter, ...said, saidIn: 'drift notice' }, author.email),
  )
  return { kind: 'said' }
}

/** Takes back what somebody said about a team's drift. @returns false where nothing was said */
export function takeWordsBack(
  store: Store,
  { teamId, quarter, authorEmail }: { teamId: string; quarter: QuarterId; authorEmail: string },
  by: { readonly actor: string; readonly nowAt: Instant },
): Promise<boolean> {
  const key = { teamId, quarter, authorEmail, saidIn: 'drift notice' } as const
  return inTransaction(store, (client) => withdrawStatement(client, key, by))
}
