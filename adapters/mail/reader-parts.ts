import { pagePlaceholder, type ReaderLinks, stopPlaceholder } from '../../domain/deliver/reader-links.ts'

/** A piece of an encoded mail: bytes that all readers share, or a place where each reader's own stand. */
export type MailPart =
  | Buffer
  | { readonly kind: 'boundary' }
  | { readonly kind: keyof ReaderLinks; readonly isQuotedPrintable: boolean }

/** Finds what differs from reader to reader in an encoded mail, of which `boundary` is the boundaries' part that each has of its own. */
export function splitByReader(encoded: Buffer, boundary: string): MailPart[] {
  const text = encoded.toString('latin1')
  const pattern = new RegExp(
    `(${boundary})|(${quotedPattern(pagePlaceholder)})|${quotedPattern(stopPlaceholder)}`,
    'g',
  )
  const parts: MailPart[] = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    const [whole, isBoundary, isPage] = match
    parts.push(encoded.subarray(from, match.index))
    from = match.index + whole.length
    parts.push(
      isBoundary === undefined
        ? {
            kind: isPage === undefined ? 'unsubscribeUrl' : 'pageUrl',
            isQuotedPrintable: isQuotedPrintable(text, match.index),
          }
        : { kind: 'boundary' },
    )
  }
  return [...parts, encoded.subarray(from)]
}

const placeholders: Readonly<Record<keyof ReaderLinks, string>> = {
  pageUrl: pagePlaceholder,
  unsubscribeUrl: stopPlaceholder,
}

/** The bytes of one reader's mail. Null links leave the placeholders' places as they are. */
export function joinForReader(
  parts: readonly MailPart[],
  { boundary, links }: { readonly boundary: string; readonly links: ReaderLinks | null },
): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (Buffer.isBuffer(part)) return part
      if (part.kind === 'boundary') return Buffer.from(boundary)
      const url = links?.[part.kind] ?? placeholders[part.kind]
      return Buffer.from(part.isQuotedPrintable ? quotedUrl(url) : url)
    }),
  )
}

/** Quoted-printable may break its lines anywhere, also within a placeholder. */
function quotedPattern(placeholder: string): string {
  return [...placeholder].map((each) => each.replace(/[./]/, '\\$&')).join('(?:=\\r\\n)?')
}

const longestLine = 76

/** On lines of its own, joined to those around it by soft breaks (RFC 2045, section 6.7): no line gets too long. */
function quotedUrl(url: string): string {
  const escaped = url.replaceAll('=', '=3D')
  const lines = escaped.match(new RegExp(`.{1,${longestLine - 4}}(?<!=|=3)`, 'g')) ?? []
  return ['', ...lines, ''].join('=\r\n')
}

/** By the nearest head above. */
function isQuotedPrintable(text: string, at: number): boolean {
  const head = text.lastIndexOf('Content-Transfer-Encoding: ', at)
  return head >= 0 && text.startsWith('Content-Transfer-Encoding: quoted-printable', head)
}
