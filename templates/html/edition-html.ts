import type { ReportContent, ReportPart } from '../../domain/report/content/content.ts'
import { evidenceWords, footerWords, mailTables, measuredWords, moreWords } from '../behind-mail.ts'
import { escapeHtml } from '../escape.ts'
import type { PlacedPicture } from '../placed-picture.ts'
import type { Slots } from '../skeleton.ts'
import { choiceHtml, footerHtml, headingHtml, pictureHtml } from './blocks.ts'
import { paragraph, sentenceHtml } from './sentence.ts'
import { listStyle, quiet } from './styles.ts'
import { tableHtml } from './table.ts'

/** The layout's slots of one report; everything in them is escaped. `pageUrl` is the page behind it, null where there is none. */
export function slotsOf(
  content: ReportContent,
  picture: PlacedPicture | null,
  pageUrl: string | null,
): Slots {
  const { lines, choice, reviewers } = content
  const tables = mailTables(content, pageUrl)
  return {
    subject: escapeHtml(content.subject),
    preheader: escapeHtml(content.preheader),
    title: sentenceHtml(content.title),
    answer: sentenceHtml(content.answer),
    picture: picture === null ? null : pictureHtml(picture),
    lines: lines.length === 0 ? null : `${headingHtml(content.linesHeading)}${linesHtml(content, pageUrl)}`,
    choice: choice === null ? null : choiceHtml(choice),
    reviewers: reviewers === null ? null : partHtml(reviewers),
    trust: paragraph(
      [...content.trust, ...measuredWords(pageUrl)],
      ` class="quiet" style="margin:0 0 10px;${quiet}"`,
    ),
    tables: tables.length === 0 ? null : tables.map(tableHtml).join('\n'),
    more: pageUrl === null ? null : paragraph([moreWords(content.more, pageUrl)]),
    footer: footerHtml(footerWords(content.footer, pageUrl !== null)),
  }
}

function linesHtml({ lines }: ReportContent, pageUrl: string | null): string {
  const items = lines.map((line, index) => {
    const evidence = evidenceWords(line, pageUrl, index)
    const from =
      evidence.length === 0 ? '' : ` <span class="quiet" style="${quiet}">${sentenceHtml(evidence)}</span>`
    return `<li style="margin:0;padding:0 0 10px 4px">${sentenceHtml(line.words)}${from}</li>`
  })
  return `<ol style="${listStyle}">${items.join('')}</ol>`
}

function partHtml({ heading, sentences }: ReportPart): string {
  return `${headingHtml(heading)}${sentences.map((sentence) => paragraph([sentence])).join('')}`
}
