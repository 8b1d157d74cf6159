import type { MilliDays } from '../../effort/effort.ts'
import { datesOf } from '../../instant.ts'
import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import { isMovable } from '../../reconcile/verdicts/commitments.ts'
import { isDrifting } from '../../reconcile/verdicts/drift.ts'
import { daysOfShare } from '../../reconcile/verdicts/overrun.ts'
import { sumOf } from '../../sum.ts'
import type { ReportContent } from '../content/content.ts'
import { figuresOf, type ReportView } from '../content/view.ts'
import { dateInWords, daysOfWeek, weeksInWords } from '../words/dates.ts'
import {
  counted,
  daysInWords,
  grouped,
  moneyInWords,
  numberInWords,
  percent,
  roundedDays,
} from '../words/figures.ts'
import { mostMovesNamed, mostTeamsNamed } from '../words/lengths.ts'
import { possessive, tense, whole } from '../words/scope.ts'
import { link, listOf, outside, type Sentence, say, strong } from '../words/sentence.ts'

/**
 * What there is to decide before the next quarter is planned, worded as a trade-off both ways: keeping reliability
 * at plan where it drifts, else planning upkeep as it really was. Null where neither is off its plan.
 */
export function choiceOf(view: ReportView): ReportContent['choice'] {
  const clear = view.teams.filter((team) => team.doubt === null)
  const drifting = clear.filter((team) => isDrifting(team.reliability))
  const sentences =
    drifting.length > 0
      ? reliabilityTradeOff(view, drifting)
      : upkeepTradeOff(
          view,
          clear.filter((team) => figuresOf(team, 'ktlo').call === 'over'),
        )
  if (sentences.length === 0) return null
  const starts =
    view.planningStartsOn === null ? [] : [say`Planning starts on ${dateInWords(view.planningStartsOn)}.`]
  return {
    heading: tense(view, `Before ${view.nextQuarter} is planned`, `To decide for ${view.nextQuarter}`),
    sentences: [...sentences, ...starts],
  }
}

function reliabilityTradeOff(view: ReportView, teams: readonly ScopeReconciliation[]): Sentence[] {
  const atPlanMilliDays = sumOf(teams.map((team) => team.reliability.budgetMilliDays))
  const extraMilliDays = sumOf(teams.map(extraDays))
  const given = tense(view, 'is on course to give it', 'gave it')
  return [
    say`Keeping ${teamNames(teams)} reliability work at plan in ${view.nextQuarter} takes ${strong(
      daysInWords(atPlanMilliDays),
    )}${money(view, atPlanMilliDays)}: ${daysInWords(extraMilliDays)} more than ${view.quarter} ${given}.`,
    ...whatMoves(view, teams),
    leavingOut(view, teams),
  ]
}

function teamNames(teams: readonly ScopeReconciliation[]): Sentence {
  return teams.length > mostTeamsNamed
    ? say`${numberInWords(teams.length)} teams’`
    : listOf(teams.map((team) => possessive(team)))
}

/** Days that reliability at plan takes beyond what this quarter gives it. */
function extraDays(team: ScopeReconciliation): MilliDays {
  const { budgetMilliDays, spentMilliDays, projected } = team.reliability
  return Math.max(0, budgetMilliDays - (projected?.milliDays ?? spentMilliDays))
}

/** Days taken from the roadmap, as weeks that its commitment with most days left comes later, or else what comes next, at the team's own pace. */
function whatMoves(view: ReportView, teams: readonly ScopeReconciliation[]): Sentence[] {
  const weeksSoFar = (view.elapsedShare * datesOf(view).length) / daysOfWeek
  const moves = teams.flatMap((team) => {
    const milliDaysPerWeek = figuresOf(team, 'roadmap').actualMilliDays / weeksSoFar
    const extra = extraDays(team)
    if (milliDaysPerWeek <= 0 || extra === 0) return []
    const open = furthestFromDone(team)
    const what = open === undefined ? say`what ${outside(team.name)} builds next` : say`${outside(open.name)}`
    return [{ extra, words: say`${what} by ${weeksInWords(extra / milliDaysPerWeek)}` }]
  })
  if (moves.length === 0) return []
  const named = moves.toSorted((a, b) => b.extra - a.extra).slice(0, mostMovesNamed)
  return [
    say`Taken from the roadmap, at ${view.quarter}’s pace, that moves ${listOf(
      moves.filter((move) => named.includes(move)).map((move) => move.words),
    )}.`,
  ]
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

/** What leaving it out cost where that was measured, team by team; else that these quarters don't tell, and what would. */
function leavingOut(view: ReportView, teams: readonly ScopeReconciliation[]): Sentence {
  const measured = teams.flatMap((team) => {
    const { difference, quartersKept, quartersLeftOut } = team.leavingOut
    return difference === null ? [] : [{ team, difference, quartersKept, quartersLeftOut }]
  })
  if (measured.length > 0) {
    const each = measured
      .slice(0, mostMovesNamed)
      .map(
        ({ team, difference: { lowMilliDays, highMilliDays }, quartersKept, quartersLeftOut }) =>
          say`${possessive(team)} next quarter ${grouped(roundedDays(lowMilliDays))} to ${daysInWords(
            highMilliDays,
          )} more of urgent work (80 % interval, ${counted(quartersLeftOut, 'quarter')} after leaving it out against ${quartersKept} after keeping it)`,
      )
    return say`Leaving it out cost ${listOf(each)}.`
  }
  const tickets = teams
    .flatMap(({ leavingOut: { recurring } }) => recurring)
    .toSorted((a, b) => b.milliDays - a.milliDays)
    .slice(0, mostMovesNamed)
  const watched = listOf(tickets.map(({ key, url }) => say`${link(key, url)}`))
  const wouldTell =
    tickets.length === 0
      ? say``
      : say` Whether requests like ${watched} come back in ${view.nextQuarter} would tell.`
  return say`What leaving it out costs cannot be told from these quarters.${wouldTell}`
}

function upkeepTradeOff(view: ReportView, teams: readonly ScopeReconciliation[]): Sentence[] {
  if (teams.length === 0) return []
  const over = sumOf(
    teams.map((team) => Math.max(0, daysOfShare(team, figuresOf(team, 'ktlo').varianceShare))),
  )
  const wholeQuarter = Math.round(over / view.elapsedShare)
  const ktlo = figuresOf(view.scope, 'ktlo')
  return [
    say`Keeping things running ${tense(view, 'takes', 'took')} ${percent(ktlo.actualShare)} of ${whole(
      view,
    )}, planned ${percent(ktlo.plannedShare)}. Planning ${view.nextQuarter} as ${view.quarter} ${tense(
      view,
      'is going',
      'went',
    )} leaves ${strong(daysInWords(wholeQuarter))} less for everything else${money(view, wholeQuarter)}.`,
    say`Planning it as ${view.quarter} was planned says that upkeep will shrink by as much: something has to be left undone, or made unnecessary.`,
  ]
}

function money(view: ReportView, milliDays: MilliDays): string {
  const words = view.spec.audience === 'executive' ? moneyInWords(milliDays, view.costPerPersonDay) : null
  return words === null ? '' : `, about ${words}`
}
