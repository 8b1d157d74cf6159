import type { Instant } from '../instant.ts'
import { editionPath } from '../page-paths.ts'
import type { Edition } from '../report/content/edition.ts'

/**
 * Stands in a frozen mail where each reader's own link will. Who writes it into a title puts that reader's link into that reader's
 * mail, and nobody else's.
 */
export const pagePlaceholder = 'https://page.plumbline.invalid/'

/** Where one reader's copy of a mail leads. */
export interface ReaderLinks {
  /** The page behind the mail. */
  readonly pageUrl: string
  /** Stops this kind of mail; null where the copy isn't a mail. */
  readonly unsubscribeUrl: string | null
}

/** A mail with the links of one reader. They hold nothing that HTML would have to escape. */
export function personalised<Mail extends { readonly html: string; readonly text: string }>(
  mail: Mail,
  links: Pick<ReaderLinks, 'pageUrl'>,
): Mail {
  return { ...mail, html: withLinks(mail.html, links), text: withLinks(mail.text, links) }
}

function withLinks(text: string, { pageUrl }: Pick<ReaderLinks, 'pageUrl'>): string {
  return text.replaceAll(pagePlaceholder, pageUrl)
}

/** The links of a mail that is shown on our pages or in a file: they ask who looks to sign in. */
export function sessionLinks(publicOrigin: string, editionId: string): ReaderLinks {
  return { pageUrl: `${publicOrigin}${editionPath(editionId)}`, unsubscribeUrl: null }
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

const dayMs = 86_400_000

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
