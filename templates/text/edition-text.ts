import type { ReportContent, ReportFinding } from '../../domain/report/content/content.ts'
import { evidenceWords } from '../evidence.ts'
import { heading, lines, paragraph } from './blocks.ts'
import { sentenceText } from './sentence.ts'
import { tableText } from './table.ts'
import { wrapped } from './wrap.ts'

/** The report as plain text, in the order of its HTML, with every figure of it. */
export function editionText(content: ReportContent): string {
  const blocks = [
    heading(sentenceText(content.title)),
    wrapped(sentenceText(content.answer)),
    content.picture === null ? '' : wrapped(`[Picture: ${content.picture.altText}]`),
    content.trend === null ? '' : wrapped(sentenceText(content.trend)),
    content.forecast === null ? '' : wrapped(sentenceText(content.forecast)),
    content.glossary.map(({ word, meaning }) => wrapped(`${word}: ${meaning}`)).join('\n'),
    ...(content.findings.length === 0
      ? []
      : [heading(content.findingsHeading), findingsText(content.findings)]),
    ...(content.choice === null ? [] : [heading(content.choice.heading), lines(content.choice.sentences)]),
    ...(content.reviewers === null
      ? []
      : [heading(content.reviewers.heading), lines(content.reviewers.sentences)]),
    heading('How sure we are'),
    lines(content.trust),
    ...(content.tables.length === 0
      ? []
      : [heading('The figures'), content.tables.map(tableText).join('\n\n')]),
    heading('Where the figures come from'),
    paragraph(content.origin),
    '--',
    paragraph(content.footer),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function findingsText(findings: readonly ReportFinding[]): string {
  const isOnly = findings.length === 1
  return findings
    .map((finding, index) => {
      const indent = isOnly ? '' : '   '
      const parts = [
        wrapped(finding.sentences.map(sentenceText).join(' '), isOnly ? '' : `${index + 1}. `, indent),
        ...finding.items.map((item) => wrapped(sentenceText(item), `${indent}- `, `${indent}  `)),
      ]
      const evidence = evidenceWords(finding)
      if (evidence.length > 0) parts.push(wrapped(sentenceText(evidence), indent))
      return parts.join('\n')
    })
    .join('\n\n')
}
