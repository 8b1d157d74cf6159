import { lightPalette } from '../../domain/palette.ts'
import type { Sentence } from '../../domain/report/words/sentence.ts'
import { escapeHtml } from '../escape.ts'
import type { PlacedPicture } from '../placed-picture.ts'
import { unbroken } from '../unbroken.ts'
import { paragraph, sentenceHtml } from './sentence.ts'
import { headingStyle, pictureGround, quiet, rule } from './styles.ts'

const { ink, paper, raised } = lightPalette

/** A picture with no height of its own: where pictures are off, its words take the room of words alone. */
export function pictureHtml(picture: PlacedPicture): string {
  const { contentId, altText, widthPx } = picture
  return `<div class="picture" style="background-color:${paper};border-radius:6px"><img src="cid:${escapeHtml(contentId)}" alt="${unbroken(escapeHtml(altText))}" width="${widthPx}" style="display:block;width:100%;max-width:${widthPx}px;height:auto;border-radius:6px;${pictureGround};font-size:14px;line-height:1.5" /></div>`
}

/** A heading with its own styles: some mail programs drop the head's. */
export function headingHtml(words: string): string {
  return `<h2 style="${headingStyle}">${escapeHtml(words)}</h2>`
}

/** What asks the reader for something, set apart. */
export function choiceHtml(choice: {
  readonly heading: string
  readonly sentences: readonly Sentence[]
}): string {
  return [
    `<table role="presentation" class="choice" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${raised}" style="background-color:${raised};border-radius:6px"><tr>`,
    `<td style="padding:18px 20px 10px;font-size:16px;line-height:1.55;color:${ink}">`,
    `${headingHtml(choice.heading)}${choice.sentences.map((sentence) => paragraph([sentence])).join('')}`,
    '</td></tr></table>',
  ].join('')
}

export function footerHtml(footer: readonly Sentence[]): string {
  return `<p class="quiet rule" style="border-top:${rule};padding:16px 0 0;margin:0;${quiet}">${footer
    .map(sentenceHtml)
    .join(' ')}</p>`
}
