import type { Sentence } from '../words/sentence.ts'
import type { PictureSpec } from './picture.ts'

/** Everything a mail that is no report says, in its order and without a layout. */
export interface NoticeContent {
  /** The news; one line. */
  readonly subject: string
  /** The next most important thing; never repeats the subject. */
  readonly preheader: string
  /** What it is about: "Search, Q2 2026 so far". */
  readonly title: Sentence
  readonly answer: readonly Sentence[]
  /** Null where there is nothing to draw. */
  readonly picture: PictureSpec | null
  readonly details: readonly Sentence[]
  /** Null where nothing is listed. */
  readonly list: { readonly heading: string; readonly items: readonly Sentence[] } | null
  /** What the reader is asked for; null for nothing. */
  readonly request: { readonly heading: string; readonly sentences: readonly Sentence[] } | null
  /** Why the reader gets this. */
  readonly footer: readonly Sentence[]
}
