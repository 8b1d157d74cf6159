import { categories } from '../../domain/category.ts'
import { bucketColours } from '../../domain/palette.ts'
import type { ReportContent } from '../../domain/report/content/content.ts'
import { escapeHtml } from '../escape.ts'
import type { PlacedPicture } from '../placed-picture.ts'
import type { Slots } from '../skeleton.ts'
import { choiceHtml, footerHtml, pictureHtml } from './blocks.ts'
import { findingsHtml } from './findings.ts'
import { paragraph, sentenceHtml } from './sentence.ts'
import { tableHtml } from './table.ts'

/** Colours of the three categories, as in the pictures. */
const swatches = categories.map((category) => bucketColours[category])

/** The layout's slots of one report; everything in them is escaped. */
export function slotsOf(content: ReportContent, picture: PlacedPicture | null): Slots {
  return {
    subject: escapeHtml(content.subject),
    preheader: escapeHtml(content.preheader),
    title: sentenceHtml(content.title),
    answer: sentenceHtml(content.answer),
    picture: picture === null ? null : pictureHtml(picture),
    legend: legendHtml(content),
    findingsHeading: escapeHtml(content.findingsHeading),
    findings: content.findings.length === 0 ? null : findingsHtml(content.findings),
    choice: content.choice === null ? null : choiceHtml(content.choice),
    reviewers: content.reviewers === null ? null : reviewersHtml(content.reviewers),
    trust: content.trust.map((sentence) => paragraph([sentence])).join(''),
    tables: content.tables.length === 0 ? null : content.tables.map(tableHtml).join('\n'),
    origin: paragraph(content.origin),
    footer: footerHtml(content.footer),
  }
}

function legendHtml(content: ReportContent): string {
  const words = content.glossary.map(
    ({ word, meaning }, index) =>
      `<span class="swatch" style="background-color:${swatches[index] ?? '#6b7280'}" aria-hidden="true"></span><strong>${escapeHtml(
        word,
      )}</strong>: ${escapeHtml(meaning)}`,
  )
  const [trend, forecast] = [content.trend, content.forecast].map((sentence) =>
    sentence === null ? '' : paragraph([sentence], ' style="margin:0 0 10px"'),
  )
  return `${trend}${forecast}<p class="quiet" style="margin:0">${words.join('<br />')}</p>`
}

function reviewersHtml({ heading, sentences }: NonNullable<ReportContent['reviewers']>): string {
  return `<h2>${escapeHtml(heading)}</h2>${sentences.map((sentence) => paragraph([sentence])).join('')}`
}
