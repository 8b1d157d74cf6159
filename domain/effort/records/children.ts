import { dayMs } from '../../instant.ts'
import { staleAfterDays } from '../days/weights.ts'
import { noParent } from './parents.ts'
import type { Holding } from './presence.ts'

/** Half-open time, in order and without overlaps. */
export interface TimeSpan {
  readonly startAt: number
  readonly endAt: number
}

/**
 * When something below each ticket was in progress, by ticket number: then the ticket holds no effort itself. A child counts
 * by what was done on it, not by being there: creating, planning or deleting one that nobody started changes nothing.
 * One that was left in progress and forgotten doesn't hold its parent's effort back for longer than it could hold its own.
 *
 * @param parentOf see `parentNumbersOf`
 * @param spansOf time in progress, by ticket number
 * @param eventsAt of a ticket's number, in order
 */
export function childrenInProgress(
  parentOf: Int32Array,
  spansOf: readonly (readonly TimeSpan[])[],
  eventsAt: (number: number) => ArrayLike<number>,
): (number: number) => readonly TimeSpan[] {
  const childrenOf = new Map<number, number[]>()
  for (const [number, parent] of parentOf.entries()) {
    if (parent === noParent) continue
    const children = childrenOf.get(parent)
    if (children === undefined) childrenOf.set(parent, [number])
    else children.push(number)
  }
  const none: readonly TimeSpan[] = []
  const found = new Map<number, readonly TimeSpan[]>()
  return (number) => {
    if (!childrenOf.has(number)) return none
    const known = found.get(number)
    if (known !== undefined) return known
    const spans = merged(
      descendantsOf(number, childrenOf).flatMap((child) =>
        (spansOf[child] ?? []).flatMap((span) => whileFresh(span, Array.from(eventsAt(child)))),
      ),
    )
    found.set(number, spans)
    return spans
  }
}

/** Trackers can hold a loop of parents: each ticket is visited once. */
function descendantsOf(number: number, childrenOf: ReadonlyMap<number, readonly number[]>): number[] {
  const found: number[] = []
  const seen = new Set([number])
  const open = [...(childrenOf.get(number) ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    found.push(next)
    open.push(...(childrenOf.get(next) ?? []))
  }
  return found
}

/** The parts of a span that follow an event by no more than the days for which a ticket counts. */
function whileFresh({ startAt, endAt }: TimeSpan, eventsAt: readonly number[]): TimeSpan[] {
  return [startAt, ...eventsAt.filter((at) => at > startAt && at < endAt)].map((at) => ({
    startAt: at,
    endAt: Math.min(endAt, at + staleAfterDays * dayMs),
  }))
}

function merged(spans: readonly TimeSpan[]): TimeSpan[] {
  const result: { startAt: number; endAt: number }[] = []
  for (const { startAt, endAt } of [...spans].sort((a, b) => a.startAt - b.startAt)) {
    const last = result.at(-1)
    if (last !== undefined && startAt <= last.endAt) last.endAt = Math.max(last.endAt, endAt)
    else result.push({ startAt, endAt })
  }
  return result
}

/** What is left of a holding outside of some time; unbroken presence goes on where it began. */
export function outside(holding: Holding, spans: readonly TimeSpan[]): Holding[] {
  if (spans.length === 0) return [holding]
  const left: Holding[] = []
  let startAt = holding.startAt
  for (const span of spans) {
    if (span.endAt <= startAt) continue
    if (span.startAt >= holding.endAt) break
    if (span.startAt > startAt) left.push({ ...holding, startAt, endAt: span.startAt })
    startAt = span.endAt
  }
  if (startAt < holding.endAt) left.push({ ...holding, startAt })
  return left
}

/** Whether an instant lies in one of the spans. */
export function isWithin(spans: readonly TimeSpan[], at: number): boolean {
  return spans.some(({ startAt, endAt }) => startAt <= at && at < endAt)
}
