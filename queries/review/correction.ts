import { type Correctable, loadCorrectable } from '../../adapters/store/review/correctable.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Category } from '../../domain/category.ts'
import { type CorrectionEffect, correctionEffect } from '../../domain/review/correction.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { findTicket } from '../explain/find-tickets.ts'
import { figuresOfReview, type ReviewWithTeams } from './reviews.ts'

/** A correction that somebody considers: nothing is stored of it. */
export interface Correction extends Correctable {
  readonly ticket: Pick<Ticket, 'connectionId' | 'ticketId' | 'key' | 'title' | 'url'>
  readonly category: Category
  /** Null where the ticket counts so already. */
  readonly effect: CorrectionEffect | null
}

export type CorrectionLookup =
  | { readonly kind: 'found'; readonly correction: Correction }
  /** The team has no day on it, or it isn't there: which of both isn't told. */
  | { readonly kind: 'not of the team' }
  | { readonly kind: 'ambiguous'; readonly connectionNames: readonly string[] }

export interface CorrectionWanted {
  readonly teamId: string
  readonly key: string
  readonly connectionName?: string | undefined
  readonly category: Category
}

/** What a team's figures would be if a ticket counted as another category, with all that was corrected before. */
export async function previewCorrection(
  store: Store,
  { review, teams }: ReviewWithTeams,
  { teamId, key, connectionName, category }: CorrectionWanted,
): Promise<CorrectionLookup> {
  const { reconciliationId } = review
  const figures = await figuresOfReview(store, review)
  const scope = figures?.teams.find(({ scopeId }) => scopeId === teamId)
  if (scope === undefined || reconciliationId === null) return { kind: 'not of the team' }
  const found = await findTicket(store, key, connectionName)
  if (found.kind === 'missing') return { kind: 'not of the team' }
  if (found.kind === 'ambiguous')
    return { kind: 'ambiguous', connectionNames: found.tickets.map((each) => each.connectionName) }
  const { connectionId, ticketId, title, url } = found.ticket
  const correctable = await loadCorrectable(store, { reconciliationId, teamId }, { connectionId, ticketId })
  if (correctable === null) return { kind: 'not of the team' }
  const { bucket: from, milliDays } = correctable
  const earlier = (teams.find((each) => each.teamId === teamId)?.answers ?? []).flatMap((answer) =>
    answer.categoryAfter === null
      ? []
      : [
          {
            from: answer.categoryBefore ?? ('uncategorised' as const),
            to: answer.categoryAfter,
            milliDays: answer.milliDays ?? 0,
          },
        ],
  )
  const effect =
    from === category ? null : correctionEffect(scope, earlier, { from, to: category, milliDays })
  return {
    kind: 'found',
    correction: {
      ...correctable,
      ticket: { connectionId, ticketId, key: found.ticket.key, title, url },
      category,
      effect,
    },
  }
}
