import type { MissingReader } from '../../domain/report/content/missing-readers.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import type { PlanFindings } from '../../queries/plan/plan-findings.ts'
import { promiseText } from './promise-text.ts'
import { unmatchedAccountText, unmatchedPersonText } from './unmatched-text.ts'
import { planWarningText } from './warning-text.ts'

export interface PlanFindingText {
  readonly kind: string
  readonly words: string
}

/** Words all that a plan lacks or that is odd about it. */
export function planFindingTexts(findings: PlanFindings): PlanFindingText[] {
  const { accounts } = findings.unmatched
  return [
    ...planItselfTexts(findings),
    ...accounts.map((each) => ({ kind: 'unmatched_account', words: unmatchedAccountText(each) })),
  ]
}

/** The same without the accounts that are nobody's, which a page leads to. */
export function planItselfTexts(findings: PlanFindings): PlanFindingText[] {
  const { missingReaders, promises, warnings, unmatched } = findings
  return [
    ...missingReaders.map((each) => ({ kind: 'missing_reader', words: missingReaderText(each) })),
    ...promises.map((each) => ({ kind: each.kind, words: promiseText(each) })),
    ...warnings.map((each) => ({ kind: each.kind, words: planWarningText(each) })),
    ...unmatched.people.map((each) => ({ kind: 'unmatched_person', words: unmatchedPersonText(each) })),
  ]
}

function missingReaderText({ teamName, audience }: MissingReader): string {
  return `${plainText(teamName)} has no ${audience} reader; nothing is sent until it has one (stakeholders)`
}
