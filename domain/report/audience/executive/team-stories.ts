import type { MilliDays } from '../../../effort/effort.ts'
import type { ScopeReconciliation } from '../../../reconcile/dataset/scope.ts'
import type { Growth } from '../../../reconcile/dataset/verdicts.ts'
import { surestDifference } from '../../../reconcile/headline/headline.ts'
import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import { hasGrown } from '../../../reconcile/verdicts/growth.ts'
import { categorisedDaysOf, daysOfShare, overrunOf } from '../../../reconcile/verdicts/overrun.ts'
import type { ReportFinding } from '../../content/content.ts'
import { commitmentsBehind, figuresOf, type ReportView } from '../../content/view.ts'
import { evidenceOf } from '../../sections/evidence.ts'
import { extraCapacityInWords, missingCapacity } from '../../sections/missing-capacity.ts'
import { earlierQuarter } from '../../words/dates.ts'
import {
  counted,
  dayFigure,
  daysInWords,
  grouped,
  moneyInWords,
  percent,
  plannedInWords,
  roundedDays,
} from '../../words/figures.ts'
import { mostEvidenceOfTeam, mostPointsInShort } from '../../words/lengths.ts'
import { beforeInWords, outOfHoursInWords } from '../../words/pace.ts'
import { soFar, tense } from '../../words/scope.ts'
import { outside, type Sentence, say, strong } from '../../words/sentence.ts'

/** One team's points for executives, in order, and the days at stake by which teams are sorted. */
export interface TeamStory {
  readonly team: ScopeReconciliation
  /** Never empty. */
  readonly points: readonly ReportFinding[]
  readonly stakeMilliDays: MilliDays
}

/** A team's story, only of what the dataset calls: upkeep, reliability, missing capacity, the rest; undefined without any. */
export function storyOf(view: ReportView, team: ScopeReconciliation): TeamStory | undefined {
  const work = [upkeepPoint(view, team), reliabilityPoint(view, team)].filter((point) => point !== undefined)
  const others = [...work, capacityPoint(view, team)].filter((point) => point !== undefined)
  const points =
    others.length > 0 ? others : [roadmapPoint(view, team)].filter((point) => point !== undefined)
  if (points.length === 0) return undefined
  // Work that went elsewhere comes before days that weren't there: only the first can be decided otherwise.
  return { team, points, stakeMilliDays: largestStake(work.length > 0 ? work : points) ?? 0 }
}

/** The whole story as one finding: sentences in order, the largest stake. */
export function merged({ points }: TeamStory): ReportFinding {
  return {
    sentences: points.flatMap((point) => point.sentences),
    items: points.flatMap((point) => point.items),
    atStakeMilliDays: largestStake(points),
    evidence: points.flatMap((point) => point.evidence).slice(0, mostEvidenceOfTeam),
  }
}

/** The story in the first sentences of the two points with most at stake: what was missed, and that nobody was there to do it. */
export function inShort({ points }: TeamStory): Sentence[] {
  const most = mostAtStake(points).slice(0, mostPointsInShort)
  return points.filter((point) => most.includes(point)).map((point) => point.sentences[0] ?? [])
}

function mostAtStake(points: readonly ReportFinding[]): ReportFinding[] {
  return points.toSorted((a, b) => (b.atStakeMilliDays ?? 0) - (a.atStakeMilliDays ?? 0))
}

function largestStake(points: readonly ReportFinding[]): MilliDays | null {
  const stakes = points.flatMap((point) => point.atStakeMilliDays ?? [])
  return stakes.length === 0 ? null : Math.max(...stakes)
}

function upkeepPoint(view: ReportView, team: ScopeReconciliation): ReportFinding | undefined {
  const ktlo = figuresOf(team, 'ktlo')
  const growth = hasGrown(team.interruptionGrowth) ? team.interruptionGrowth : null
  const overrun = overrunOf(team, ktlo)
  if (growth === null && overrun === null) return undefined
  const sentences: Sentence[] = []
  if (growth !== null) sentences.push(interruptionsSentence(view, team, growth))
  if (overrun !== null) {
    const money = moneyOf(view, overrun.milliDays)
    const subject =
      growth === null ? say`In ${outside(team.name)}, keeping things running` : say`Keeping things running`
    const [behind] = commitmentsBehind(team).filter((commitment) => commitment.category === 'roadmap')
    const cost =
      behind === undefined
        ? say``
        : say`; ${outside(behind.name)} ${tense(view, 'has', 'got')} ${dayFigure(
            behind.actualMilliDays,
          )} of its ${plannedInWords(behind.plannedMilliDays)}`
    const measure =
      overrun.by === 'days'
        ? say`${strong(daysInWords(overrun.milliDays))} more than planned`
        : say`${percent(ktlo.actualShare)} of its sorted work, planned ${percent(ktlo.plannedShare)}: ${strong(
            daysInWords(overrun.milliDays),
          )} more`
    sentences.push(say`${subject} took ${measure}${money}${cost}.`)
    const extra = extraCapacityInWords(team)
    if (extra !== undefined) sentences.push(say`${outside(team.name)} had ${extra}.`)
  }
  return {
    sentences,
    items: [],
    atStakeMilliDays: overrun?.milliDays ?? null,
    // Sources are of all upkeep: they are no evidence for urgent requests alone.
    evidence: overrun === null ? [] : evidenceOf(team, 'ktlo'),
  }
}

/** "Billing answered 143 urgent requests, 61 of them incidents outside working hours (Q1: 58)." */
function interruptionsSentence(
  view: ReportView,
  { name, interruptions }: ScopeReconciliation,
  { quarterBefore, countBefore }: Growth,
): Sentence {
  const before = earlierQuarter(quarterBefore, view.reconciliation.quarter)
  return say`${outside(name)} answered ${strong(counted(interruptions.tickets, 'urgent request'))}${soFar(
    view,
  )} (${beforeInWords(view, before, countBefore)})${outOfHoursInWords(interruptions.incidentsOutOfHours)}.`
}

function reliabilityPoint(view: ReportView, team: ScopeReconciliation): ReportFinding | undefined {
  const { reliability } = team
  const under = figuresOf(team, 'reliability').call === 'under'
  if (!isDrifting(reliability) && !(under && reliability.state !== 'no_budget')) return undefined
  return {
    sentences: [
      reliabilitySentence(view, team),
      // Where its urgent requests grew, the point before has said so already.
      ...(hasGrown(team.interruptionGrowth) ? [] : incidentsSentence(view, team)),
    ],
    items: [],
    atStakeMilliDays: reliability.shortfallMilliDays,
    evidence: evidenceOf(team, 'reliability'),
  }
}

/** "Search spent 9 of its 70 planned reliability days." */
function reliabilitySentence(view: ReportView, team: ScopeReconciliation): Sentence {
  const { budgetMilliDays, spentMilliDays, expectedMilliDays, state } = team.reliability
  const due = view.running ? `; ${dayFigure(expectedMilliDays)} were due by now` : ''
  const doubt =
    view.running && state === 'probably_drifting' ? ' It is probably off its course, but not surely.' : ''
  return say`${outside(team.name)} ${tense(view, 'has spent', 'spent')} ${strong(
    dayFigure(spentMilliDays),
  )} of its ${dayFigure(budgetMilliDays)} planned reliability days${due}.${doubt}`
}

/** Growth of incidents over two quarters, where it is sure. */
function incidentsSentence(
  view: ReportView,
  { incidentGrowth, interruptions }: ScopeReconciliation,
): Sentence[] {
  if (!hasGrown(incidentGrowth)) return []
  const before = earlierQuarter(incidentGrowth.quarterBefore, view.reconciliation.quarter)
  return [
    say`Its incidents went from ${grouped(incidentGrowth.countBefore)} in ${before} to ${grouped(interruptions.incidents)}${soFar(view)}.`,
  ]
}

function capacityPoint(view: ReportView, team: ScopeReconciliation): ReportFinding | undefined {
  const missing = missingCapacity(view, team)
  if (missing === undefined) return undefined
  return { sentences: [missing.sentence], items: [], atStakeMilliDays: missing.milliDays, evidence: [] }
}

function roadmapPoint(view: ReportView, team: ScopeReconciliation): ReportFinding | undefined {
  const figures = surestDifference(team.categories)
  if (figures === null) return undefined
  const days = daysOfShare(team, figures.varianceShare)
  const words = figures.category === 'ktlo' ? 'Keeping things running' : capitalCategory(figures.category)
  return {
    sentences: [
      say`${words} ${tense(view, 'has taken', 'took')} ${strong(percent(figures.actualShare))} of ${outside(
        team.name,
      )}’s sorted work, planned ${percent(figures.plannedShare)}: ${daysInWords(days)} ${
        figures.call === 'under' ? 'less' : 'more'
      } than planned, of the ${grouped(roundedDays(categorisedDaysOf(team)))} sorted ones.`,
    ],
    items: [],
    atStakeMilliDays: Math.abs(days),
    evidence: evidenceOf(team, figures.category),
  }
}

function capitalCategory(category: 'roadmap' | 'reliability'): string {
  return category === 'roadmap' ? 'The roadmap' : 'Reliability work'
}

function moneyOf(view: ReportView, milliDays: MilliDays): string {
  const money = moneyInWords(milliDays, view.costPerPersonDay)
  return money === null ? '' : `, about ${money}`
}
