import { sumOf } from '../../../calculation/sum.ts'
import type { MilliDays } from '../../../effort/effort.ts'
import type { CommitmentFigures } from '../../../reconcile/dataset/verdicts.ts'
import { isBeyondQuarter, isFound } from '../../../reconcile/verdicts/commitments.ts'
import { grouped } from '../../../text/numbers.ts'
import type { ReportFinding } from '../../content/content.ts'
import { isBehind, type ReportView } from '../../content/view.ts'
import { afterDays, commitmentName, daysOffPlan, spentOfPlan } from '../../sections/commitment-name.ts'
import { missingCapacity } from '../../sections/trust/missing-capacity.ts'
import { allInWords, counted, daysInWords, percent, plural } from '../../words/figures.ts'
import { mostCommitmentsInTable, mostCommitmentsListed } from '../../words/lengths.ts'
import { tense } from '../../words/scope.ts'
import { listOf, outside, type Sentence, say, strong } from '../../words/sentence.ts'

/** The scope's roadmap commitments that were found in the trackers, in the plan's order. */
export function roadmapCommitments(view: ReportView): CommitmentFigures[] {
  return view.scope.commitments.filter(
    (commitment) => commitment.category === 'roadmap' && isFound(commitment),
  )
}

/** How many roadmap commitments the plan has, those among them that no tracker has or several share. */
export function plannedCommitments({ scope }: ReportView): number {
  return scope.commitments.filter(({ category }) => category === 'roadmap').length
}

/** All the days that its team planned with, where a commitment's plan is more than that; else null. */
export function quarterDaysOf(view: ReportView, commitment: CommitmentFigures): MilliDays | null {
  const team = view.reconciliation.teams.find(({ scopeId }) => scopeId === commitment.teamId)
  const quarterMilliDays = team?.capacity.plannedQuarterMilliDays ?? 0
  return quarterMilliDays > 0 && isBeyondQuarter(commitment, quarterMilliDays) ? quarterMilliDays : null
}

/** Those of them that were given up. */
export function droppedCommitments(view: ReportView): CommitmentFigures[] {
  return roadmapCommitments(view).filter(({ standing }) => standing === 'dropped')
}

/** Which commitments moved and by how much, furthest first; undefined where none was planned. */
export function commitmentsFinding(view: ReportView): ReportFinding | undefined {
  const found = roadmapCommitments(view)
  if (found.length === 0) return undefined
  if (view.scope.doubt !== null) {
    return uncalledCommitments(found)
  }
  const kept = found.filter(({ standing }) => standing !== 'dropped')
  const moved = kept
    .filter(({ deviationMilliDays }) => deviationMilliDays !== 0)
    .toSorted((a, b) => Math.abs(b.deviationMilliDays) - Math.abs(a.deviationMilliDays))
  const listed = moved.slice(0, mostCommitmentsListed)
  const behind = moved.filter(isBehind).map(({ deviationMilliDays }) => deviationMilliDays)
  const missing = missingCapacity(view, view.scope)
  return {
    sentences: [
      ...(missing === undefined ? [] : [missing.sentence]),
      ...droppedSentence(view),
      ...(kept.length === 0 ? [] : [movedSentence(view, kept, moved)]),
      ...(moved.length === 0 ? unplannedSentence(view) : []),
    ],
    items: [
      ...listed.map((commitment) => commitmentItem(view, commitment)),
      ...(moved.length > listed.length
        ? [
            say`and ${moved.length - listed.length} more${moved.length > mostCommitmentsInTable ? '' : ', in the table'}`,
          ]
        : []),
      ...(moved.length === 0 ? [] : unplannedSentence(view)),
    ],
    atStakeMilliDays: behind.length === 0 ? null : sumOf(behind),
    evidence: [],
  }
}

/** Where nothing can be told, days that tickets show are shown, and called neither behind nor on plan. */
function uncalledCommitments(found: readonly CommitmentFigures[]): ReportFinding {
  return {
    sentences: [say`What tickets show of ${counted(found.length, 'roadmap commitment')}:`],
    items: found
      .slice(0, mostCommitmentsListed)
      .map(
        (each) =>
          say`${outside(each.name)}: ${spentOfPlan(each)}${each.standing === 'dropped' ? ', dropped' : ''}`,
      ),
    atStakeMilliDays: null,
    evidence: [],
  }
}

/** What was given up, with the days that it had taken by then. */
function droppedSentence(view: ReportView): Sentence[] {
  const dropped = droppedCommitments(view)
  if (dropped.length === 0) return []
  const items = dropped
    .slice(0, mostCommitmentsListed)
    .map((each) => say`${commitmentName(view, each)} ${afterDays(each)}`)
  const more = dropped.length - items.length
  const listed = more > 0 ? [...items, say`${more} more`] : items
  return [
    say`${strong(partOf(dropped.length, plannedCommitments(view)))} ${plural(dropped.length, 'was', 'were')} dropped: ${listOf(listed)}.`,
  ]
}

function movedSentence(
  view: ReportView,
  kept: readonly CommitmentFigures[],
  moved: readonly CommitmentFigures[],
): Sentence {
  const planned = plannedCommitments(view)
  const found = roadmapCommitments(view).length
  if (moved.length === 0) {
    // "The others" would be those too that weren't found.
    if (kept.length < found && found === planned)
      return say`The ${plural(kept.length, 'other')} moved as planned.`
    return say`${partOf(kept.length, planned)} moved as planned.`
  }
  const are = tense(view, plural(moved.length, 'is', 'are'), plural(moved.length, 'was', 'were'))
  const behind = moved.filter(isBehind)
  const how =
    behind.length === 0
      ? 'took more days than planned'
      : `${are} ${behind.length === moved.length ? 'behind' : 'off'} the plan`
  const still = kept.length - moved.length
  const others = found === planned ? `the ${plural(still, 'other', 'rest')}` : grouped(still)
  const rest = still === 0 ? '' : `; ${others} moved as planned`
  return say`${strong(partOf(moved.length, planned))} ${how}${rest}:`
}

/** "2 of 3 roadmap commitments", "All 3 roadmap commitments". */
function partOf(some: number, all: number): string {
  return some === all
    ? `${allInWords(all)} ${plural(all, 'roadmap commitment')}`
    : `${some} of ${counted(all, 'roadmap commitment')}`
}

function commitmentItem(view: ReportView, commitment: CommitmentFigures): Sentence {
  const state = commitment.standing === 'delivered' ? ', done' : ''
  return say`${commitmentName(view, commitment)}: ${spentOfPlan(commitment)}${state}, ${counted(daysOffPlan(view, commitment), 'day')} ${
    isBehind(commitment) ? tense(view, 'behind', 'short') : 'over'
  }`
}

function unplannedSentence(view: ReportView): Sentence[] {
  const { unplanned } = view.scope
  if (unplanned === null || unplanned.milliDays === 0) return []
  return [
    say`${percent(unplanned.share)} of the work, ${daysInWords(unplanned.milliDays)}, ${tense(
      view,
      'is',
      'was',
    )} on tickets that were not there when the quarter started.`,
  ]
}
