/** Header-like fields by name in lower case, each with its values in order. */
export type Fields = ReadonlyMap<string, readonly string[]>

/** Reads the fields up to the first blank line, folded lines joined (RFC 5322 2.2.3). What is no field is skipped. */
export function readFields(text: string): Fields {
  const fields = new Map<string, string[]>()
  const [block = ''] = text.replace(/^(?:[ \t]*\r?\n)+/, '').split(/\r?\n[ \t]*\r?\n/, 1)
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]{1,80})[ \t]*:(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    const values = fields.get(name.toLowerCase()) ?? []
    values.push(value.trim())
    fields.set(name.toLowerCase(), values)
  }
  return fields
}

/** The groups of fields between blank lines: those of the message, then those of each recipient (RFC 3464 2.1). */
export function readFieldGroups(text: string): Fields[] {
  return text
    .split(/\r?\n[ \t]*\r?\n/)
    .map(readFields)
    .filter((group) => group.size > 0)
}

/** The first value of a field; null where it isn't there. */
export function firstOf(fields: Fields, name: string): string | null {
  return fields.get(name)?.[0] ?? null
}

/** An address of a report: `rfc822; <ben@company.example>` (RFC 3464 2.1.2), or the address alone. */
export function addressIn(value: string): string {
  const afterType = value.replace(/^[\w-]{1,40}[ \t]*;/, '').trim()
  const address = (/<([^<>]*)>/.exec(afterType)?.[1] ?? afterType).replace(/\s*\([^()]*\)$/, '')
  // How ASCII writes other letters (RFC 6533 3).
  return address.replace(/\\x\{(?:10|0?[1-9A-F])?[0-9A-F]{2,4}\}/gi, (escaped) =>
    String.fromCodePoint(Number.parseInt(escaped.slice(3, -1), 16)),
  )
}

/** Longest words that are kept. */
const longestWords = 500

/** A server's words on one line. */
export function oneLine(text: string): string {
  const words = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return words.slice(0, longestWords).toWellFormed()
}
