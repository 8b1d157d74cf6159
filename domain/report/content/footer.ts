import type { Audience } from '../../plan/plan.ts'
import { usualMinimumGroupPeople } from '../../plan/plan.ts'
import { isOfLoweredMinimum } from '../../reconcile/verdicts/small-groups.ts'
import { counted } from '../words/figures.ts'
import { outside, type Sentence, say } from '../words/sentence.ts'
import type { ReportView } from './view.ts'

const readerWords: Readonly<Record<Audience, string>> = {
  executive: 'an executive reader',
  engineering: 'an engineering reader',
  product: 'a product reader',
}

/** A team that has figures only because the plan lowers the smallest group says so in each of its reports. */
function smallestGroupSentence({ spec, scope, reconciliation }: ReportView): Sentence {
  const { minimumGroupPeople } = reconciliation
  if (spec.scope.kind === 'company' || !isOfLoweredMinimum(scope)) {
    return say`Nothing here is about a single person: figures stop at the team.`
  }
  return say`Figures stop at the team, and this one is small: the plan allows figures of its own from ${counted(
    minimumGroupPeople,
    'person',
    'people',
  )} on, where ${usualMinimumGroupPeople} are usual.`
}

/** Why the reader gets a mail, and down to whom its figures go. */
export function footerSentences(view: ReportView): Sentence[] {
  return [
    say`You get this because the plan lists you as ${readerWords[view.spec.audience]} of ${outside(view.name)}. Whoever keeps the plan can change that.`,
    smallestGroupSentence(view),
  ]
}
