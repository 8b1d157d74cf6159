import type { MilliDays } from '../../effort/effort.ts'
import type { ReportLine } from '../content/content.ts'
import { mostEvidence } from '../words/lengths.ts'
import { capitalisedSentence, joined, outside, plainText, type Sentence, say } from '../words/sentence.ts'

/** A part of a line, without a capital or a full stop: "14 of 121 planned reliability days were spent". */
export interface Clause {
  readonly words: Sentence
  /** Null where it is about no effort. */
  readonly atStakeMilliDays: MilliDays | null
  readonly evidence: readonly Sentence[]
}

/** Clauses as one line, under a team's name where the report is about several: "Billing: a; b." Undefined without any. */
export function lineOf(clauses: readonly (Clause | undefined)[], teamName?: string): ReportLine | undefined {
  const said = clauses.filter((clause) => clause !== undefined)
  if (said.length === 0) return undefined
  const words = joined(
    said.map((clause) => clause.words),
    '; ',
  )
  return {
    words: say`${teamName === undefined ? capitalisedSentence(words) : say`${outside(teamName)}: ${words}`}.`,
    atStakeMilliDays: mostAtStake(said),
    evidence: withoutRepeats(said.flatMap(({ evidence }) => evidence)).slice(0, mostEvidence),
  }
}

/** A line for each group of clauses; while there is room, the longest line is parted after its first clause. */
export function linesWithin(
  most: number,
  groups: readonly (readonly (Clause | undefined)[])[],
): readonly ReportLine[] {
  const said = groups
    .map((clauses) => clauses.filter((clause) => clause !== undefined))
    .filter(({ length }) => length > 0)
  const [longest] = said.filter(({ length }) => length > 1).toSorted((a, b) => lengthOf(b) - lengthOf(a))
  if (said.length >= most || longest === undefined)
    return said.flatMap((clauses) => lineOf(clauses) ?? []).slice(0, most)
  return linesWithin(
    most,
    said.flatMap((clauses) => (clauses === longest ? [clauses.slice(0, 1), clauses.slice(1)] : [clauses])),
  )
}

function lengthOf(clauses: readonly Clause[]): number {
  return plainText(lineOf(clauses)?.words ?? []).length
}

/** Two clauses, or sentences, may lead to one table. */
export function withoutRepeats(evidence: readonly Sentence[]): Sentence[] {
  return [...new Map(evidence.map((each) => [JSON.stringify(each), each])).values()]
}

/** The largest of what clauses or lines are about; null where none is about any effort. */
export function mostAtStake(all: readonly Pick<Clause, 'atStakeMilliDays'>[]): MilliDays | null {
  const stakes = all.flatMap(({ atStakeMilliDays }) => atStakeMilliDays ?? [])
  return stakes.length === 0 ? null : Math.max(...stakes)
}

/** Most at stake first; what is about no effort comes last, in its own order. */
export function byStake<T extends Pick<Clause, 'atStakeMilliDays'>>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => (b.atStakeMilliDays ?? -1) - (a.atStakeMilliDays ?? -1))
}
