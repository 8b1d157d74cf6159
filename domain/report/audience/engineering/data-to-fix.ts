import type { CommitmentFigures } from '../../../reconcile/dataset/verdicts.ts'
import { isUnattributedWorthMending, ticketlessMilliDaysOf } from '../../../reconcile/verdicts/capacity.ts'
import type { ReportFinding } from '../../content/content.ts'
import { hasEffort, type ReportView } from '../../content/view.ts'
import { evidenceOf } from '../../sections/evidence.ts'
import { commitmentsTableOf, unattributedInWords } from '../../sections/page-tables.ts'
import { counted, isADay, numberInWords, personDays } from '../../words/figures.ts'
import { mostEvidenceOfTeam, mostLostNamed } from '../../words/lengths.ts'
import { capitalisedSentence, listOf, listUpTo, outside, type Sentence, say } from '../../words/sentence.ts'

/** What in the team's own data keeps the figures from being better; records that nobody can read or match are told with how sure it is. */
interface DataItem {
  readonly words: Sentence
  /** Where to start. */
  readonly evidence: readonly Sentence[]
  /** What it comes from, where nothing is to start with. */
  readonly shownBy: readonly Sentence[]
}

/** The same as a finding; undefined where nothing does. */
export function dataToFix(view: ReportView): ReportFinding | undefined {
  const items = dataItems(view)
  if (items.length === 0) return undefined
  return {
    sentences: [say`To fix in the data, so that the next figures are better:`],
    items: items.map(({ words, evidence }) =>
      capitalisedSentence(evidence.length === 0 ? words : say`${words}; start with ${listOf(evidence)}`),
    ),
    atStakeMilliDays: null,
    evidence: [],
  }
}

/** Most days first. */
export function dataItems(view: ReportView): DataItem[] {
  return [
    ...unsortedItem(view),
    ...unattributedItem(view),
    ...lostCommitmentsItem(view).map((words) => ({ words, evidence: [], shownBy: commitmentsTableOf(view) })),
  ]
}

function unsortedItem(view: ReportView): DataItem[] {
  const { milliDays } = view.scope.uncategorised
  if (!isADay(milliDays)) return []
  return [
    {
      words: say`${personDays(milliDays)} on unsorted tickets`,
      evidence: evidenceOf(view.scope, 'uncategorised', mostEvidenceOfTeam),
      shownBy: [],
    },
  ]
}

function unattributedItem(view: ReportView): DataItem[] {
  const { capacity, doubt } = view.scope
  // Days after the last reading have no ticket because nothing was read.
  if (!isUnattributedWorthMending(capacity) || doubt?.because === 'stale') return []
  const words = say`${personDays(ticketlessMilliDaysOf(capacity))} without a ticket in progress`
  const shownBy = hasEffort(view.scope) ? [unattributedInWords({ ...view.scope, name: view.name })] : []
  return [{ words, evidence: [], shownBy }]
}

function lostCommitmentsItem(view: ReportView): Sentence[] {
  const { commitments } = view.scope
  return [
    ...namedItem(
      commitments.filter(({ standing }) => standing === 'not_found'),
      'not found in any tracker',
    ),
    ...namedItem(
      commitments.filter(({ standing }) => standing === 'ambiguous'),
      'whose name several projects or tickets share',
    ),
  ]
}

/** "2 commitments not found in any tracker (Alert clean-up and Ledger)". */
function namedItem(lost: readonly CommitmentFigures[], what: string): Sentence[] {
  if (lost.length === 0) return []
  const names = listUpTo(
    mostLostNamed,
    lost.map(({ name }) => say`${outside(name)}`),
    (others) => `${numberInWords(others)} more`,
  )
  return [say`${counted(lost.length, 'commitment')} ${what} (${names})`]
}
