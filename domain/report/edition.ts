import type { Instant } from '../instant.ts'
import type { Audience, ReportScope } from '../plan/plan.ts'
import type { QuarterId } from '../quarter.ts'

/** One rendered, frozen report for one audience and scope. */
export interface Edition {
  readonly editionId: string
  readonly quarter: QuarterId
  /** `pre-planning` while the quarter runs, `final` after it closed. */
  readonly kind: 'pre-planning' | 'final'
  readonly audience: Audience
  readonly scope: ReportScope
  readonly renderedAt: Instant
  readonly subject: string
  readonly preheader: string
  readonly html: string
  readonly text: string
  readonly pictures: readonly Picture[]
}

/** A PNG that the HTML refers to as `cid:<contentId>`. */
export interface Picture {
  readonly contentId: string
  readonly altText: string
  readonly png: Uint8Array
}
