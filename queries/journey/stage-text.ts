import { unsettledStates } from '../../domain/deliver/states.ts'
import { counted, percent, plural } from '../../domain/report/words/figures.ts'
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
      ? ofThem({
          all: classify.counts.tickets,
          word: 'ticket',
          some: classify.counts.uncategorised,
          are: 'uncategorised',
        })
      : null,
  effort: ({ effort }) =>
    effort?.state === 'done'
      ? `${counted(Math.round(effort.counts.attributedMilliDays / 1000), 'person-day')} attributed in ${counted(effort.counts.quarters, 'quarter')}`
      : null,
  reconcile: ({ reconcile }) => (reconcile?.state === 'done' ? misalignmentText(reconcile.counts) : null),
  report: ({ report }) =>
    report?.state === 'done'
      ? ofThem({ all: report.counts.editions, word: 'edition', some: report.counts.created, are: 'new' })
      : null,
  deliver: ({ deliver }) => (deliver?.state === 'done' ? deliveredText(deliver.counts) : null),
}

/** "12 editions, 3 of them new", "1 edition, not new", "no editions". */
function ofThem({
  all,
  word,
  some,
  are,
}: {
  readonly all: number
  readonly word: string
  readonly some: number
  readonly are: string
}): string {
  const what = counted(all, word)
  if (all === 0) return what
  if (all === 1) return `${what}, ${some === 0 ? 'not ' : ''}${are}`
  return `${what}, ${some === 0 ? 'none' : grouped(some)} of them ${are}`
}

function syncText({ tickets, requests, connections, refused }: StageCounts['sync']): string {
  const read = `${counted(tickets, 'ticket')} in ${counted(requests, 'request')}`
  return refused === 0
    ? read
    : `${read}; ${grouped(refused)} of ${counted(connections, 'tracker')} refused access: ${plural(refused, 'its', 'their')} tickets are from the last sync`
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
    : `${inAll} so far; ${grouped(unsettled)} ${plural(unsettled, 'is tried again by itself', 'are tried again by themselves')}`
}
