import type { Store } from '../../adapters/store/sql/client.ts'
import { StoredDataError } from '../../adapters/store/sql/stored-data.ts'
import { plainText } from '../../domain/plain-text.ts'
import type { Doubt } from '../../domain/reconcile/dataset/verdicts.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { percent } from '../../domain/report/words/figures.ts'
import { type Coverage, lastCoverage } from '../../queries/reports/coverage.ts'
import { type Check, ok, warning } from './check.ts'
import { failureText } from './failure-text.ts'

/** How much of the work the last figures show, and the teams whose tickets show too little of it; nothing before the first figures. */
export async function checkCoverage(store: Store): Promise<Check[]> {
  try {
    const coverage = await lastCoverage(store)
    return coverage === null ? [] : coverageChecks(coverage)
  } catch (error) {
    if (!(error instanceof StoredDataError)) throw error
    return [warning('coverage', failureText(error))]
  }
}

export function coverageChecks({
  quarter,
  uncategorisedShare,
  unattributedShare,
  doubts,
}: Coverage): Check[] {
  const of = longQuarter(quarter)
  return [
    ok(
      'coverage',
      `${of}: ${percent(uncategorisedShare)} of the work is in no category, ${percent(unattributedShare)} of the days show on no ticket`,
    ),
    ...doubts.flatMap(({ teamName, doubt }) => {
      const words = doubtText(doubt)
      return words === null ? [] : [warning('coverage', `${of}, ${plainText(teamName)}: ${words}`)]
    }),
  ]
}

/** What of a team's records lets nothing be told, and what to do; null for what another check tells, or nobody can mend. */
function doubtText(doubt: Doubt): string | null {
  switch (doubt.because) {
    case 'half_unattributed':
      return `${percent(doubt.share)} of the days show on no ticket, so nothing is told of it: more is once tickets are in progress, and assigned, while people work on them`
    case 'mostly_uncategorised':
      return `${percent(doubt.share)} of the work is in no category, so nothing is told of it: plumbline queue, or a rule for the largest tickets`
    case 'no_plan':
    case 'no_effort':
    case 'nobody_available':
    case 'small_group':
    case 'stale':
    case 'too_early':
    case 'every_team':
      return null
  }
}
