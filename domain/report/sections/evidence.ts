import type { Bucket } from '../../category.ts'
import type { ScopeReconciliation, Source } from '../../reconcile/dataset/scope.ts'
import { daysInWords } from '../words/figures.ts'
import { mostEvidence } from '../words/lengths.ts'
import { link, type Sentence, say } from '../words/sentence.ts'

/** The scope's largest sources of one bucket, largest first. */
export function largestSources(scope: ScopeReconciliation, bucket: Bucket, atMost: number): Source[] {
  return scope.sources
    .filter((source) => source.bucket === bucket && source.milliDays > 0)
    .toSorted((a, b) => b.milliDays - a.milliDays)
    .slice(0, atMost)
}

/** "Invoice export (31 person-days)", linked to the epic or project; "Ledger (66 person-days, the largest BILL-850)" for a component or label. */
export function sourceInWords(source: Source): Sentence {
  return say`${sourceLabel(source)} (${daysInWords(source.milliDays, 'person-day')}${largestTicket(source)})`
}

export function sourceLabel({ label, url }: Source): Sentence {
  return say`${link(label, url)}`
}

/** A component or label has no page of its own: its largest ticket is linked under its own key, so that the link is what it says. */
export function largestTicket({ url, tickets }: Source): Sentence {
  const [largest] = tickets
  return url !== null || largest === undefined ? say`` : say`, the largest ${link(largest.key, largest.url)}`
}

/** The same without their days, for a line that has figures enough. */
export function namedEvidenceOf(scope: ScopeReconciliation, bucket: Bucket): Sentence[] {
  return largestSources(scope, bucket, mostEvidence).map(
    (source) => say`${sourceLabel(source)}${largestTicket(source)}`,
  )
}

/** Links to the largest sources of one bucket. */
export function evidenceOf(scope: ScopeReconciliation, bucket: Bucket, atMost = mostEvidence): Sentence[] {
  return largestSources(scope, bucket, atMost).map(sourceInWords)
}
