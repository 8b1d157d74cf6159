import type { CommitmentFigures } from '../../domain/reconcile/dataset/verdicts.ts'
import { dayFigure } from '../../domain/report/words/figures.ts'

/** What of a commitment is left: person-days, or why there is none to tell. */
export function commitmentLeft({
  standing,
  leftMilliDays,
}: Pick<CommitmentFigures, 'standing'> & { readonly leftMilliDays: number }): string {
  switch (standing) {
    case 'not_found':
      return 'no ticket found'
    case 'ambiguous':
      return 'several have this name'
    case 'delivered':
      return 'done'
    case 'dropped':
      return 'dropped'
    case 'behind':
    case 'over':
    case 'on_plan':
    case 'cannot_tell':
      return dayFigure(leftMilliDays)
  }
}

/** What went into a commitment; a dash where it can't be told which tickets are meant. */
export function commitmentSpent({ standing, actualMilliDays }: CommitmentFigures): string {
  return standing === 'not_found' || standing === 'ambiguous' ? '-' : dayFigure(actualMilliDays)
}
