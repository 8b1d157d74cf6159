import type { Category } from '../../../category.ts'
import type { ScopeReconciliation } from '../../../reconcile/dataset/scope.ts'
import type { ReportLine } from '../../content/content.ts'
import type { ReportView } from '../../content/view.ts'
import {
  cannotTellEvidence,
  cannotTellWords,
  lineOfSentences,
  noSureDifferenceWords,
} from '../../lines/cannot-tell.ts'
import { commitmentsClause, lostCommitmentsClause } from '../../lines/commitments.ts'
import { keepingRunningClause } from '../../lines/keeping-running.ts'
import { byStake, type Clause, lineOf } from '../../lines/line.ts'
import {
  extraPeopleClause,
  missingPeopleClause,
  offPlanClause,
  toldInDaysClause,
} from '../../lines/off-plan.ts'
import { courseClause, missedReliabilityClause } from '../../lines/reliability.ts'
import { teamsOfTrade } from '../../sections/choice.ts'
import { teamsTableOf } from '../../sections/page-tables.ts'
import { mostClausesOfTeam, mostFindings } from '../../words/lengths.ts'
import { tense } from '../../words/scope.ts'
import { say } from '../../words/sentence.ts'
import { teamNames } from '../../words/team-names.ts'

/** What moved a company's or a team's quarter, most days at stake first. */
export function executiveLines(view: ReportView): ReportLine[] {
  return isOfSeveralTeams(view) ? companyLines(view) : teamLines(view)
}

/** Whether its lines begin with the names of teams; the answer of a company of one team is about that team. */
export function isOfSeveralTeams({ spec, teams }: ReportView): boolean {
  return spec.scope.kind === 'company' && teams.length !== 1
}

/** Each team's line but the last one's place, where something has to be told of the others; then the commitments, where there is room. */
function companyLines(view: ReportView): ReportLine[] {
  const off = byStake(
    view.teams.flatMap((team) => {
      const line = lineOf(calledClauses(view, team).slice(0, mostClausesOfTeam), team.name)
      return line === undefined ? [] : [{ ...line, team }]
    }),
  )
  const open = noSureDifferenceWords(view)
  const unsure = [...cannotTellWords(view), ...open]
  const isLastForOthers = unsure.length > 0 || off.length > mostFindings
  const shown = withTeamOfTrade(view, off, isLastForOthers ? mostFindings - 1 : mostFindings)
  const others = off.filter((line) => !shown.includes(line)).map(({ team }) => team)
  const rest = othersLine(view, others)
  // What is told of several teams at once stands in their table.
  const evidence = [
    ...(rest?.evidence ?? []),
    ...(open.length > 0 ? teamsTableOf(view) : []),
    ...cannotTellEvidence(view),
  ]
  const last = lineOfSentences([...(rest === undefined ? [] : [rest.words]), ...unsure], evidence)
  const ends = last === undefined ? [] : [last]
  const commitments = lineOf([commitmentsClause(view)])
  const isRoom = shown.length + ends.length < mostFindings
  return [
    ...shown.map(({ team: _, ...line }) => line),
    ...(commitments !== undefined && isRoom ? [commitments] : []),
    ...ends,
  ]
}

/** The first so many, one of them a team that the choice is about: nobody decides on what they have not read. */
function withTeamOfTrade<Line extends { readonly team: ScopeReconciliation }>(
  view: ReportView,
  lines: readonly Line[],
  most: number,
): readonly Line[] {
  const teams = teamsOfTrade(view)
  const first = lines.slice(0, most)
  const ofTrade = lines.find(({ team }) => teams.includes(team))
  return ofTrade === undefined || first.some(({ team }) => teams.includes(team))
    ? first
    : [...first.slice(0, -1), ofTrade]
}

/** The only other team's first clause, or the names of several. */
function othersLine(view: ReportView, others: readonly ScopeReconciliation[]): ReportLine | undefined {
  const [only] = others
  if (only === undefined) return undefined
  if (others.length === 1) return lineOf(calledClauses(view, only).slice(0, 1), only.name)
  return lineOfSentences(
    [say`${teamNames(others)} ${tense(view, 'are', 'were')} off plan too.`],
    teamsTableOf(view),
  )
}

function teamLines(view: ReportView): ReportLine[] {
  const clauses = [
    ...toldClauses(view),
    commitmentsClause(view),
    extraPeopleClause(view),
    lostCommitmentsClause(view),
  ]
  return byStake(clauses.flatMap((clause) => lineOf([clause]) ?? [])).slice(0, mostFindings)
}

/** What is called of the report's own team, but for what its answer tells; of that, what the answer leaves. */
function toldClauses(view: ReportView): (Clause | undefined)[] {
  const { headline } = view.scope
  switch (headline.kind) {
    case 'reliability_drifting':
      return [courseClause(view), offPlanClause(view, view.scope, 'reliability')]
    case 'category_off_plan':
      return [toldInDaysClause(view, headline.category), offPlanClause(view, view.scope, headline.category)]
    case 'roadmap_over':
      return [
        ...workClauses(view, view.scope),
        toldInDaysClause(view, 'roadmap'),
        offPlanClause(view, view.scope, 'roadmap'),
      ]
    default:
      return calledClauses(view, view.scope, headline.kind === 'roadmap_under' ? 'roadmap' : null)
  }
}

/** Only what the dataset calls; what went elsewhere before days that weren't there: only the first can be decided otherwise. */
export function calledClauses(
  view: ReportView,
  team: ScopeReconciliation,
  told: Category | null = null,
): Clause[] {
  if (team.doubt !== null) return []
  const missing = missingPeopleClause(view, team)
  const said = workClauses(view, team)
  const all = missing === undefined ? said : [...said, missing]
  const offPlan = all.length === 0 ? offPlanClause(view, team, told) : undefined
  return offPlan === undefined ? all : [offPlan]
}

function workClauses(view: ReportView, team: ScopeReconciliation): Clause[] {
  const work = [keepingRunningClause(view, team), missedReliabilityClause(view, team)]
  return byStake(work.filter((clause) => clause !== undefined))
}
