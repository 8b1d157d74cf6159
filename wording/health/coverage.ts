import type { Store } from '../../adapters/store/sql/client.ts'
import { StoredDataError } from '../../adapters/store/sql/stored-data.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { percent } from '../../domain/report/words/figures.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import { type Coverage, lastCoverage } from '../../queries/reports/coverage.ts'
import { counted } from '../counted.ts'
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
    ...[...Map.groupBy(doubts.flatMap(mendableDoubt), ({ because }) => because)].flatMap(([because, teams]) =>
      doubtTexts(because, teams).map((words) => warning('coverage', `${of}, ${words}`)),
    ),
  ]
}

interface DoubtfulTeam {
  readonly teamName: string
  readonly because: keyof typeof doubtWords
  readonly share: number
}

/** None for what another check tells, or nobody can mend. */
function mendableDoubt({ teamName, doubt }: Coverage['doubts'][number]): DoubtfulTeam[] {
  switch (doubt.because) {
    case 'half_unattributed':
    case 'mostly_uncategorised':
      return [{ teamName, because: doubt.because, share: doubt.share }]
    case 'no_plan':
    case 'no_effort':
    case 'nobody_available':
    case 'small_group':
    case 'stale':
    case 'too_early':
    case 'every_team':
      return []
  }
}

/** Of a big company's many teams in the same doubt, one line tells. */
const mostLines = 4
const mostNames = 8

function doubtTexts(because: DoubtfulTeam['because'], teams: readonly DoubtfulTeam[]): string[] {
  const { what, ofMany, advice } = doubtWords[because]
  if (teams.length <= mostLines)
    return teams.map(
      ({ teamName, share }) =>
        `${plainText(teamName)}: ${percent(share)} of ${what}, so nothing can be said about it: ${advice}`,
    )
  const most = teams.toSorted((a, b) => b.share - a.share).slice(0, mostNames)
  const names = most.map(({ teamName, share }) => `${plainText(teamName)} ${percent(share)}`)
  const rest = teams.length - most.length
  return [
    `${counted(teams.length, 'team')}: ${ofMany} (${names.join(', ')}${rest === 0 ? '' : ` and ${grouped(rest)} more`}): ${advice}`,
  ]
}

/** What of a team's records lets nothing be told, and what to do. */
const doubtWords = {
  half_unattributed: {
    what: 'the days show on no ticket',
    ofMany: 'so many days show on no ticket that nothing can be said about them',
    advice: 'have tickets in progress, and assigned, while people work on them',
  },
  mostly_uncategorised: {
    what: 'the work is in no category',
    ofMany: 'so much work is in no category that nothing can be said about them',
    advice: 'use plumbline queue, or write a rule for the largest tickets',
  },
} as const
