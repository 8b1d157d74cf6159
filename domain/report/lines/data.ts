import { dataItems } from '../audience/engineering/data-to-fix.ts'
import type { ReportView } from '../content/view.ts'
import { mostDataItemsInLine } from '../words/lengths.ts'
import { listOf, say } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/** "to fix in the data: 11 person-days on unsorted tickets and 22 without a ticket in progress"; undefined where nothing is. */
export function dataClause(view: ReportView): Clause | undefined {
  const items = dataItems(view).slice(0, mostDataItemsInLine)
  if (items.length === 0) return undefined
  return {
    words: say`to fix in the data: ${listOf(items.map(({ words }) => words))}`,
    atStakeMilliDays: null,
    evidence: items.flatMap(({ evidence, shownBy }) => (evidence.length > 0 ? evidence : shownBy)),
  }
}
