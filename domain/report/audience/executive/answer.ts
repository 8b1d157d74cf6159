import type { Bucket, Category } from '../../../category.ts'
import type { MilliDays } from '../../../effort/effort.ts'
import { daysOfShare, figuresOf, hasEffort, type ReportView } from '../../content/view.ts'
import { isDrifting, reliabilityShortfall } from '../../sections/shortfall.ts'
import { bucketPhrases } from '../../words/categories.ts'
import { bandInWords, daysInWords, grouped, moneyInWords, percent, roundedDays } from '../../words/figures.ts'
import { tense, who, whole } from '../../words/scope.ts'
import { capitalised, type Sentence, say, strong } from '../../words/sentence.ts'
import { nothingKnown } from '../shared/nothing-known.ts'
import { surestDifference } from './sure-difference.ts'

/** The one-sentence answer, in terms of customers' work, upkeep and money. */
export function executiveAnswer(view: ReportView): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const ktlo = figuresOf(view.scope, 'ktlo')
  if (!hasEffort(view.scope)) return nothingKnown(view)
  if (roadmap.call === 'under') return roadmapAnswer(view)
  if (ktlo.call === 'over') {
    const more = daysOfShare(view.scope, ktlo.varianceShare)
    return say`Keeping things running ${tense(view, 'has taken', 'took')} ${strong(
      percent(ktlo.actualShare),
    )} (${bandInWords(ktlo.band)}) of ${whole(view)}, where ${percent(ktlo.plannedShare)} was planned: ${strong(
      daysInWords(more, 'person-day'),
    )} more${money(view, more)}, of the ${explainedDays(view)} that tickets explain. The roadmap got ${percent(roadmap.actualShare)}, planned ${percent(roadmap.plannedShare)}.`
  }
  if (isDrifting(view, view.scope)) {
    const measure =
      roadmap.call === 'over' ? `more than the ${percent(roadmap.plannedShare)} planned` : 'as planned'
    return say`The roadmap ${tense(view, 'has had', 'had')} ${percent(roadmap.actualShare)} of ${whole(
      view,
    )} (${bandInWords(roadmap.band)}), ${measure}; reliability ${tense(view, 'has had', 'had')} less: ${strong(
      daysInWords(reliabilityShortfall(view, view.scope.reliability), 'person-day'),
    )} of its plan ${tense(view, 'are unspent so far', 'were left unspent')}.`
  }
  if (roadmap.call === 'over') {
    return say`The roadmap ${tense(view, 'has had', 'had')} ${strong(percent(roadmap.actualShare))} (${bandInWords(
      roadmap.band,
    )}) of ${whole(view)}, more than the ${percent(roadmap.plannedShare)} planned.`
  }
  const off = surestDifference(view)
  if (off !== null) {
    return say`${capitalised(bucketPhrases[off.category])} ${tense(view, 'has taken', 'took')} ${strong(
      percent(off.actualShare),
    )} (${bandInWords(off.band)}) of ${whole(view)}, where ${percent(off.plannedShare)} was planned. The roadmap got ${percent(
      roadmap.actualShare,
    )}, planned ${percent(roadmap.plannedShare)}.`
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
  const gap = daysOfShare(view.scope, -roadmap.varianceShare)
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
  return say`${start} The difference, ${strong(daysInWords(gap, 'person-day'))} of the ${explainedDays(
    view,
  )} that tickets explain${money(view, gap)}, ${whereItWent(view, gap)}.${unseen(view)}`
}

function explainedDays({ scope }: ReportView): string {
  return grouped(roundedDays(scope.capacity.attributedMilliDays))
}

/** Planned days that no ticket shows, be it that nobody was there to spend them, where they are more than a tenth: they are part of no share. */
function unseen(view: ReportView): string {
  const { plannedMilliDays, attributedMilliDays } = view.scope.capacity
  const missing = plannedMilliDays - attributedMilliDays
  if (missing <= plannedMilliDays / 10) return ''
  return ` Another ${grouped(roundedDays(missing))} planned days were not there or show on no ticket.`
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
  return 'went to no single kind of work for sure'
}

/** Days of the work done by which a surely risen share is above its plan. */
function surelyGained(view: ReportView, category: Category): MilliDays {
  const figures = figuresOf(view.scope, category)
  return figures.call === 'over' ? daysOfShare(view.scope, figures.varianceShare) : 0
}

function phrase(bucket: Bucket): string {
  return bucket === 'ktlo' ? 'keeping existing systems running' : bucketPhrases[bucket]
}

function money(view: ReportView, milliDays: MilliDays): string {
  const words = moneyInWords(milliDays, view.costPerPersonDay)
  return words === null ? '' : ` (about ${words})`
}
