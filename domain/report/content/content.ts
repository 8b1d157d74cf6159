import type { MilliDays } from '../../effort/effort.ts'
import type { Instant } from '../../instant.ts'
import type { QuarterId } from '../../quarter.ts'
import type { Sentence } from '../words/sentence.ts'
import type { EditionSpec } from './edition.ts'
import type { PictureSpec } from './picture.ts'

/** Everything a report says, in its order and without a layout; same dataset, plan and reviewers' words, same content. */
export interface ReportContent {
  readonly spec: EditionSpec
  readonly quarter: QuarterId
  readonly kind: 'pre-planning' | 'final'
  /** The dataset's as-of time: the only time a report knows. */
  readonly asOfAt: Instant
  /** The news, not the name of the report; one line. */
  readonly subject: string
  /** The next most important thing; never repeats the subject. */
  readonly preheader: string
  /** Whose report this is: "Example Company, Q2 2026 so far". */
  readonly title: Sentence
  readonly answer: Sentence
  /** The misalignment index beside the scope's own past; null where nothing was measured. */
  readonly trend: Sentence | null
  /** What can be promised next quarter, in a report before planning; null where nothing is forecast. */
  readonly forecast: Sentence | null
  /** Null where there is nothing to draw. */
  readonly picture: PictureSpec | null
  /** The three words, each in six words at most. */
  readonly glossary: readonly { readonly word: string; readonly meaning: string }[]
  readonly findingsHeading: string
  /** At most three. */
  readonly findings: readonly ReportFinding[]
  /** Null where nothing asks for a decision. */
  readonly choice: { readonly heading: string; readonly sentences: readonly Sentence[] } | null
  /** What reviewers said, and their silence; null where nothing is known of either. */
  readonly reviewers: { readonly heading: string; readonly sentences: readonly Sentence[] } | null
  readonly trust: readonly Sentence[]
  readonly tables: readonly FiguresTable[]
  readonly origin: readonly Sentence[]
  /** Why the reader gets this. */
  readonly footer: readonly Sentence[]
}

export interface ReportFinding {
  readonly sentences: readonly Sentence[]
  /** A short list below the sentences; often empty. */
  readonly items: readonly Sentence[]
  /** Effort that the finding is about; null where it has none. */
  readonly atStakeMilliDays: MilliDays | null
  /** Where it comes from: tickets and sources, linked. */
  readonly evidence: readonly Sentence[]
}

/** A table of figures; the first cell of a row names the row. */
export interface FiguresTable {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly name: Sentence; readonly cells: readonly string[] }[]
}
