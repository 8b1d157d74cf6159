import type { NoticeContent } from '../../domain/report/content/notice.ts'
import { heading, lines, paragraph, textOf } from './blocks.ts'
import { sentenceText } from './sentence.ts'
import { wrapped } from './wrap.ts'

/** The notice as plain text, in the order of its HTML. */
export function noticeText({
  title,
  answer,
  picture,
  details,
  list,
  request,
  footer,
}: NoticeContent): string {
  return textOf([
    heading(sentenceText(title)),
    lines(answer),
    picture === null ? '' : wrapped(`[Picture: ${picture.altText}]`),
    details.length === 0 ? '' : paragraph(details),
    ...(list === null
      ? []
      : [
          heading(list.heading),
          list.items.map((item) => wrapped(sentenceText(item), '- ', '  ')).join('\n'),
        ]),
    ...(request === null ? [] : [heading(request.heading), lines(request.sentences)]),
    '--',
    paragraph(footer),
  ])
}
