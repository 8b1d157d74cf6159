import type { Bucket } from '../../category.ts'
import type { ScopeReconciliation, Source } from '../../reconcile/reconciliation.ts'
import { daysInWords } from '../words/figures.ts'
import { link, type Sentence, say } from '../words/sentence.ts'

/** The scope's largest sources of one bucket, largest first. */
export function largestSources(scope: ScopeReconciliation, bucket: Bucket, atMost: number): Source[] {
  return scope.sources
    .filter((source) => source.bucket === bucket && source.milliDays > 0)
    .toSorted((a, b) => b.milliDays - a.milliDays)
    .slice(0, atMost)
}

/** "Invoice export (31 days)", linked to the epic or project, else to its largest ticket. */
export function sourceInWords(source: Source): Sentence {
  const url = source.url ?? source.tickets[0]?.url ?? null
  return say`${link(source.label, url)} (${daysInWords(source.milliDays)})`
}

/** Links to the largest sources of one bucket. */
export function evidenceOf(scope: ScopeReconciliation, bucket: Bucket, atMost = 2): Sentence[] {
  return largestSources(scope, bucket, atMost).map(sourceInWords)
}
