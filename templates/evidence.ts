import type { ReportFinding } from '../domain/report/content/content.ts'
import { daysInWords } from '../domain/report/words/figures.ts'
import { type Sentence, say } from '../domain/report/words/sentence.ts'

/** The line under a finding: "At stake: 58 days. See Reindexing (38 days), Slow queries (27 days)."; empty without either. */
export function evidenceWords(finding: ReportFinding): Sentence {
  const stake =
    finding.atStakeMilliDays === null ? say`` : say`At stake: ${daysInWords(finding.atStakeMilliDays)}.`
  if (finding.evidence.length === 0) return stake
  const sources = finding.evidence.flatMap((source, index) => (index === 0 ? source : say`, ${source}`))
  return say`${stake}${stake.length === 0 ? '' : ' '}See ${sources}.`
}
