import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import type { ReportView } from '../content/view.ts'
import { dayFigure } from '../words/figures.ts'
import { tidyOutside } from '../words/outside-text.ts'
import { outside, type Sentence, say } from '../words/sentence.ts'

/** "Partner API"; commitments of one name are told apart by their plans: "Platform work (90 planned)". */
export function commitmentName({ scope }: ReportView, commitment: CommitmentFigures): Sentence {
  const name = tidyOutside(commitment.name)
  const alike = scope.commitments.filter((each) => tidyOutside(each.name) === name)
  return alike.length > 1
    ? say`${outside(name)} (${dayFigure(commitment.plannedMilliDays)} planned)`
    : say`${outside(name)}`
}
