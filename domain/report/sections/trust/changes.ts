import { sumOf } from '../../../calculation/sum.ts'
import { isoOf } from '../../../instant.ts'
import type { ChangedCategory, ChangedScope, QuarterChange } from '../../../reconcile/dataset/change.ts'
import { isToldChange } from '../../../reconcile/verdicts/told-change.ts'
import { nearestWhole } from '../../../text/numbers.ts'
import type { ReportView } from '../../content/view.ts'
import { bucketPhrases } from '../../words/categories.ts'
import { causePhrases } from '../../words/changes.ts'
import { dateInWords, earlierQuarter } from '../../words/dates.ts'
import { counted } from '../../words/figures.ts'
import { mostTicketsOfChange } from '../../words/lengths.ts'
import { capitalised, link, listOf, type Sentence, say } from '../../words/sentence.ts'

/** What changed in this scope's mailed quarters since, and why: the latest such quarter. */
export function changeSentences(view: ReportView): Sentence[] {
  const told = view.reconciliation.changedQuarters.flatMap((change) => {
    const scope = change.scopes.find(({ scopeId }) => scopeId === view.scope.scopeId)
    return scope === undefined ? [] : [{ change, scope }]
  })
  const last = told.at(-1)
  return last === undefined ? [] : [changeInWords(last.change, last.scope, view.reconciliation.quarter)]
}

function changeInWords(change: QuarterChange, scope: ChangedScope, now: string): Sentence {
  const quarter = earlierQuarter(change.quarter, now)
  const mailedOn = dateInWords(isoOf(change.mailedAt).slice(0, 10))
  const changed = scope.categories
    .filter(({ difference }) => isToldChange(difference))
    .toSorted((a, b) => Math.abs(b.difference.milliPoints) - Math.abs(a.difference.milliPoints))
  const list = changed.map(
    ({ category, difference }, index) =>
      say`${bucketPhrases[category]}${index === 0 ? ' is' : ''} ${movedInWords(difference.milliPoints)}`,
  )
  const [most] = changed
  const head = say`${quarter}’s figures have changed since they were mailed on ${mailedOn}: ${listOf(list)}.`
  return say`${head}${most === undefined ? say`` : whyInWords(most, change.isExplained)}${ticketsInWords(scope)}`
}

/** "9 points lower", "1 point higher". */
function movedInWords(milliPoints: number): string {
  const points = counted(Math.abs(wholePoints(milliPoints)), 'point')
  return `${points} ${milliPoints < 0 ? 'lower' : 'higher'}`
}

function wholePoints(milliPoints: number): number {
  return nearestWhole(milliPoints / 1000)
}

function whyInWords({ category, difference, parts }: ChangedCategory, isExplained: boolean): Sentence {
  if (!isExplained)
    return say` The causes can no longer be told: the data that the mailed figures came from has been removed.`
  const [largest, ...others] = parts
    .toSorted((a, b) => Math.abs(b.milliPoints) - Math.abs(a.milliPoints))
    .map(({ cause, milliPoints }) => ({ cause, points: wholePoints(milliPoints) }))
  if (largest === undefined) return say``
  // What rounding leaves falls on the largest, so that they sum to the change as it is told.
  const ofOthers = sumOf(others.map(({ points }) => points))
  const causes = [{ ...largest, points: wholePoints(difference.milliPoints) - ofOthers }, ...others]
    .filter(({ points }) => points !== 0)
    .map(({ cause, points }) => say`${causePhrases[cause]} (${signed(points)})`)
  return say` ${capitalised(bucketPhrases[category])} changed through ${listOf(causes)}.`
}

function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points)}`
}

function ticketsInWords({ tickets }: ChangedScope): Sentence {
  const named = tickets.slice(0, mostTicketsOfChange).map(({ key, url }) => [link(key, url)])
  return named.length === 0 ? say`` : say` Most of it is on ${listOf(named)}.`
}
