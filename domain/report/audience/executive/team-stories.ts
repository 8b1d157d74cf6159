import type { MilliDays } from '../../../effort/effort.ts'
import type { CategoryFigures, ScopeReconciliation } from '../../../reconcile/dataset/reconciliation.ts'
import type { ReportFinding } from '../../content/content.ts'
import { daysOfShare, figuresOf, findingsAbout, pastOf, type ReportView } from '../../content/view.ts'
import { evidenceOf } from '../../sections/evidence.ts'
import { extraCapacityInWords, missingCapacity } from '../../sections/missing-capacity.ts'
import { commitmentsBehind, isDrifting, reliabilityShortfall } from '../../sections/shortfall.ts'
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
import { beforeInWords, surelyChangedRatio } from '../../words/pace.ts'
import { soFar, tense } from '../../words/scope.ts'
import { outside, type Sentence, say, strong } from '../../words/sentence.ts'

/** What a leader should know of one team: points in their order, and the days at stake that order teams. */
export interface TeamStory {
  readonly team: ScopeReconciliation
  /** Never empty. */
  readonly points: readonly ReportFinding[]
  readonly stakeMilliDays: MilliDays
}

/** A team's story, only of what the dataset calls: upkeep, reliability, missing capacity, the rest; undefined without any. */
export function storyOf(view: ReportView, team: ScopeReconciliation): TeamStory | undefined {
  const work = [upkeepPoint(view, team), reliabilityPoint(view, team)].filter((point) => point !== undefined)
  const capacity = [capacityPoint(view, team)].filter((point) => point !== undefined)
  const other = work.length + capacity.length > 0 ? undefined : roadmapPoint(view, team)
  const points = [...work, ...capacity, ...(other === undefined ? [] : [other])]
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
    evidence: points.flatMap((point) => point.evidence).slice(0, 3),
  }
}

/** The story in the first sentences of the two points with most at stake: what was missed, and that nobody was there to do it. */
export function inShort({ points }: TeamStory): Sentence[] {
  const most = mostAtStake(points).slice(0, 2)
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
  const grew = surelyGrown(view, team)
  const overMilliDays = ktlo.call === 'over' ? Math.max(0, overOf(team, ktlo)) : 0
  if (grew === undefined && overMilliDays === 0) return undefined
  const sentences: Sentence[] = []
  if (grew !== undefined) sentences.push(interruptionsSentence(view, team, grew))
  if (overMilliDays > 0) {
    const money = moneyOf(view, overMilliDays)
    const subject =
      grew === undefined ? say`In ${outside(team.name)}, keeping things running` : say`Keeping things running`
    const [behind] = commitmentsBehind(view, team).filter((commitment) => commitment.category === 'roadmap')
    const cost =
      behind === undefined
        ? say``
        : say`; ${outside(behind.name)} ${tense(view, 'has', 'got')} ${dayFigure(
            behind.actualMilliDays,
          )} of its ${plannedInWords(behind.plannedMilliDays)}`
    const measure =
      ktlo.varianceMilliDays === overMilliDays
        ? say`${strong(daysInWords(overMilliDays))} more than planned`
        : say`${percent(ktlo.actualShare)} of its time, planned ${percent(ktlo.plannedShare)}: ${strong(
            daysInWords(overMilliDays),
          )} more of the work that tickets explain`
    sentences.push(say`${subject} took ${measure}${money}${cost}.`)
    const extra = extraCapacityInWords(team)
    if (extra !== undefined) sentences.push(say`${outside(team.name)} had ${extra}.`)
  }
  return {
    sentences,
    items: [],
    atStakeMilliDays: overMilliDays > 0 ? overMilliDays : null,
    // Sources are of all upkeep: they are no evidence for urgent requests alone.
    evidence: overMilliDays > 0 ? evidenceOf(team, 'ktlo') : [],
  }
}

/** Days above the plan; where fewer people were there than planned, those by which its share is above. */
function overOf(team: ScopeReconciliation, { varianceMilliDays, varianceShare }: CategoryFigures): MilliDays {
  const byShareMilliDays = daysOfShare(team, varianceShare)
  return varianceMilliDays >= byShareMilliDays * 0.9 ? varianceMilliDays : byShareMilliDays
}

/** "Billing answered 143 urgent requests, 61 of them incidents outside working hours (Q1: 58)." */
function interruptionsSentence(
  view: ReportView,
  team: ScopeReconciliation,
  grew: { readonly tickets: number; readonly ticketsBefore: number; readonly incidentsOutOfHours: number },
): Sentence {
  const before = pastOf(view.reconciliation, team.scopeId).at(-1)?.label ?? 'the quarter before'
  return say`${outside(team.name)} answered ${strong(counted(grew.tickets, 'urgent request'))}${soFar(
    view,
  )} (${beforeInWords(view, before, grew.ticketsBefore)})${outOfHoursInWords(grew.incidentsOutOfHours)}.`
}

/** ", 61 of them incidents outside working hours"; empty without any. */
export function outOfHoursInWords(incidents: number): string {
  if (incidents === 0) return ''
  const words = incidents === 1 ? 'one of them an incident' : `${grouped(incidents)} of them incidents`
  return `, ${words} outside working hours`
}

function reliabilityPoint(view: ReportView, team: ScopeReconciliation): ReportFinding | undefined {
  const { reliability } = team
  const under = figuresOf(team, 'reliability').call === 'under'
  if (!isDrifting(view, team) && !(under && reliability.budgetMilliDays > 0)) return undefined
  return {
    sentences: [
      reliabilitySentence(view, team),
      // Where its urgent requests grew, the point before has said so already.
      ...(surelyGrown(view, team) !== undefined ? [] : incidentsSentence(view, team)),
    ],
    items: [],
    atStakeMilliDays: reliabilityShortfall(view, reliability),
    evidence: evidenceOf(team, 'reliability'),
  }
}

/** Grown urgent requests, where the growth can't be chance: the same test as in the engineering manager's report. */
function surelyGrown(view: ReportView, team: ScopeReconciliation) {
  const grew = findingsAbout(view, team.scopeId).find((finding) => finding.kind === 'interruptions_grew')
  return grew === undefined || surelyChangedRatio(view, grew.tickets, grew.ticketsBefore) === null
    ? undefined
    : grew
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

/** Growth of incidents over up to two quarters; none where it isn't half as many again. */
function incidentsSentence(view: ReportView, team: ScopeReconciliation): Sentence[] {
  const before = pastOf(view.reconciliation, team.scopeId).at(-2)
  const now = team.interruptions.incidents
  if (before === undefined) return []
  const then = before.figures.interruptions.incidents
  if (then < 4 || now < then * 1.5) return []
  return [say`Its incidents went from ${grouped(then)} in ${before.label} to ${grouped(now)}${soFar(view)}.`]
}

function capacityPoint(view: ReportView, team: ScopeReconciliation): ReportFinding | undefined {
  const missing = missingCapacity(view, team)
  if (missing === undefined) return undefined
  return { sentences: [missing.sentence], items: [], atStakeMilliDays: missing.milliDays, evidence: [] }
}

function roadmapPoint(view: ReportView, team: ScopeReconciliation): ReportFinding | undefined {
  const called = findingsAbout(view, team.scopeId).find((finding) => finding.kind === 'category_off_plan')
  if (called === undefined) return undefined
  const figures = figuresOf(team, called.category)
  const days = daysOfShare(team, figures.varianceShare)
  const words = called.category === 'ktlo' ? 'Keeping things running' : capitalCategory(called.category)
  return {
    sentences: [
      say`${words} ${tense(view, 'has taken', 'took')} ${strong(percent(figures.actualShare))} of ${outside(
        team.name,
      )}’s time, planned ${percent(figures.plannedShare)}: ${daysInWords(days)} ${
        figures.varianceShare < 0 ? 'less' : 'more'
      } than planned, of the ${grouped(roundedDays(team.capacity.attributedMilliDays))} that tickets explain.`,
    ],
    items: [],
    atStakeMilliDays: Math.abs(days),
    evidence: evidenceOf(team, called.category),
  }
}

function capitalCategory(category: 'roadmap' | 'reliability'): string {
  return category === 'roadmap' ? 'The roadmap' : 'Reliability work'
}

function moneyOf(view: ReportView, milliDays: MilliDays): string {
  const money = view.spec.audience === 'executive' ? moneyInWords(milliDays, view.costPerPersonDay) : null
  return money === null ? '' : `, about ${money}`
}
