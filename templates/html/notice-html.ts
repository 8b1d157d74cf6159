import type { NoticeContent } from '../../domain/report/content/notice.ts'
import { escapeHtml } from '../escape.ts'
import type { PlacedPicture } from '../placed-picture.ts'
import type { Slots } from '../skeleton.ts'
import { choiceHtml, footerHtml, headingHtml, pictureHtml } from './blocks.ts'
import { paragraph, sentenceHtml } from './sentence.ts'
import { listStyle } from './styles.ts'

/** The layout's slots of one notice; everything in them is escaped. */
export function noticeSlotsOf(content: NoticeContent, picture: PlacedPicture | null): Slots {
  const { details, list, request } = content
  return {
    subject: escapeHtml(content.subject),
    preheader: escapeHtml(content.preheader),
    title: sentenceHtml(content.title),
    answer: content.answer.map((sentence) => paragraph([sentence])).join(''),
    picture: picture === null ? null : pictureHtml(picture),
    details: details.length === 0 ? null : paragraph(details),
    list:
      list === null
        ? null
        : `${headingHtml(list.heading)}<ul style="${listStyle}">${list.items.map((item) => `<li style="margin:0;padding:0 0 4px 4px">${sentenceHtml(item)}</li>`).join('')}</ul>`,
    request: request === null ? null : choiceHtml(request),
    footer: footerHtml(content.footer),
  }
}
