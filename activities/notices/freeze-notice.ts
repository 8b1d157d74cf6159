import type { Notice } from '../../domain/deliver/readers/notice.ts'
import type { NoticeContent } from '../../domain/report/content/notice.ts'
import { renderNotice } from '../../templates/render.ts'

/** Renders a mail that is no report, as it is kept and mailed. @param publicOrigin of our pages; null where mails link to none */
export async function freezeNotice(
  content: NoticeContent,
  head: Pick<Notice, 'noticeId' | 'kind' | 'quarter' | 'teamId' | 'renderedAt'>,
  publicOrigin: string | null,
): Promise<Notice> {
  // Loaded where a mail is rendered: it takes half a second.
  const { pictureOf } = await import('../../adapters/chart/picture.ts')
  const picture = content.picture === null ? null : await pictureOf(content.picture)
  const { html, text } = await renderNotice(content, picture, publicOrigin !== null)
  return {
    ...head,
    audience: null,
    subject: content.subject,
    html,
    text,
    pictures:
      picture === null ? [] : [{ contentId: picture.contentId, altText: picture.altText, png: picture.png }],
  }
}
