import { figuresOf, type ReportView } from '../../content/view.ts'
import { shareNews } from '../../words/beside-plan.ts'
import { budgetNews } from '../../words/budget.ts'
import { subjectOf, tense } from '../../words/scope.ts'
import { peopleMissingNews } from '../shared/missing-people.ts'
import { type CalledHeadline, noSureDifference } from '../shared/parts.ts'

/** The headline in one line. */
export function executiveSubject(view: ReportView, headline: CalledHeadline): string {
  return subjectOf(view, newsInWords(view, headline))
}

function newsInWords(view: ReportView, headline: CalledHeadline): string {
  switch (headline.kind) {
    case 'people_missing':
      return peopleMissingNews(view)
    case 'roadmap_under':
    case 'roadmap_over':
      return shareNews(view, figuresOf(view.scope, 'roadmap'))
    case 'upkeep_over':
      return shareNews(view, figuresOf(view.scope, 'ktlo'))
    case 'reliability_drifting':
      return budgetNews(view.scope.reliability)
    case 'category_off_plan':
      return shareNews(view, figuresOf(view.scope, headline.category))
    case 'on_plan':
      return `the time ${tense(view, 'goes', 'went')} where it was planned`
    case 'no_sure_difference':
      return noSureDifference
  }
}
