import type { Headline } from '../../../reconcile/dataset/verdicts.ts'
import type { ReportContent, ReportFinding } from '../../content/content.ts'

/** A headline other than `cannot_tell`. */
export type CalledHeadline = Exclude<Headline, { readonly kind: 'cannot_tell' }>

/** The news where nothing is off plan for sure, and not everything on it. */
export const noSureDifference = 'no sure difference from the plan'

/** What a report says first. */
export type News = Pick<ReportContent, 'subject' | 'preheader' | 'answer'>

/** What differs from audience to audience; the rest of a report is the same for all. */
export interface AudienceParts extends Pick<ReportContent, 'picture' | 'linesHeading' | 'lines'> {
  /** Words the headline for the audience; a doubt is worded alike for all (see in-doubt.ts). */
  readonly newsOf: (headline: CalledHeadline) => News
  /** Whether the audience has nothing to look at where the headline is that all is on plan. */
  readonly isQuiet: boolean
  readonly findings: readonly ReportFinding[]
}
