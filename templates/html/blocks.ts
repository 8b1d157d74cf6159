import type { Sentence } from '../../domain/report/words/sentence.ts'
import { escapeHtml } from '../escape.ts'
import type { PlacedPicture } from '../placed-picture.ts'
import { paragraph, sentenceHtml } from './sentence.ts'

export function pictureHtml(picture: PlacedPicture): string {
  const { contentId, altText, widthPx, heightPx } = picture
  return `<img src="cid:${escapeHtml(contentId)}" alt="${escapeHtml(altText)}" width="${widthPx}" height="${heightPx}" style="display:block;width:100%;max-width:${widthPx}px;height:auto;border-radius:6px;font-size:14px;line-height:1.5" />`
}

/** A heading with its own styles: some mail programs drop the head's. */
export function headingHtml(words: string): string {
  return `<h2 style="margin:0;padding:0 0 8px;font-size:18px;line-height:1.3;font-weight:600">${escapeHtml(words)}</h2>`
}

/** What asks the reader for something, set apart. */
export function choiceHtml(choice: {
  readonly heading: string
  readonly sentences: readonly Sentence[]
}): string {
  return [
    '<table role="presentation" class="choice" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef3fa" style="background-color:#eef3fa;border-radius:6px"><tr>',
    '<td style="padding:18px 20px 10px;font-size:16px;line-height:1.55;color:#1d2330">',
    `${headingHtml(choice.heading)}${choice.sentences.map((sentence) => paragraph([sentence])).join('')}`,
    '</td></tr></table>',
  ].join('')
}

export function footerHtml(footer: readonly Sentence[]): string {
  return `<p class="quiet rule" style="border-top:1px solid #e3e6ea;padding-top:16px;margin:0">${footer
    .map(sentenceHtml)
    .join(' ')}</p>`
}
