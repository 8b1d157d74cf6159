import { plural } from '../../domain/report/words/figures.ts'
import type { PlanFindings } from '../../queries/plan/plan-findings.ts'
import { counted } from '../../wording/counted.ts'
import { planFindingTexts } from '../../wording/plan/findings-text.ts'

/** A tracker may be shared with people outside the plan. */
const mostAccounts = 10

/** The same as lines for a person. */
export function planFindingLines(findings: PlanFindings): string[] {
  const { people, accounts } = findings.unmatched
  const shown = { ...findings, unmatched: { people, accounts: accounts.slice(0, mostAccounts) } }
  const more = accounts.length - mostAccounts
  return [
    ...planFindingTexts(shown).map(({ words }) => `warning: ${words}`),
    ...(more > 0
      ? [
          `warning: ${counted(more, 'more account')} ${plural(more, 'matches', 'match')} nobody (all of them: --json)`,
        ]
      : []),
  ]
}
