import type { Instant, LocalDate } from '../../instant.ts'
import type { QuarterId } from '../../quarter.ts'
import { longestStatement } from '../words/lengths.ts'
import { tidyOutside } from '../words/outside-text.ts'

/** Where a reviewer can say something. */
export const statementPlaces = ['review', 'drift notice'] as const

export type StatementPlace = (typeof statementPlaces)[number]

/** What a reviewer says about a team's quarter, in their own words; one for each reviewer and place. */
export interface ReviewerStatement {
  readonly teamId: string
  readonly quarter: QuarterId
  /** In lower case. */
  readonly authorEmail: string
  readonly authorName: string
  readonly saidAt: Instant
  /** One line, as `statementOf` gives it. */
  readonly text: string
  readonly saidIn: StatementPlace
}

/** What a reviewer did in a review besides saying something: confirmed the figures, or corrected the category of tickets. */
export type ReviewerAct = {
  readonly teamId: string
  readonly authorName: string
  /** Of the last of them. */
  readonly actedAt: Instant
} & (
  | { readonly kind: 'confirmed' }
  /** Of the team's days. */
  | { readonly kind: 'corrected'; readonly tickets: number; readonly milliDays: number }
)

/** What a quarter's reviewers said, and who of them said nothing. */
export interface ReviewersWords {
  readonly statements: readonly ReviewerStatement[]
  /** None unless said. */
  readonly acts?: readonly ReviewerAct[]
  /** The teams that the review asked, by the names that they had then; none unless said. */
  readonly askedTeams?: readonly { readonly teamId: string; readonly name: string }[]
  /** The teams none of whose reviewers answered by the review's last day; null where there was no review. */
  readonly unanswered: { readonly teamIds: readonly string[]; readonly by: LocalDate } | null
}

export const nothingSaid: ReviewersWords = { statements: [], unanswered: null }

export type StatementGiven =
  | { readonly kind: 'statement'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too long'; readonly characters: number }

/** Reads what a person wrote: one line without controls. More than 600 characters are refused, not cut: cut words say something else. */
export function statementOf(given: string): StatementGiven {
  const text = tidyOutside(given, Number.POSITIVE_INFINITY)
  const characters = [...text].length
  if (characters === 0) return { kind: 'empty' }
  return characters > longestStatement ? { kind: 'too long', characters } : { kind: 'statement', text }
}
