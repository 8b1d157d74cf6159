import { sumOf } from '../../domain/calculation/sum.ts'
import type { ChangedCategory, ChangedTicket } from '../../domain/reconcile/dataset/change.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { causePhrases } from '../../domain/report/words/changes.ts'
import { tableDays } from '../../domain/report/words/figures.ts'
import { signedTenths, tenths, wholeTenths } from '../../domain/text/numbers.ts'

/** Said where the causes of a change can't be told any more. */
export const causesUnknown =
  'The causes can no longer be told: the data behind the mailed figures has been removed.'

/** Where a ticket's days were when the report was mailed, and where they are now: "4 days Roadmap, now no days (overrides)". */
export function changedPlacesText({
  mailed,
  now,
  cause,
}: Omit<ChangedTicket, 'key' | 'title' | 'url'>): string {
  return `${placeText(mailed)}, now ${placeText(now)} (${causePhrases[cause]})`
}

function placeText(place: ChangedTicket['now']): string {
  return place === null ? 'no days' : `${tableDays(place.milliDays)} days ${bucketLabels[place.bucket]}`
}

/** A changed category's figures as they are shown. */
export interface ChangedFigures {
  readonly mailed: string
  readonly now: string
  readonly days: string
  readonly points: string
  readonly parts: readonly { readonly cause: string; readonly days: string; readonly points: string }[]
}

/** To a tenth, so that what is shown sums: the days mailed and the difference are the days now, and the causes are the difference. */
export function changedFigures({
  mailedMilliDays,
  nowMilliDays,
  difference,
  parts,
}: ChangedCategory): ChangedFigures {
  const days = wholeTenths(nowMilliDays) - wholeTenths(mailedMilliDays)
  const points = wholeTenths(difference.milliPoints)
  const daysOf = tenthsThatSum(
    parts.map(({ milliDays }) => milliDays),
    days,
  )
  const pointsOf = tenthsThatSum(
    parts.map(({ milliPoints }) => milliPoints),
    points,
  )
  return {
    mailed: tenths(mailedMilliDays),
    now: tenths(nowMilliDays),
    days: signedTenths(days),
    points: signedTenths(points),
    parts: parts.map(({ cause }, index) => ({
      cause: causePhrases[cause],
      days: signedTenths(daysOf[index] ?? 0),
      points: signedTenths(pointsOf[index] ?? 0),
    })),
  }
}

/** Thousandths in tenths that sum to a whole: what rounding leaves goes, one each, where it changes least. */
function tenthsThatSum(thousandths: readonly number[], sum: number): number[] {
  const rounded = thousandths.map(wholeTenths)
  const left = sum - sumOf(rounded)
  const step = Math.sign(left)
  const missed = (index: number) => step * ((thousandths[index] ?? 0) / 100 - (rounded[index] ?? 0))
  const places = [...rounded.keys()].toSorted((a, b) => missed(b) - missed(a) || a - b)
  for (const index of places.slice(0, Math.abs(left))) rounded[index] = (rounded[index] ?? 0) + step
  return rounded
}
