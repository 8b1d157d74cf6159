import { plainText } from '../../domain/plain-text.ts'
import type { MissingReader } from '../../domain/report/content/missing-readers.ts'
import type { PlanFindings } from '../../queries/plan/plan-findings.ts'
import { planWarningText } from '../../wording/plan-warning-text.ts'
import { promiseText } from '../../wording/promise-text.ts'
import { unmatchedAccountText, unmatchedPersonText } from '../../wording/unmatched-text.ts'

export interface PlanFindingText {
  readonly kind: string
  readonly words: string
}

/** Words all that a plan lacks or that is odd about it. */
export function planFindingTexts(findings: PlanFindings): PlanFindingText[] {
  const { missingReaders, promises, warnings, unmatched } = findings
  return [
    ...missingReaders.map((each) => ({ kind: 'missing_reader', words: missingReaderText(each) })),
    ...promises.map((each) => ({ kind: each.kind, words: promiseText(each) })),
    ...warnings.map((each) => ({ kind: each.kind, words: planWarningText(each) })),
    ...unmatched.people.map((each) => ({ kind: 'unmatched_person', words: unmatchedPersonText(each) })),
    ...unmatched.accounts.map((each) => ({ kind: 'unmatched_account', words: unmatchedAccountText(each) })),
  ]
}

/** A tracker may be shared with people outside the plan. */
const mostAccounts = 10

/** The same as lines for a person. */
export function planFindingLines(findings: PlanFindings): string[] {
  const { people, accounts } = findings.unmatched
  const shown = { ...findings, unmatched: { people, accounts: accounts.slice(0, mostAccounts) } }
  const more = accounts.length - mostAccounts
  return [
    ...planFindingTexts(shown).map(({ words }) => `warning: ${words}`),
    ...(more > 0 ? [`warning: ${more} more accounts match nobody (all of them: --json)`] : []),
  ]
}

function missingReaderText({ teamName, audience }: MissingReader): string {
  return `${plainText(teamName)} has no ${audience} reader; nothing is sent until it has one (stakeholders)`
}
