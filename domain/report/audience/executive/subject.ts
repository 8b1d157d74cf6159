import { figuresOf, type ReportView } from '../../content/view.ts'
import { missingPeopleInWords } from '../../sections/missing-capacity.ts'
import { bucketPhrases } from '../../words/categories.ts'
import { dayFigure, partInWords, percent } from '../../words/figures.ts'
import { subjectStart, tense } from '../../words/scope.ts'
import type { CalledHeadline } from '../shared/parts.ts'

/** The headline in one line. */
export function executiveSubject(view: ReportView, headline: CalledHeadline): string {
  return subjectStart(view) + newsInWords(view, headline)
}

function newsInWords(view: ReportView, headline: CalledHeadline): string {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const roadmapGot = `the roadmap got ${percent(roadmap.actualShare)} of the sorted work, planned ${percent(roadmap.plannedShare)}`
  switch (headline.kind) {
    case 'people_missing':
      return missingPeopleInWords(view)
    case 'roadmap_under': {
      const lost = partInWords(-roadmap.varianceShare / roadmap.plannedShare)
      const { destination } = headline
      switch (destination.kind) {
        case 'almost_whole':
          return `${lost} of the roadmap’s time went to ${bucketPhrases[destination.category]}`
        case 'mostly':
          return `${lost} of the roadmap’s time went mostly to ${bucketPhrases[destination.category]}`
        case 'two':
          return `${lost} of the roadmap’s time went to ${bucketPhrases[destination.first]} and ${bucketPhrases[destination.second]}`
        case 'spread':
          return roadmapGot
      }
      break
    }
    case 'upkeep_over': {
      const ktlo = figuresOf(view.scope, 'ktlo')
      return `keeping things running took ${percent(ktlo.actualShare)}, planned ${percent(ktlo.plannedShare)}`
    }
    case 'reliability_drifting': {
      const { spentMilliDays, budgetMilliDays } = view.scope.reliability
      return `reliability got ${dayFigure(spentMilliDays)} of its ${dayFigure(budgetMilliDays)} planned days`
    }
    case 'roadmap_over':
      return roadmapGot
    case 'category_off_plan': {
      const off = figuresOf(view.scope, headline.category)
      return `${bucketPhrases[off.category]} took ${percent(off.actualShare)}, planned ${percent(off.plannedShare)}`
    }
    case 'on_plan':
      return `the time ${tense(view, 'goes', 'went')} where it was planned`
    case 'no_sure_difference':
      return 'no difference from the plan that is sure'
  }
}
