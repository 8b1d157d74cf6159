import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import { hasGrown } from '../../reconcile/verdicts/growth.ts'
import { overrunOf } from '../../reconcile/verdicts/overrun.ts'
import { grouped } from '../../text/numbers.ts'
import { figuresOf, type ReportView } from '../content/view.ts'
import { namedEvidenceOf } from '../sections/evidence.ts'
import { quartersTableOf } from '../sections/page-tables.ts'
import { plannedBeside } from '../words/beside-plan.ts'
import { earlierQuarter } from '../words/dates.ts'
import { counted, daysBetween, percent, personDays } from '../words/figures.ts'
import { moneyBeside } from '../words/money.ts'
import { beforeInWords } from '../words/pace.ts'
import { tense } from '../words/scope.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'
import type { Clause } from './line.ts'

/**
 * "keeping things running took 230 person-days, 130 more than planned; 143 interruptions (Q1: 58)": what is called over, and what
 * has grown; undefined where neither is.
 */
export function keepingRunningClause(view: ReportView, team: ScopeReconciliation): Clause | undefined {
  const overrun = overrunOf(team, figuresOf(team, 'ktlo'))
  const interruptions = interruptionsWords(view, team)
  const over = overrunWords(view, team, overrun?.by)
  const alone = interruptions.map((words) => say`there ${tense(view, 'have been', 'were')} ${words}`)
  const [first, second] = over.length === 0 ? alone : [...over, ...interruptions]
  if (first === undefined) return undefined
  return {
    words: second === undefined ? first : say`${first}, with ${second}`,
    atStakeMilliDays: overrun?.milliDays ?? null,
    // Sources are of all that keeps things running: they are no evidence for interruptions alone.
    evidence: overrun === null ? quartersTableOf(view, team) : namedEvidenceOf(team, 'ktlo'),
  }
}

/** Told in days above the plan, or, where people were missing and days alone would say too little, in shares and nothing else. */
function overrunWords(
  view: ReportView,
  team: ScopeReconciliation,
  by: 'days' | 'share' | undefined,
): Sentence[] {
  if (by === undefined) return []
  const figures = figuresOf(team, 'ktlo')
  const { actualMilliDays, plannedMilliDays, actualShare } = figures
  const took = `keeping things running ${tense(view, 'has taken', 'took')}`
  // The answer of such a team's own report says the share, and what was planned.
  const isTold = team === view.scope && team.headline.kind === 'upkeep_over'
  if (by === 'share') {
    return isTold
      ? []
      : [say`${took} ${strong(percent(actualShare))} of the sorted work, ${plannedBeside(figures)}`]
  }
  const more = daysBetween(actualMilliDays, plannedMilliDays)
  const days = say`${took} ${strong(personDays(actualMilliDays))}`
  const money = moneyBeside(view, more * 1000)
  if (plannedMilliDays === 0) return [say`${days}${money}${isTold ? '' : ', where none were planned'}`]
  return [say`${days}, ${grouped(more)} more than ${tense(view, 'planned by now', 'planned')}${money}`]
}

function interruptionsWords(
  view: ReportView,
  { interruptionGrowth, interruptions }: ScopeReconciliation,
): Sentence[] {
  if (!hasGrown(interruptionGrowth)) return []
  const before = earlierQuarter(interruptionGrowth.quarterBefore, view.reconciliation.quarter)
  return [
    say`${counted(interruptions.tickets, 'interruption')} (${beforeInWords(view, before, interruptionGrowth.countBefore)})`,
  ]
}
