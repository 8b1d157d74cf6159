import { dayMs, type Instant } from '../../instant.ts'
import { copyToken, editionPath, unsubscribePath } from '../../page-paths.ts'
import type { Edition } from '../../report/content/edition.ts'

/**
 * Stands in a frozen mail where each reader's own link will. Who writes it into a title puts that reader's link into that reader's
 * mail, and nobody else's.
 */
export const pagePlaceholder = 'https://page.plumbline.invalid/'

/** The same for the link that stops the mail's kind for its reader. */
export const stopPlaceholder = 'https://stop.plumbline.invalid/'

/** Where one reader's copy of a mail leads. */
export interface ReaderLinks {
  /** The page behind the mail. */
  readonly pageUrl: string
  /** Stops this kind of mail; null leaves its place as it is. */
  readonly unsubscribeUrl: string | null
}

/** A mail with the links of one reader. They hold nothing that HTML would have to escape. */
export function personalised<Mail extends { readonly html: string; readonly text: string }>(
  mail: Mail,
  links: ReaderLinks,
): Mail {
  return { ...mail, html: withLinks(mail.html, links), text: withLinks(mail.text, links) }
}

function withLinks(text: string, { pageUrl, unsubscribeUrl }: ReaderLinks): string {
  return text
    .replaceAll(pagePlaceholder, () => pageUrl)
    .replaceAll(stopPlaceholder, () => unsubscribeUrl ?? stopPlaceholder)
}

/** The links of a mail that is shown on our pages or in a file: they ask who looks to sign in. */
export function sessionLinks(publicOrigin: string, editionId: string): ReaderLinks {
  return copyLinks(publicOrigin, editionPath(editionId))
}

/** The links of a copy that is nobody's mail: its link to stop mails stops nothing, and says so. */
export function copyLinks(publicOrigin: string, pagePath: string): ReaderLinks {
  return {
    pageUrl: `${publicOrigin}${pagePath}`,
    unsubscribeUrl: `${publicOrigin}${unsubscribePath(copyToken)}`,
  }
}

/** An edition as a file shows it. */
export function asPreviewed<Mail extends Pick<Edition, 'editionId' | 'html' | 'text'>>(
  edition: Mail,
  publicOrigin: string | null,
): Mail {
  return publicOrigin === null
    ? edition
    : personalised(edition, sessionLinks(publicOrigin, edition.editionId))
}

/** Whether a link that was made when its mail was queued still opens its page; the day on which it ends is not part of it. */
export function linkHolds({
  queuedAt,
  linkDays,
  nowAt,
}: {
  readonly queuedAt: Instant
  /** Null where links open nothing. */
  readonly linkDays: number | null
  readonly nowAt: Instant
}): boolean {
  return linkDays !== null && nowAt < queuedAt + linkDays * dayMs
}
