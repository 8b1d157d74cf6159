import { categories } from '../../domain/category.ts'
import { bucketColours } from '../../domain/palette.ts'
import type { ReportContent } from '../../domain/report/content/content.ts'
import { escapeHtml } from '../escape.ts'
import type { PlacedPicture } from '../placed-picture.ts'
import type { Slots } from '../skeleton.ts'
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
    footer: `<p class="quiet rule" style="border-top:1px solid #e3e6ea;padding-top:16px;margin:0">${content.footer
      .map(sentenceHtml)
      .join(' ')}</p>`,
  }
}

function pictureHtml(picture: PlacedPicture): string {
  const { contentId, altText, widthPx, heightPx } = picture
  return `<img src="cid:${escapeHtml(contentId)}" alt="${escapeHtml(altText)}" width="${widthPx}" height="${heightPx}" style="display:block;width:100%;max-width:${widthPx}px;height:auto;border-radius:6px;font-size:14px;line-height:1.5" />`
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

function choiceHtml(choice: NonNullable<ReportContent['choice']>): string {
  return [
    '<table role="presentation" class="choice" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef3fa" style="background-color:#eef3fa;border-radius:6px"><tr>',
    '<td style="padding:18px 20px 10px;font-size:16px;line-height:1.55;color:#1d2330">',
    `<h2>${escapeHtml(choice.heading)}</h2>${choice.sentences.map((sentence) => paragraph([sentence])).join('')}`,
    '</td></tr></table>',
  ].join('')
}
