import type { Bucket, Category } from '../../category.ts'
import type { MilliDays } from '../../effort/effort.ts'
import { isDrifting, reliabilityShortfall } from '../shortfall.ts'
import { figuresOf, hasEffort, type ReportView } from '../view.ts'
import { bucketPhrases } from '../words/categories.ts'
import { bandInWords, dayFigure, daysInWords, moneyInWords, partInWords, percent } from '../words/figures.ts'
import { subjectStart, tense, who, whole } from '../words/scope.ts'
import { type Sentence, say, strong } from '../words/sentence.ts'
import { nothingKnown } from './nothing-known.ts'

/** The news in one line, customers' work first: what the roadmap lost, else upkeep, else reliability, else that all is well. */
export function executiveSubject(view: ReportView): string {
  const start = subjectStart(view)
  const roadmap = figuresOf(view.scope, 'roadmap')
  const ktlo = figuresOf(view.scope, 'ktlo')
  if (!hasEffort(view.scope)) return `${start}cannot tell yet where the time ${tense(view, 'goes', 'went')}`
  if (roadmap.call === 'under' && roadmap.plannedShare > 0) {
    const lost = (roadmap.plannedShare - roadmap.actualShare) / roadmap.plannedShare
    const gainer = (['ktlo', 'reliability'] as const).find(
      (category) => figuresOf(view.scope, category).call === 'over',
    )
    return gainer === undefined
      ? `${start}the roadmap got ${percent(roadmap.actualShare)} of the time, planned ${percent(roadmap.plannedShare)}`
      : `${start}${partInWords(lost)} of the roadmap’s time went to ${bucketPhrases[gainer]}`
  }
  if (ktlo.call === 'over') {
    return `${start}keeping things running took ${percent(ktlo.actualShare)}, planned ${percent(ktlo.plannedShare)}`
  }
  if (isDrifting(view, view.scope)) {
    const { spentMilliDays, budgetMilliDays } = view.scope.reliability
    return `${start}reliability got ${dayFigure(spentMilliDays)} of its ${dayFigure(budgetMilliDays)} planned days`
  }
  return view.scope.categories.every((figures) => figures.call === 'on_plan')
    ? `${start}the time ${tense(view, 'goes', 'went')} where it was planned`
    : `${start}no difference from the plan that is sure`
}

/** The one-sentence answer, in terms of customers' work, upkeep and money. */
export function executiveAnswer(view: ReportView): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const ktlo = figuresOf(view.scope, 'ktlo')
  if (!hasEffort(view.scope)) return nothingKnown(view)
  if (roadmap.call === 'under') return roadmapAnswer(view)
  if (ktlo.call === 'over') {
    return say`Keeping things running ${tense(view, 'has taken', 'took')} ${strong(
      percent(ktlo.actualShare),
    )} (${bandInWords(ktlo.band)}) of ${whole(view)}, where ${percent(ktlo.plannedShare)} was planned: ${daysInWords(
      ktlo.varianceMilliDays,
      'person-day',
    )} more${money(view, ktlo.varianceMilliDays)}. The roadmap got ${percent(roadmap.actualShare)}, planned ${percent(
      roadmap.plannedShare,
    )}.`
  }
  if (isDrifting(view, view.scope)) {
    return say`The roadmap got what was planned for it, ${percent(roadmap.actualShare)} of ${whole(
      view,
    )} (${bandInWords(roadmap.band)}); reliability did not: ${strong(
      daysInWords(reliabilityShortfall(view, view.scope.reliability), 'person-day'),
    )} of its plan ${tense(view, 'are unspent so far', 'were left unspent')}.`
  }
  const shares = `the roadmap ${tense(view, 'has', 'got')} ${percent(roadmap.actualShare)} (${bandInWords(
    roadmap.band,
  )}), planned ${percent(roadmap.plannedShare)}`
  return view.scope.categories.every((figures) => figures.call === 'on_plan')
    ? say`${view.spec.scope.kind === 'company' ? 'Engineering' : 'The time'} ${tense(view, 'goes', 'went')} where it was planned: ${shares}.`
    : say`No difference from the plan is large enough to be sure of: ${shares}.`
}

function roadmapAnswer(view: ReportView): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const gap = -roadmap.varianceMilliDays
  const last = view.past.at(-1)
  const before = last === undefined ? '' : `; ${last.label}: ${percent(last.figures.shares.roadmap)}`
  const haveSpent = view.spec.scope.kind === 'company' ? 'have spent' : 'has spent'
  const time = view.spec.scope.kind === 'company' ? 'engineering' : 'its time'
  const start = say`${who(view)} planned ${percent(roadmap.plannedShare)} of ${time} on the roadmap and ${tense(
    view,
    haveSpent,
    'spent',
  )} ${strong(`${percent(roadmap.actualShare)}`)} (${bandInWords(roadmap.band)}${before})${tense(view, ' so far', '')}.`
  if (gap < 500) return start
  return say`${start} The difference, ${strong(daysInWords(gap, 'person-day'))}${money(view, gap)}, ${whereItWent(
    view,
    gap,
  )}.`
}

/** Names a receiver only where the measured gain makes up most of the gap. */
function whereItWent(view: ReportView, gap: MilliDays): string {
  const gains: readonly { readonly bucket: Bucket; readonly milliDays: MilliDays }[] = [
    { bucket: 'ktlo' as const, milliDays: surelyGained(view, 'ktlo') },
    { bucket: 'reliability' as const, milliDays: surelyGained(view, 'reliability') },
    { bucket: 'uncategorised' as const, milliDays: view.scope.uncategorised.milliDays },
  ].toSorted((a, b) => b.milliDays - a.milliDays)
  const [first, second] = gains
  const firstPart = (first?.milliDays ?? 0) / gap
  const secondPart = (second?.milliDays ?? 0) / gap
  if (first !== undefined && firstPart >= 0.85) return `went almost whole into ${phrase(first.bucket)}`
  if (first !== undefined && firstPart >= 0.5) return `went mostly into ${phrase(first.bucket)}`
  if (first !== undefined && second !== undefined && firstPart + secondPart >= 0.7 && secondPart > 0.2) {
    return `went into ${phrase(first.bucket)} and ${phrase(second.bucket)}`
  }
  return 'is not explained by other sorted work: see how sure we are, below'
}

function surelyGained(view: ReportView, category: Category): MilliDays {
  const figures = figuresOf(view.scope, category)
  return figures.call === 'over' ? figures.varianceMilliDays : 0
}

function phrase(bucket: Bucket): string {
  return bucket === 'ktlo' ? 'keeping existing systems running' : bucketPhrases[bucket]
}

function money(view: ReportView, milliDays: MilliDays): string {
  const words = moneyInWords(milliDays, view.costPerPersonDay)
  return words === null ? '' : ` (about ${words})`
}
