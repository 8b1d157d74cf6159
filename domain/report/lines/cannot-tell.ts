import type { ReportLine } from '../content/content.ts'
import type { ReportView } from '../content/view.ts'
import { doubtsByReason, reasonInWords } from '../sections/cannot-tell.ts'
import { counted, points } from '../words/figures.ts'
import { mostTeamsNamed } from '../words/lengths.ts'
import { listOf, outside, type Sentence, say } from '../words/sentence.ts'

/** "Mobile: can’t tell; 53 % of the working days had no ticket in progress.": teams in doubt, those with one reason together. */
export function cannotTellWords(view: ReportView): Sentence[] {
  const [most, ...others] = doubtsByReason(view)
  if (most === undefined) return []
  const more = others.reduce((sum, { teams }) => sum + teams.length, 0)
  const rest = more === 0 ? '' : `, nor for ${counted(more, 'more team')}`
  return [say`${teamNames(most.teams)}: can’t tell, because ${reasonInWords(view, most.doubts)}${rest}.`]
}

/** "Platform: no difference that is sure (±8 points).": not off plan, but not surely on it either. */
export function noSureDifferenceWords(view: ReportView): Sentence[] {
  const open = view.teams.flatMap(({ name, headline }) =>
    headline.kind === 'no_sure_difference' ? [{ name, halfWidthShare: headline.halfWidthShare }] : [],
  )
  if (open.length === 0) return []
  const widest = Math.max(...open.map(({ halfWidthShare }) => points(halfWidthShare)), 1)
  return [say`${teamNames(open)}: no difference from the plan that is sure (±${widest} points).`]
}

/** Names, the rest counted. */
export function teamNames(teams: readonly { readonly name: string }[]): Sentence {
  const named = teams.slice(0, mostTeamsNamed).map(({ name }) => say`${outside(name)}`)
  const more = teams.length - named.length
  return listOf(more === 0 ? named : [...named, say`${counted(more, 'more team')}`])
}

/** Sentences as one line that is about no effort. */
export function lineOfSentences(sentences: readonly Sentence[]): ReportLine | undefined {
  const [first, ...others] = sentences
  if (first === undefined) return undefined
  return {
    words: others.reduce((all, next) => say`${all} ${next}`, first),
    atStakeMilliDays: null,
    evidence: [],
  }
}
