import { categories } from '../../../category.ts'
import type { CategoryFigures } from '../../../reconcile/dataset/scope.ts'
import { figuresOf, type ReportView } from '../../content/view.ts'
import { bucketPhrases } from '../../words/categories.ts'
import { percent, shareInWords } from '../../words/figures.ts'
import { tense, who } from '../../words/scope.ts'
import { listOf, type Sentence, say, strong } from '../../words/sentence.ts'

/** "Platform spent 44 % on the roadmap, 29 % on keeping things running and 24 % on reliability work; the plan was 45, 30 and 25." */
export function onPlanAnswer(view: ReportView): Sentence {
  const plan = toldOf(view).map(({ plannedShare }) => say`${percent(plannedShare).replace(' %', '')}`)
  return say`${sharesInWords(view)}; the plan ${tense(view, 'is', 'was')} ${listOf(plan)}.`
}

/** Without what was neither planned nor done. */
function toldOf({ scope }: ReportView): CategoryFigures[] {
  return categories
    .map((category) => figuresOf(scope, category))
    .filter(({ actualShare, plannedShare }) => actualShare > 0 || plannedShare > 0)
}

/** "Platform spent 44 % on the roadmap, 29 % on keeping things running and 24 % on reliability work". */
export function sharesInWords(view: ReportView): Sentence {
  const shares = toldOf(view).map(({ category, actualShare }, index) => {
    const share = shareInWords(actualShare)
    return say`${index === 0 ? strong(share) : share} on ${bucketPhrases[category]}`
  })
  const spent =
    view.spec.scope.kind === 'company'
      ? tense(view, 'have spent', 'spent')
      : tense(view, 'has spent', 'spent')
  return say`${who(view)} ${spent} ${listOf(shares)}`
}
