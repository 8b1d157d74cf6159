import { figuresOf, type ReportView } from '../../content/view.ts'
import { bucketPhrases } from '../../words/categories.ts'
import { dayFigure, percent } from '../../words/figures.ts'
import { subjectOf, tense } from '../../words/scope.ts'
import { peopleMissingNews } from '../shared/missing-people.ts'
import type { CalledHeadline } from '../shared/parts.ts'

/** The headline in one line. */
export function executiveSubject(view: ReportView, headline: CalledHeadline): string {
  return subjectOf(view, newsInWords(view, headline))
}

function newsInWords(view: ReportView, headline: CalledHeadline): string {
  const roadmap = figuresOf(view.scope, 'roadmap')
  switch (headline.kind) {
    case 'people_missing':
      return peopleMissingNews(view)
    case 'roadmap_under':
    case 'roadmap_over':
      return `${percent(roadmap.actualShare)} of the time on the roadmap, ${percent(roadmap.plannedShare)} planned`
    case 'upkeep_over': {
      const ktlo = figuresOf(view.scope, 'ktlo')
      return `keeping things running took ${percent(ktlo.actualShare)}, ${percent(ktlo.plannedShare)} planned`
    }
    case 'reliability_drifting': {
      const { spentMilliDays, budgetMilliDays } = view.scope.reliability
      return `${dayFigure(spentMilliDays)} of ${dayFigure(budgetMilliDays)} reliability days spent`
    }
    case 'category_off_plan': {
      const off = figuresOf(view.scope, headline.category)
      return `${bucketPhrases[off.category]} took ${percent(off.actualShare)}, ${percent(off.plannedShare)} planned`
    }
    case 'on_plan':
      return `the time ${tense(view, 'goes', 'went')} where it was planned`
    case 'no_sure_difference':
      return 'no difference from the plan that is sure'
  }
}
