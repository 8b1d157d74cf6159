import type { Doubt } from '../../../reconcile/dataset/verdicts.ts'
import { fewestDaysToCall } from '../../../reconcile/verdicts/doubt.ts'
import { figuresOf, hasEffort, isSorted, type ReportView } from '../../content/view.ts'
import { reasonInWords, remedyInWords } from '../../sections/cannot-tell.ts'
import { counted, percent } from '../../words/figures.ts'
import { possessive, soFar, subjectOf, tense } from '../../words/scope.ts'
import { plainText, type Sentence, say, strong } from '../../words/sentence.ts'
import { sharesInWords } from './on-plan.ts'
import type { News } from './parts.ts'

/** What each audience reads first where nothing can be called, and what would change it. */
export function doubtNews(view: ReportView, doubt: Doubt): News {
  const preheader = remedyOf(doubt)
  const answer = hasEffort(view.scope) ? answerBesideFigures(view, doubt) : answerWithoutFigures(view, doubt)
  // Whoever opens the mail may not see the preheader any more. A company's teams have their own reasons on their lines.
  const isTold = preheader !== '' && doubt.because !== 'every_team'
  return {
    subject: subjectOf(view, newsOf(view, doubt)),
    preheader,
    answer: isTold ? say`${answer} ${preheader}` : answer,
  }
}

function newsOf(view: ReportView, doubt: Doubt): string {
  switch (doubt.because) {
    case 'no_plan':
      return isSorted(view.scope)
        ? `${percent(figuresOf(view.scope, 'roadmap').actualShare)} of the time on the roadmap, no plan`
        : `no plan for ${view.quarter}, and no work that is sorted`
    case 'too_early':
      return doubt.workingDays === 0
        ? 'too early to tell, no working day yet'
        : `too early to tell, ${counted(doubt.workingDays, 'working day')} so far`
    case 'small_group':
      return 'too few people for figures of their own'
    case 'half_unattributed':
      return `can’t tell, ${percent(doubt.share)} of the days ${tense(view, 'show', 'showed')} on no ticket`
    default:
      return `can’t tell, ${reasonInWords(view, [doubt])}`
  }
}

/** What would change it, be it time alone. */
function remedyOf(doubt: Doubt): string {
  switch (doubt.because) {
    case 'too_early':
      return `Figures are compared with the plan once ${fewestDaysToCall} working days have begun.`
    case 'small_group':
      return `Figures start at ${doubt.minimumPeople} people.`
    case 'every_team':
      return 'Each team’s own reason stands inside.'
    default: {
      const remedy = remedyInWords(doubt)
      return remedy === null ? '' : plainText(remedy)
    }
  }
}

function answerBesideFigures(view: ReportView, doubt: Doubt): Sentence {
  const reason = strong(reasonInWords(view, [doubt]))
  switch (doubt.because) {
    case 'no_plan':
      return isSorted(view.scope)
        ? say`${sharesInWords(view)}; there ${tense(view, 'is', 'was')} no plan to compare it with.`
        : say`Nothing can be said about ${whose(view)}: ${reason}, and none of the work is sorted.`
    case 'too_early':
      return say`It is too early to compare ${whose(view)} with its plan: ${reason}.`
    default:
      return say`Nothing sure can be said about ${whose(view)}${soFar(view)}: ${reason}. The figures below are what the tickets show, no more.`
  }
}

function answerWithoutFigures(view: ReportView, doubt: Doubt): Sentence {
  const reason = reasonInWords(view, [doubt])
  return doubt.because === 'small_group'
    ? say`${view.quarter} has no figures here: ${strong(reason)}.`
    : say`Nothing can be said about ${view.quarter}${tense(view, ' yet', '')}: ${strong(reason)}.`
}

function whose(view: ReportView): Sentence {
  return view.spec.scope.kind === 'team'
    ? say`${possessive(view.scope)} ${view.quarter}`
    : say`${view.quarter}`
}
