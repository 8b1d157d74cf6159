import type { ReportContent } from '../domain/report/content/content.ts'
import type { NoticeContent } from '../domain/report/content/notice.ts'
import { footerWords } from './behind-mail.ts'
import { slotsOf } from './html/edition-html.ts'
import { noticeSlotsOf } from './html/notice-html.ts'
import type { PlacedPicture } from './placed-picture.ts'
import { filled, skeletonOf } from './skeleton.ts'
import { editionText } from './text/edition-text.ts'
import { noticeText } from './text/notice-text.ts'

/**
 * Lays one report out: HTML for mail programs and its text twin, which say the same.
 *
 * @param pageUrl the page behind the mail; without one, the mail links to trackers only and carries the page's tables
 */
export async function renderEdition(
  content: ReportContent,
  picture: PlacedPicture | null,
  pageUrl: string | null,
): Promise<{ readonly html: string; readonly text: string }> {
  return {
    html: filled(await skeletonOf('edition'), slotsOf(content, picture, pageUrl)),
    text: editionText(content, pageUrl),
  }
}

/** The same of a mail that is no report. @param hasPages whether mails link to pages of ours, the one that stops such mails among them */
export async function renderNotice(
  content: NoticeContent,
  picture: PlacedPicture | null,
  hasPages: boolean,
): Promise<{ readonly html: string; readonly text: string }> {
  const stoppable = { ...content, footer: footerWords(content.footer, hasPages) }
  return {
    html: filled(await skeletonOf('notice'), noticeSlotsOf(stoppable, picture)),
    text: noticeText(stoppable),
  }
}
