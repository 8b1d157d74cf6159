import { sumOf } from '../../calculation/sum.ts'
import type { Category } from '../../category.ts'
import type { MilliDays } from '../../effort/effort.ts'
import { datesOf } from '../../instant.ts'
import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import { isMovable } from '../../reconcile/verdicts/commitments.ts'
import { isDrifting } from '../../reconcile/verdicts/drift.ts'
import type { ReportChoice } from '../content/content.ts'
import { figuresOf, type ReportView } from '../content/view.ts'
import { bucketPhrases } from '../words/categories.ts'
import { dateInWords, daysOfWeek, weeksInWords } from '../words/dates.ts'
import { counted, dayFigure, daysBetween, isADay, numberInWords, percent, plural } from '../words/figures.ts'
import { mostMovesNamed, mostRecurringNamed, mostTeamsNamed } from '../words/lengths.ts'
import { moneyBeside } from '../words/money.ts'
import { possessive, tense } from '../words/scope.ts'
import { link, listOf, outside, type Sentence, say, strong } from '../words/sentence.ts'
import { forecastSentences } from './forecast.ts'

/**
 * What can be promised next quarter, and what there is to decide before it is planned, worded as a trade-off both ways: keeping
 * reliability at plan where it drifts, else planning what keeping things running, or reliability work, really takes. Null without any of it.
 */
export function choiceOf(view: ReportView): ReportChoice | null {
  const clear = view.teams.filter((team) => team.doubt === null)
  const kept = reliabilityTradeOff(view)
  const trade = kept.length > 0 ? kept : takenBeyondPlan(view, clear)
  const sentences = [...forecastSentences(view), ...trade]
  if (sentences.length === 0) return null
  const isDecision = trade.length > 0
  return {
    heading: isDecision ? decisionHeading(view) : `For ${view.nextQuarter}’s plan`,
    sentences,
    isDecision,
  }
}

/** "To decide before 24 June". */
function decisionHeading(view: ReportView): string {
  if (!view.running) return `To decide for ${view.nextQuarter}`
  return view.planningStartsOn === null
    ? `To decide before ${view.nextQuarter} is planned`
    : `To decide before ${dateInWords(view.planningStartsOn)}`
}

/** Drifting teams that need more days than they get: next quarter's days may be so few that another's plan asks for none. */
export function teamsOfTrade(view: ReportView): ScopeReconciliation[] {
  return view.teams.filter(
    (team) => team.doubt === null && isDrifting(team.reliability) && isADay(extraDays(team)),
  )
}

function reliabilityTradeOff(view: ReportView): Sentence[] {
  const teams = teamsOfTrade(view)
  if (teams.length === 0) return []
  const extraMilliDays = sumOf(teams.map(toldExtraDays))
  return [
    say`Keeping ${teamNamesWithS(teams)} reliability work at plan in ${view.nextQuarter} takes ${strong(
      counted(extraMilliDays / 1000, 'more person-day'),
    )} than ${view.quarter} ${tense(view, 'is on course to give it', 'gave it')}${moneyBeside(view, extraMilliDays)}${whatMoves(view, teams)}. ${leavingOut(teams)}`,
  ]
}

function teamNamesWithS(teams: readonly ScopeReconciliation[]): Sentence {
  return teams.length > mostTeamsNamed
    ? say`${numberInWords(teams.length)} teams’`
    : listOf(teams.map((team) => possessive(team)))
}

/** What reliability takes at its planned share of next quarter's days, and what this quarter gives it. */
export function reliabilityAhead({ reliability, forecast, capacity }: ScopeReconciliation): {
  readonly daysMilliDays: MilliDays
  readonly budgetMilliDays: MilliDays
  readonly givenMilliDays: MilliDays
} {
  const { budgetMilliDays, spentMilliDays, projected } = reliability
  const { plannedQuarterMilliDays } = capacity
  const nextMilliDays = forecast.availableMilliDays ?? plannedQuarterMilliDays
  const budget = plannedQuarterMilliDays > 0 ? (budgetMilliDays * nextMilliDays) / plannedQuarterMilliDays : 0
  return {
    daysMilliDays: nextMilliDays,
    budgetMilliDays: Math.round(budget),
    givenMilliDays: projected?.milliDays ?? spentMilliDays,
  }
}

/** The days that it takes beyond those. */
function extraDays(team: ScopeReconciliation): MilliDays {
  const { budgetMilliDays, givenMilliDays } = reliabilityAhead(team)
  return Math.max(0, budgetMilliDays - givenMilliDays)
}

/** The same as whole days, which add up with the two figures as the report's page has them. */
function toldExtraDays(team: ScopeReconciliation): MilliDays {
  const { budgetMilliDays, givenMilliDays } = reliabilityAhead(team)
  return Math.max(1, daysBetween(budgetMilliDays, givenMilliDays)) * 1000
}

/**
 * Days taken from the roadmap, as weeks that its commitment with most days left comes later, or else what comes next, at the team's
 * own pace; of many teams only the longest delay.
 */
function whatMoves(view: ReportView, teams: readonly ScopeReconciliation[]): Sentence {
  const weeksSoFar = (view.elapsedShare * datesOf(view).length) / daysOfWeek
  const moves = teams.flatMap((team) => {
    const milliDaysPerWeek = figuresOf(team, 'roadmap').actualMilliDays / weeksSoFar
    const extra = extraDays(team)
    if (milliDaysPerWeek <= 0 || !isADay(extra)) return []
    return [{ team, open: furthestFromDone(team), weeks: extra / milliDaysPerWeek }]
  })
  if (moves.length === 0) return []
  const delayed =
    moves.length > mostMovesNamed
      ? say`the roadmaps of ${counted(moves.length, 'team')}, the most affected by ${weeksInWords(Math.max(...moves.map(({ weeks }) => weeks)))}`
      : listOf(
          alikeMoves(moves).map((alike) => say`${whatComesLater(alike)} by ${weeksInWords(alike[0].weeks)}`),
        )
  return say`; taken from the roadmap at its present pace, that delays ${delayed}`
}

interface Move {
  readonly team: ScopeReconciliation
  /** Its commitment that comes later; undefined where that is what it builds next. */
  readonly open: CommitmentFigures | undefined
  readonly weeks: number
}

/** Teams whose next work comes equally late are told together. */
function alikeMoves(moves: readonly Move[]): (readonly [Move, ...Move[]])[] {
  const alike = Map.groupBy(moves, ({ team, open, weeks }) =>
    open === undefined ? weeksInWords(weeks) : `commitment of ${team.scopeId}`,
  )
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others]],
  )
}

/** "Partner API", "what Search builds next", "what Search and Web build next". */
function whatComesLater(alike: readonly [Move, ...Move[]]): Sentence {
  const [{ open }] = alike
  if (open !== undefined) return say`${outside(open.name)}`
  const names = listOf(alike.map(({ team }) => say`${outside(team.name)}`))
  return say`what ${names} ${plural(alike.length, 'builds', 'build')} next`
}

/** The open commitment with most planned days left; none that is nearly spent, since next quarter can't move it. */
function furthestFromDone(team: ScopeReconciliation): CommitmentFigures | undefined {
  return team.commitments
    .filter((commitment) => commitment.category === 'roadmap' && isMovable(commitment))
    .toSorted((a, b) => leftMilliDays(b) - leftMilliDays(a))[0]
}

function leftMilliDays({ plannedMilliDays, actualMilliDays }: CommitmentFigures): MilliDays {
  return plannedMilliDays - actualMilliDays
}

/** What leaving it out cost where that was measured, team by team; else that these quarters don't tell. */
function leavingOut(teams: readonly ScopeReconciliation[]): Sentence {
  const measured = teams.flatMap((team) => {
    const { difference, quartersKept, quartersLeftOut } = team.leavingOut
    return difference === null ? [] : [{ team, difference, quartersKept, quartersLeftOut }]
  })
  if (measured.length === 0)
    return say`These quarters can’t tell what leaving it out would cost${wouldTell(teams)}.`
  const each = measured
    .slice(0, mostMovesNamed)
    .map(
      ({ team, difference: { lowMilliDays, highMilliDays }, quartersKept, quartersLeftOut }) =>
        say`${outside(team.name)} ${dayFigure(lowMilliDays)} to ${counted(
          Math.round(highMilliDays / 1000),
          'more person-day',
        )} on interruptions in the next quarter (${counted(quartersLeftOut, 'quarter')} after leaving it out against ${quartersKept} after keeping it)`,
    )
  return say`Leaving it out cost ${listOf(each)}.`
}

/** "; whether SRCH-1 and SRCH-2 come back will show it": the largest interruptions whose recurrence would tell. */
function wouldTell(teams: readonly ScopeReconciliation[]): Sentence {
  const tickets = teams
    .flatMap(({ leavingOut: { recurring } }) => recurring)
    .toSorted((a, b) => b.milliDays - a.milliDays)
    .slice(0, mostRecurringNamed)
  if (tickets.length === 0) return []
  const named = listOf(tickets.map(({ key, url }) => say`${link(key, url)}`))
  return say`; whether ${named} ${plural(tickets.length, 'comes', 'come')} back will show it`
}

/** Keeping things running, or else reliability work, where it is called over its plan, and of at least one team too. */
function takenBeyondPlan(view: ReportView, clear: readonly ScopeReconciliation[]): Sentence[] {
  const isOver = (category: Category) => (scope: ScopeReconciliation) =>
    figuresOf(scope, category).call === 'over'
  const taken = (['ktlo', 'reliability'] as const).find(
    (category) => isOver(category)(view.scope) && clear.some(isOver(category)),
  )
  return taken === undefined ? [] : [plannedAgain(view, taken)]
}

/** What planning it as before would mean: the forecast beside it, where there is one, says how likely that is. */
function plannedAgain(view: ReportView, category: 'ktlo' | 'reliability'): Sentence {
  const { plannedShare, actualShare } = figuresOf(view.scope, category)
  const isNone = plannedShare === 0
  const planned = isNone ? 'nothing' : percent(plannedShare)
  const shrinks = category === 'ktlo' ? ', or made unnecessary' : ''
  return say`Planning ${planned} for ${bucketPhrases[category]} again means that it has to shrink from ${view.quarter}’s ${percent(actualShare)}${isNone ? ' to none' : ''}: ${isNone ? 'all' : 'some'} of it must be left undone${shrinks}.`
}
