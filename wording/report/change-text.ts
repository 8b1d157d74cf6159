import type { ChangedTicket } from '../../domain/reconcile/dataset/change.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { causePhrases } from '../../domain/report/words/changes.ts'
import { tableDays } from '../../domain/report/words/figures.ts'

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
