import { createHash } from 'node:crypto'
import type { Edition } from '../../../domain/report/content/edition.ts'
import { escapeHtml } from '../../../templates/escape.ts'

/** An edition as a document that runs nothing and asks nobody for anything. */
export interface MailDocument {
  readonly html: string
  readonly policy: string
}

/**
 * An edition's HTML as it was mailed; its pictures, which a mail carries as attachments, stand in it. Links open a page of their
 * own. Exactly its own styles are allowed, by their hashes.
 */
export function asMailed({ html, pictures }: Pick<Edition, 'html' | 'pictures'>): MailDocument {
  const shown = pictures.reduce(
    (text, { contentId, png }) =>
      text.replaceAll(
        `cid:${escapeHtml(contentId)}`,
        `data:image/png;base64,${Buffer.from(png).toString('base64')}`,
      ),
    html,
  )
  return {
    html: shown.replace(/<head\b[^>]*>/i, '$&<base target="_blank">'),
    policy: [
      "default-src 'none'",
      'img-src data:',
      `style-src ${styleSources(html).join(' ')}`,
      "form-action 'none'",
      "frame-ancestors 'self'",
      'sandbox allow-popups allow-popups-to-escape-sandbox',
    ].join('; '),
  }
}

function styleSources(html: string): string[] {
  const sheets = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)].map(([, text]) => text ?? '')
  const attributes = [...html.matchAll(/\sstyle="([^"]*)"/gi)].map(([, text]) => decoded(text ?? ''))
  const hashes = [...new Set([...sheets, ...attributes])].map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )
  return ["'unsafe-hashes'", ...hashes]
}

/** An attribute's value as a browser has it. */
function decoded(text: string): string {
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
