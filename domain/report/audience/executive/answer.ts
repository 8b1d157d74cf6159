import { figuresOf, type ReportView } from '../../content/view.ts'
import { plannedBeside, wasPlanned } from '../../words/beside-plan.ts'
import { amountOf, isOneDay } from '../../words/budget.ts'
import { bucketPhrases } from '../../words/categories.ts'
import { bandInWords, dayFigure, isADay, shareInWords } from '../../words/figures.ts'
import { possessive, soFar, tense, who, whole } from '../../words/scope.ts'
import { capitalised, capitalisedSentence, type Sentence, say, strong } from '../../words/sentence.ts'
import { peopleMissingAnswer } from '../shared/missing-people.ts'
import { onPlanAnswer } from '../shared/on-plan.ts'
import type { CalledHeadline } from '../shared/parts.ts'

/** The headline in one sentence, with what was planned and how sure it is. */
export function executiveAnswer(view: ReportView, headline: CalledHeadline): Sentence {
  switch (headline.kind) {
    case 'people_missing':
      return peopleMissingAnswer(view)
    case 'roadmap_under':
    case 'roadmap_over':
      return roadmapAnswer(view)
    case 'upkeep_over':
      return categoryAnswer(view, 'ktlo')
    case 'reliability_drifting':
      return driftAnswer(view)
    case 'category_off_plan':
      return categoryAnswer(view, headline.category)
    case 'on_plan':
      return onPlanAnswer(view)
    case 'no_sure_difference': {
      const roadmap = figuresOf(view.scope, 'roadmap')
      return say`No difference from the plan is sure: the roadmap ${tense(view, 'has', 'got')} ${strong(shareInWords(roadmap.actualShare))} (${bandInWords(roadmap)}) of ${whole(view)}, ${plannedBeside(roadmap)}.`
    }
  }
}

/** "We planned 58 % of engineering’s sorted work for the roadmap and spent 50 % (±3)." */
function roadmapAnswer(view: ReportView): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const spent = tense(view, view.spec.scope.kind === 'company' ? 'have spent' : 'has spent', 'spent')
  const work = view.spec.scope.kind === 'company' ? 'engineering’s sorted work' : 'its sorted work'
  const share = say`${strong(shareInWords(roadmap.actualShare))} (${bandInWords(roadmap)})`
  if (roadmap.plannedShare === 0)
    return say`${who(view)} planned nothing for the roadmap and ${spent} ${share} of ${work} on it${soFar(view)}.`
  return say`${who(view)} planned ${shareInWords(roadmap.plannedShare)} of ${work} for the roadmap and ${spent} ${share}${soFar(view)}.`
}

/** "Keeping things running took 36 % (±3) of engineering’s sorted work, 22 % planned." */
function categoryAnswer(view: ReportView, category: 'roadmap' | 'ktlo' | 'reliability'): Sentence {
  const figures = figuresOf(view.scope, category)
  return say`${capitalised(bucketPhrases[category])} ${tense(view, 'has taken', 'took')} ${strong(
    shareInWords(figures.actualShare),
  )} (${bandInWords(figures)}) of ${whole(view)}${soFar(view)}; ${wasPlanned(figures)}.`
}

/** "9 of Search’s 70 planned reliability days were spent." */
function driftAnswer(view: ReportView): Sentence {
  const { spentMilliDays, budgetMilliDays, expectedMilliDays } = view.scope.reliability
  const isDue = view.running && isADay(expectedMilliDays)
  const due = isDue ? `; ${dayFigure(expectedMilliDays)} planned by now` : ''
  const whose = view.spec.scope.kind === 'company' ? say`the` : possessive(view.scope)
  if (isOneDay(budgetMilliDays)) {
    return capitalisedSentence(
      say`${whose} ${strong('one')} planned reliability day ${tense(view, 'is', 'was')} not spent${due}.`,
    )
  }
  return say`${strong(capitalised(amountOf(spentMilliDays)))} of ${whose} ${dayFigure(budgetMilliDays)} planned reliability days ${tense(view, 'are', 'were')} spent${due}.`
}
