import { type Bucket, buckets } from '../../../domain/category.ts'
import type { QuarterId } from '../../../domain/quarter.ts'

/** Where one team's people really spent a quarter so far; no tracker shows this. */
export interface TrueShares {
  readonly teamId: string
  readonly quarter: QuarterId
  /** Loaded person-days on tickets, on-call taken off. */
  readonly personDays: Readonly<Record<Bucket, number>>
  /** The same as parts of their sum. */
  readonly shares: Readonly<Record<Bucket, number>>
}

function emptyTally(): Record<Bucket, number> {
  return { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
}

/** Sums the work as people do it. */
export class TruthTally {
  readonly #rows = new Map<
    string,
    { teamId: string; quarter: QuarterId; personDays: Record<Bucket, number> }
  >()

  add(teamId: string, quarter: QuarterId, bucket: Bucket, personDays: number): void {
    const key = `${teamId} ${quarter}`
    const row = this.#rows.get(key) ?? { teamId, quarter, personDays: emptyTally() }
    row.personDays[bucket] += personDays
    this.#rows.set(key, row)
  }

  rows(): TrueShares[] {
    return [...this.#rows.values()].map(({ teamId, quarter, personDays }) => {
      const total = buckets.reduce((sum, bucket) => sum + personDays[bucket], 0)
      const shares = emptyTally()
      for (const bucket of buckets) shares[bucket] = personDays[bucket] / total
      return { teamId, quarter, personDays, shares }
    })
  }
}
