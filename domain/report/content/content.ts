import type { MilliDays } from '../../effort/effort.ts'
import type { Instant } from '../../instant.ts'
import type { QuarterId } from '../../quarter.ts'
import type { Sentence } from '../words/sentence.ts'
import type { EditionSpec } from './edition.ts'
import type { PictureSpec } from './picture.ts'

/**
 * Everything a report says, without a layout: a mail of one screen, and the details that the page behind it shows. Same dataset, plan
 * and reviewers' words, same content.
 */
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
  /** One sentence with one number that stands out. */
  readonly answer: Sentence
  /** Null where there is nothing to draw, or nothing to look at. */
  readonly picture: PictureSpec | null
  readonly linesHeading: string
  /** What moved it: at most three, most days at stake first. */
  readonly lines: readonly ReportLine[]
  /** What can be promised, and what is to be decided; null where there is neither. */
  readonly choice: ReportChoice | null
  /** What reviewers said, and their silence; null where nothing is known of either. */
  readonly reviewers: ReportPart | null
  /** How sure the figures are, in a line; what is missing or has changed stands beside it. */
  readonly trust: readonly Sentence[]
  /** Planned and spent of each category, as shares and days; null where nothing was measured. */
  readonly figures: FiguresTable | null
  /** Whether the answer says it all: such a mail carries no table. */
  readonly isBrief: boolean
  /** What the page behind the mail has more than it. */
  readonly more: string
  readonly details: ReportDetails
  /** Why the reader gets this. */
  readonly footer: readonly Sentence[]
}

/** A heading with its sentences. */
export interface ReportPart {
  readonly heading: string
  readonly sentences: readonly Sentence[]
}

/** What can be promised, with or without something to decide. */
export interface ReportChoice extends ReportPart {
  readonly isDecision: boolean
}

/** What moved it, in one line. */
export interface ReportLine {
  readonly words: Sentence
  /** Effort that the line is about; null where it has none. */
  readonly atStakeMilliDays: MilliDays | null
  /** Where it comes from: tickets and sources, linked to their tracker. */
  readonly evidence: readonly Sentence[]
}

/** What a report rests on: shown on the page behind a mail, its tables also in a mail that has no page behind it. */
export interface ReportDetails {
  readonly findings: readonly ReportFinding[]
  /** The reviewers' words whole. */
  readonly reviewers: ReportPart | null
  /** The misalignment index beside the scope's own past, and what was carried over. */
  readonly trend: readonly Sentence[]
  readonly trust: readonly Sentence[]
  readonly tables: readonly FiguresTable[]
  /** The terms, each in a few words. */
  readonly glossary: readonly { readonly word: string; readonly meaning: string }[]
  readonly origin: readonly Sentence[]
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
  /** What it is split into where a phone's width has no room for all columns: each part with its number of columns, in order. */
  readonly parts?: readonly { readonly caption: string; readonly columnCount: number }[]
}
