import { pagePlaceholder, type ReaderLinks, stopPlaceholder } from '../../domain/deliver/readers/links.ts'

/** A place where each reader's own bytes stand. */
type ReaderPart =
  | { readonly kind: 'boundary' }
  | { readonly kind: keyof ReaderLinks; readonly isQuotedPrintable: boolean }

/** Whole lines of an encoded mail: bytes that all readers share, or what lines with something of a reader are made of. */
export type MailLines = Buffer | readonly (Buffer | ReaderPart)[]

/** Finds the lines that differ from reader to reader in an encoded mail, of which `boundary` is the boundaries' part that each has of its own. */
export function splitByReader(encoded: Buffer, boundary: string): MailLines[] {
  const lines: MailLines[] = []
  let open: (Buffer | ReaderPart)[] = []
  for (const part of partsOf(encoded, boundary)) {
    if (!Buffer.isBuffer(part)) {
      open.push(part)
      continue
    }
    const firstEnd = open.length === 0 ? 0 : part.indexOf('\n') + 1
    const lastEnd = part.lastIndexOf('\n') + 1
    if (lastEnd > 0 && open.length > 0) lines.push([...open.splice(0), part.subarray(0, firstEnd)])
    if (lastEnd > firstEnd) lines.push(part.subarray(firstEnd, lastEnd))
    if (lastEnd < part.length) open = [...open, part.subarray(lastEnd)]
  }
  return open.length === 0 ? lines : [...lines, open]
}

function partsOf(encoded: Buffer, boundary: string): (Buffer | ReaderPart)[] {
  const text = encoded.toString('latin1')
  const pattern = new RegExp(
    `(${boundary})|(${quotedPattern(pagePlaceholder)})|${quotedPattern(stopPlaceholder)}`,
    'g',
  )
  const parts: (Buffer | ReaderPart)[] = []
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

/** Fewer bytes are copied sooner than sent on their own. */
const fewBytes = 8_192

/**
 * One reader's mail, in parts of whole lines: those that all readers share are no copies. Null links leave the placeholders' places as
 * they are.
 */
export function joinForReader(
  lines: readonly MailLines[],
  { boundary, links }: { readonly boundary: string; readonly links: ReaderLinks | null },
): Buffer[] {
  const bytesOf = (part: Buffer | ReaderPart): Buffer => {
    if (Buffer.isBuffer(part)) return part
    if (part.kind === 'boundary') return Buffer.from(boundary)
    const url = links?.[part.kind] ?? placeholders[part.kind]
    return Buffer.from(part.isQuotedPrintable ? quotedUrl(url) : url)
  }
  const joined: Buffer[] = []
  let few: Buffer[] = []
  const endFew = () => {
    if (few.length > 0) joined.push(Buffer.concat(few))
    few = []
  }
  for (const each of lines) {
    if (!Buffer.isBuffer(each)) few.push(...each.map(bytesOf))
    else if (each.length < fewBytes) few.push(each)
    else {
      endFew()
      joined.push(each)
    }
  }
  endFew()
  return joined
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
