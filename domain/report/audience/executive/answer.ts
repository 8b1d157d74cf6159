import type { Category } from '../../../category.ts'
import type { MilliDays } from '../../../effort/effort.ts'
import type { Destination } from '../../../reconcile/dataset/verdicts.ts'
import { categorisedDaysOf, daysOfShare } from '../../../reconcile/verdicts/overrun.ts'
import { figuresOf, type ReportView } from '../../content/view.ts'
import { missingPeopleInWords } from '../../sections/missing-capacity.ts'
import { bucketPhrases } from '../../words/categories.ts'
import {
  bandInWords,
  daysInWords,
  grouped,
  isADay,
  moneyInWords,
  percent,
  roundedDays,
} from '../../words/figures.ts'
import { tense, who, whole } from '../../words/scope.ts'
import { capitalised, type Sentence, say, strong } from '../../words/sentence.ts'
import type { CalledHeadline } from '../shared/parts.ts'

/** The headline in a sentence or two, in terms of customers' work, upkeep and money. */
export function executiveAnswer(view: ReportView, headline: CalledHeadline): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  switch (headline.kind) {
    case 'people_missing':
      return say`${capitalised(missingPeopleInWords(view))}${money(
        view,
        view.scope.capacityGap?.milliDays ?? 0,
      )}: people who were planned for ${view.quarter} and were not there. ${capitalised(roadmapShares(view))}.`
    case 'roadmap_under':
      return roadmapAnswer(view, headline.destination)
    case 'upkeep_over':
      return upkeepAnswer(view)
    case 'reliability_drifting':
      return driftAnswer(view)
    case 'roadmap_over':
      return say`The roadmap ${tense(view, 'has had', 'had')} ${strong(percent(roadmap.actualShare))} (${bandInWords(roadmap)}) of ${whole(view)}, more than the ${percent(roadmap.plannedShare)} planned.`
    case 'category_off_plan': {
      const off = figuresOf(view.scope, headline.category)
      return say`${capitalised(bucketPhrases[off.category])} ${tense(view, 'has taken', 'took')} ${strong(
        percent(off.actualShare),
      )} (${bandInWords(off)}) of ${whole(view)}, where ${percent(off.plannedShare)} was planned. The roadmap got ${percent(
        roadmap.actualShare,
      )}, planned ${percent(roadmap.plannedShare)}.`
    }
    case 'on_plan':
      return say`${view.spec.scope.kind === 'company' ? 'Engineering' : 'The time'} ${tense(view, 'goes', 'went')} where it was planned: ${roadmapShares(view)}.`
    case 'no_sure_difference':
      return say`No difference from the plan is large enough to be sure of: ${roadmapShares(view)}.`
  }
}

function roadmapShares(view: ReportView): string {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const { actualShare, plannedShare } = roadmap
  return `the roadmap ${tense(view, 'has', 'got')} ${percent(actualShare)} (${bandInWords(roadmap)}) of the sorted work, planned ${percent(plannedShare)}`
}

function upkeepAnswer(view: ReportView): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const ktlo = figuresOf(view.scope, 'ktlo')
  const more = daysOfShare(view.scope, ktlo.varianceShare)
  return say`Keeping things running ${tense(view, 'has taken', 'took')} ${strong(
    percent(ktlo.actualShare),
  )} (${bandInWords(ktlo)}) of ${whole(view)}, where ${percent(ktlo.plannedShare)} was planned: ${strong(
    daysInWords(more, 'person-day'),
  )} more${money(view, more)}, of the ${sortedDays(view)} sorted ones. The roadmap got ${percent(roadmap.actualShare)}, planned ${percent(roadmap.plannedShare)}.`
}

/** The roadmap is said to be as planned only where it was called so. */
function driftAnswer(view: ReportView): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const { actualShare, plannedShare, call } = roadmap
  const measures = {
    on_plan: 'as planned',
    over: `more than the ${percent(plannedShare)} planned`,
    under: `less than the ${percent(plannedShare)} planned`,
    cannot_tell: `where ${percent(plannedShare)} was planned, which is no sure difference`,
  }
  return say`The roadmap ${tense(view, 'has had', 'had')} ${percent(actualShare)} of ${whole(
    view,
  )} (${bandInWords(roadmap)}), ${measures[call]}; reliability ${tense(view, 'has had', 'had')} less: ${strong(
    daysInWords(view.scope.reliability.shortfallMilliDays, 'person-day'),
  )} of its plan ${tense(view, 'are unspent so far', 'were left unspent')}.`
}

function roadmapAnswer(view: ReportView, destination: Destination): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const gap = daysOfShare(view.scope, -roadmap.varianceShare)
  const last = view.past.at(-1)
  const before = last === undefined ? '' : `; ${last.label}: ${percent(last.figures.shares.roadmap)}`
  const haveSpent = view.spec.scope.kind === 'company' ? 'have spent' : 'has spent'
  const time = view.spec.scope.kind === 'company' ? 'engineering' : 'its time'
  const start = say`${who(view)} planned ${percent(roadmap.plannedShare)} of ${time} on the roadmap and ${tense(
    view,
    haveSpent,
    'spent',
  )} ${strong(`${percent(roadmap.actualShare)}`)} (${bandInWords(roadmap)}${before}) of the sorted work on it${tense(view, ' so far', '')}.`
  if (!isADay(gap)) return start
  return say`${start} The difference, ${strong(daysInWords(gap, 'person-day'))} of the ${sortedDays(
    view,
  )} sorted ones${money(view, gap)}, ${destinationInWords(destination)}.${unseen(view)}`
}

/** The days that shares are shares of. */
function sortedDays({ scope }: ReportView): string {
  return grouped(roundedDays(categorisedDaysOf(scope)))
}

/** Planned days that no ticket shows, be it that nobody was there to spend them: they are part of no share. */
function unseen({ scope: { plannedUnseenMilliDays } }: ReportView): string {
  return plannedUnseenMilliDays === null
    ? ''
    : ` Another ${grouped(roundedDays(plannedUnseenMilliDays))} planned days were not there or show on no ticket.`
}

function destinationInWords(destination: Destination): string {
  switch (destination.kind) {
    case 'almost_whole':
      return `went almost whole into ${phrase(destination.category)}`
    case 'mostly':
      return `went mostly into ${phrase(destination.category)}`
    case 'two':
      return `went into ${phrase(destination.first)} and ${phrase(destination.second)}`
    case 'spread':
      return 'went to no single kind of work for sure'
  }
}

function phrase(category: Category): string {
  return category === 'ktlo' ? 'keeping existing systems running' : bucketPhrases[category]
}

function money(view: ReportView, milliDays: MilliDays): string {
  const words = moneyInWords(milliDays, view.costPerPersonDay)
  return words === null ? '' : ` (about ${words})`
}
