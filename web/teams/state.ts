import type { ReliabilityBudget } from '../../domain/reconcile/dataset/verdicts.ts'
import { driftInWords } from '../../domain/report/words/drift.ts'
import { type Html, html } from '../page/html.ts'
import { type State, stateMark } from '../page/parts.ts'

/** What needs nobody has no colour. */
const colours: Readonly<Record<ReliabilityBudget['state'], State | null>> = {
  on_course: 'ok',
  probably_drifting: 'warning',
  drifting: 'problem',
  no_budget: null,
  cannot_tell: null,
}

/** How a budget is being spent, in the words of `plumbline drift`. */
export function driftMark(reliability: ReliabilityBudget): Html {
  const colour = colours[reliability.state]
  const words = driftInWords(reliability)
  return colour === null ? html`<span class="state none">${words}</span>` : stateMark(colour, words)
}
