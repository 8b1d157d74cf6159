import { unsettledStates } from '../../domain/deliver/states.ts'
import { percent } from '../../domain/report/words/figures.ts'
import type { Stage, StageCounts, StagesProgress } from '../../domain/stages.ts'
import { grouped } from '../../domain/text/numbers.ts'

/** The result of a finished stage in a few words; null while it runs or has not begun. */
export function stageText(stage: Stage, progress: StagesProgress): string | null {
  return texts[stage](progress)
}

const texts: { readonly [Name in Stage]: (progress: StagesProgress) => string | null } = {
  sync: ({ sync }) => (sync?.state === 'done' ? syncText(sync.counts) : null),
  classify: ({ classify }) =>
    classify?.state === 'done'
      ? `${grouped(classify.counts.tickets)} tickets, ${grouped(classify.counts.uncategorised)} of them uncategorised`
      : null,
  effort: ({ effort }) =>
    effort?.state === 'done'
      ? `${grouped(effort.counts.attributedMilliDays / 1000)} person-days attributed in ${effort.counts.quarters} quarters`
      : null,
  reconcile: ({ reconcile }) => (reconcile?.state === 'done' ? misalignmentText(reconcile.counts) : null),
  report: ({ report }) =>
    report?.state === 'done'
      ? `${grouped(report.counts.editions)} editions, ${grouped(report.counts.created)} of them new`
      : null,
  deliver: ({ deliver }) => (deliver?.state === 'done' ? deliveredText(deliver.counts) : null),
}

function syncText({ tickets, requests, connections, refused }: StageCounts['sync']): string {
  const read = `${grouped(tickets)} tickets in ${grouped(requests)} requests`
  return refused === 0
    ? read
    : `${read}; ${refused} of ${connections} trackers refused access: their tickets are from the last sync`
}

function misalignmentText({ quarters }: StageCounts['reconcile']): string {
  const each = quarters.map(({ quarter, misalignmentShare }) =>
    misalignmentShare === null ? `${quarter} unknown` : `${quarter} ${percent(misalignmentShare)}`,
  )
  return `misalignment ${each.join(', ')}`
}

function deliveredText({ sentNow, byState, nextAttemptInMs }: StageCounts['deliver']): string {
  const all = Object.values(byState).reduce((sum, count) => sum + count, 0)
  const unsettled = unsettledStates.reduce((count, state) => count + byState[state], 0)
  const inAll = `${grouped(byState.sent)} of ${grouped(all)} in all`
  return nextAttemptInMs === null
    ? `${grouped(sentNow)} sent now, ${inAll}`
    : `${inAll} so far; ${grouped(unsettled)} are tried again by themselves`
}
