import { driftInWords } from '../../domain/report/words/drift.ts'
import type { NoticedDrift } from '../../queries/drift/notices.ts'

/** "from “on course” to “drifting”". */
export function noticedChangeText({ before, after }: Pick<NoticedDrift, 'before' | 'after'>): string {
  return `from “${stateInWords(before)}” to “${stateInWords(after)}”`
}

/** Where a change was noticed and there was nobody to mail. */
export const nobodyToldText = 'nobody was told: the plan names no product reader for the team'

function stateInWords(state: NoticedDrift['after']): string {
  return driftInWords({ state, projectedEnd: null })
}
