import type { CommitmentFigures } from '../../../reconcile/dataset/verdicts.ts'
import { isUnattributedWorthMending, unattributedShareOf } from '../../../reconcile/verdicts/capacity.ts'
import type { ReportFinding } from '../../content/content.ts'
import type { ReportView } from '../../content/view.ts'
import { evidenceOf } from '../../sections/evidence.ts'
import { counted, daysInWords, numberInWords, percent } from '../../words/figures.ts'
import { mostEvidenceOfTeam, mostLostNamed } from '../../words/lengths.ts'
import { capitalised, listOf, outside, type Sentence, say } from '../../words/sentence.ts'

/** What in the data keeps the figures from being better, with where to start; undefined where nothing does. */
export function dataToFix(view: ReportView): ReportFinding | undefined {
  const items = [
    ...unsortedItem(view),
    ...unattributedItem(view),
    ...lostCommitmentsItem(view),
    ...coverageItems(view),
  ]
  if (items.length === 0) return undefined
  return {
    sentences: [say`To fix in the data, so that the next figures are better:`],
    items,
    atStakeMilliDays: null,
    evidence: [],
  }
}

function unsortedItem(view: ReportView): Sentence[] {
  const { milliDays, share } = view.scope.uncategorised
  if (milliDays === 0) return []
  const sources = evidenceOf(view.scope, 'uncategorised', mostEvidenceOfTeam)
  const start = sources.length === 0 ? say`` : say`; start with ${listOf(sources)}`
  return [
    say`${capitalised(daysInWords(milliDays))} (${percent(share)}) on tickets that nothing sorts${start}`,
  ]
}

function unattributedItem(view: ReportView): Sentence[] {
  const { capacity } = view.scope
  if (!isUnattributedWorthMending(capacity)) return []
  return [
    say`${capitalised(daysInWords(capacity.unattributedMilliDays))} (${percent(unattributedShareOf(capacity))}) without a ticket in progress`,
  ]
}

function lostCommitmentsItem(view: ReportView): Sentence[] {
  const { commitments } = view.scope
  return [
    ...namedItem(
      commitments.filter(({ standing }) => standing === 'not_found'),
      'planned, but not found in the trackers under the name that the plan gives',
    ),
    ...namedItem(
      commitments.filter(({ standing }) => standing === 'ambiguous'),
      'planned, but several projects or tickets have the name that the plan gives, so none is counted',
    ),
  ]
}

function namedItem(lost: readonly CommitmentFigures[], what: string): Sentence[] {
  if (lost.length === 0) return []
  const named = lost.slice(0, mostLostNamed).map((commitment) => say`${outside(commitment.name)}`)
  const more = lost.length > named.length ? [say`${numberInWords(lost.length - named.length)} more`] : []
  return [say`${listOf([...named, ...more])}: ${what}`]
}

function coverageItems(view: ReportView): Sentence[] {
  const { unmatchedAccounts, quarantined } = view.reconciliation.coverage
  const where = view.spec.scope.kind === 'company' ? '' : ' (company-wide)'
  const items: Sentence[] = []
  if (unmatchedAccounts > 0) {
    items.push(
      say`${counted(unmatchedAccounts, 'account')} in the trackers ${
        unmatchedAccounts === 1 ? 'matches' : 'match'
      } nobody in the plan${where}`,
    )
  }
  if (quarantined > 0) {
    items.push(
      say`${counted(quarantined, 'record')} could not be read and ${quarantined === 1 ? 'is' : 'are'} left out${where}`,
    )
  }
  return items
}
