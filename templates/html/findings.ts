import type { ReportFinding } from '../../domain/report/content/content.ts'
import { evidenceWords } from '../evidence.ts'
import { paragraph, sentenceHtml } from './sentence.ts'

/** Findings as a numbered list, each with its items and where it comes from. */
export function findingsHtml(findings: readonly ReportFinding[]): string {
  const [only] = findings
  if (only !== undefined && findings.length === 1) return findingHtml(only)
  return `<ol>${findings.map((finding) => `<li>${findingHtml(finding)}</li>`).join('')}</ol>`
}

function findingHtml(finding: ReportFinding): string {
  const items =
    finding.items.length === 0
      ? ''
      : `<ul>${finding.items.map((item) => `<li>${sentenceHtml(item)}</li>`).join('')}</ul>`
  const evidence = evidenceWords(finding)
  const from = evidence.length === 0 ? '' : paragraph([evidence], ' class="quiet small"')
  return `${paragraph(finding.sentences)}${items}${from}`
}
