import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import type { Doubt } from '../../reconcile/dataset/verdicts.ts'
import type { ReportFinding } from '../content/content.ts'
import type { ReportView } from '../content/view.ts'
import { dateInWords } from '../words/dates.ts'
import { counted, percent } from '../words/figures.ts'
import { mostDoubtfulTeamsNamed, mostEvidence } from '../words/lengths.ts'
import { tense } from '../words/scope.ts'
import { listOf, outside, type Sentence, say } from '../words/sentence.ts'
import { evidenceOf } from './evidence.ts'

/** The report's teams in doubt, those with one reason together, in the plan's order. */
export function doubtsByReason(view: ReportView): readonly {
  readonly because: Doubt['because']
  readonly teams: readonly ScopeReconciliation[]
  readonly doubts: readonly Doubt[]
}[] {
  const byReason = Map.groupBy(
    view.teams.flatMap((team) => (team.doubt === null ? [] : [{ team, doubt: team.doubt }])),
    ({ doubt }) => doubt.because,
  )
  return [...byReason].map(([because, each]) => ({
    because,
    teams: each.map(({ team }) => team),
    doubts: each.map(({ doubt }) => doubt),
  }))
}

/** "Mobile: can’t tell, because …", with what would change it; teams with one reason share a sentence. */
export function cannotTellFindings(view: ReportView): ReportFinding[] {
  return doubtsByReason(view).map(({ because, teams, doubts }) => ({
    sentences: [
      say`${listOf(teams.slice(0, mostDoubtfulTeamsNamed).map(({ name }) => say`${outside(name)}`))}${
        teams.length > mostDoubtfulTeamsNamed ? ` and ${teams.length - mostDoubtfulTeamsNamed} more` : ''
      }: can’t tell, because ${reasonInWords(view, doubts)}.`,
      ...remedies[because],
    ],
    items: [],
    atStakeMilliDays: null,
    evidence:
      because === 'mostly_uncategorised'
        ? teams.slice(0, mostEvidence).flatMap((team) => evidenceOf(team, 'uncategorised'))
        : [],
  }))
}

/** Why nothing can be told, as a clause, of doubts with one reason: "53 % of the working days have no ticket in progress". */
export function reasonInWords(view: ReportView, doubts: readonly Doubt[]): string {
  const shares = doubts.flatMap((doubt) => ('share' in doubt ? [doubt.share] : []))
  const least = percent(Math.min(...shares))
  const share = least === percent(Math.max(...shares)) ? least : `at least ${least}`
  switch (doubts[0]?.because) {
    case 'nobody_available':
      return `nobody ${tense(view, 'has been', 'was')} available`
    case 'too_early':
      return tooEarlyInWords(view, doubts)
    case 'small_group':
      return 'too few people work here, and figures are never about single people'
    case 'stale':
      return `${staleTrackers(view)} last synced on ${dateInWords(earliestReading(doubts))}`
    case 'half_unattributed':
      return `${share} of the working days ${tense(view, 'have', 'had')} no ticket in progress`
    case 'no_plan':
      return `the plan has nothing for ${view.quarter}`
    case 'mostly_uncategorised':
      return share === '100 %'
        ? `none of the work ${tense(view, 'is', 'was')} sorted`
        : `${share} of the work ${tense(view, 'is', 'was')} not sorted`
    case 'every_team':
      return 'no team’s records allow it'
    case 'no_effort':
    case undefined:
      return `no ticket ${tense(view, 'shows', 'showed')} any work`
  }
}

function staleTrackers({ reconciliation: { coverage } }: ReportView): string {
  const isOne = (['fresh', 'stale'] as const).every((wanted) =>
    coverage.connections.some(({ staleness }) => staleness === wanted),
  )
  return isOne ? 'one of the trackers was' : 'the trackers were'
}

function earliestReading(doubts: readonly Doubt[]): string {
  return doubts.flatMap((doubt) => (doubt.because === 'stale' ? [doubt.readUntil] : [])).sort()[0] ?? ''
}

/** "only 3 working days of Q2 have begun"; the most of several teams'. */
function tooEarlyInWords(view: ReportView, doubts: readonly Doubt[]): string {
  const days = Math.max(...doubts.map((doubt) => (doubt.because === 'too_early' ? doubt.workingDays : 0)))
  if (days === 0) return `no working day of ${view.quarter} has begun`
  return `only ${counted(days, 'working day')} of ${view.quarter} ${days === 1 ? 'has' : 'have'} begun`
}

/** What would change a doubt; null where only time would. */
export function remedyInWords({ because }: Doubt): Sentence | null {
  return remedies[because][0] ?? null
}

/** What would change a team's doubt; `every_team` is a company's, and each of its teams has its own. */
const remedies: Readonly<Record<Doubt['because'], readonly Sentence[]>> = {
  nobody_available: [say`If people did work, their absences or on-call in the plan need correcting.`],
  too_early: [],
  small_group: [],
  stale: [say`More can be told once the trackers are synced again.`],
  half_unattributed: [say`More can be told once tickets are “in progress” while people work on them.`],
  no_effort: [
    say`Whoever keeps the plan can check that the right projects are synced, and that its people match the trackers’ accounts.`,
  ],
  no_plan: [say`Once the plan has shares for the quarter, the two can be compared.`],
  mostly_uncategorised: [say`More can be told once rules sort the largest tickets.`],
  every_team: [],
}
