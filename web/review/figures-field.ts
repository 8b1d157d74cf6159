import type { ReviewWithTeams } from '../../queries/review/reviews.ts'
import { type Html, html } from '../page/html.ts'

/** Names the figures that a reviewer answers to: an answer to others than those of now is refused. */
export function figuresField({ review: { reconciliationId } }: ReviewWithTeams): Html | null {
  return reconciliationId === null
    ? null
    : html`<input type="hidden" name="figures" value="${reconciliationId}">`
}
