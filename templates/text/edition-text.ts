import type { ReportContent } from '../../domain/report/content/content.ts'
import { evidenceWords, footerWords, mailTables, measuredWords, moreWords } from '../behind-mail.ts'
import { heading, lines, paragraph, textOf } from './blocks.ts'
import { sentenceText } from './sentence.ts'
import { tableText } from './table.ts'
import { wrapped } from './wrap.ts'

/** The report as plain text, in the order of its HTML, with every figure of it. */
export function editionText(content: ReportContent, pageUrl: string | null): string {
  const { choice, reviewers } = content
  return textOf([
    heading(sentenceText(content.title)),
    wrapped(sentenceText(content.answer)),
    ...(content.lines.length === 0 ? [] : [heading(content.linesHeading), linesText(content, pageUrl)]),
    ...(choice === null ? [] : [heading(choice.heading), lines(choice.sentences)]),
    ...(reviewers === null ? [] : [heading(reviewers.heading), lines(reviewers.sentences)]),
    paragraph([...content.trust, ...measuredWords(pageUrl)]),
    mailTables(content, pageUrl).map(tableText).join('\n\n'),
    pageUrl === null ? '' : paragraph([moreWords(content.more, pageUrl)]),
    '--',
    paragraph(footerWords(content.footer, pageUrl !== null)),
  ])
}

function linesText(content: ReportContent, pageUrl: string | null): string {
  return content.lines
    .map((line, index) => {
      const evidence = evidenceWords(line, pageUrl, index)
      const words = [line.words, ...(evidence.length === 0 ? [] : [evidence])].map(sentenceText).join(' ')
      return wrapped(words, `${index + 1}. `, '   ')
    })
    .join('\n')
}
