import fc from 'fast-check'

const surrogates = { from: 0xd800, count: 0x800 }

/**
 * Any character of Unicode; no half of a surrogate pair.
 * The same as fast-check's unit "binary", which takes a second to list all of them.
 */
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - surrogates.count })
  .map(
    (number) => String.fromCodePoint(number < surrogates.from ? number : number + surrogates.count),
    numberOf,
  )

/** Text of any characters at all. */
export function anyText(limits: { readonly minLength?: number; readonly maxLength?: number } = {}) {
  return fc.string({ ...limits, unit: anyCharacter })
}

/** A URL of any host, with any text for its path and query; fast-check's own `webUrl` lists all of Unicode, too. */
export function anyUrl() {
  return fc
    .tuple(fc.constantFrom('http', 'https'), fc.domain(), anyText(), anyText())
    .map(([scheme, host, path, query]) => {
      return `${scheme}://${host}/${encodeURIComponent(path)}?${encodeURIComponent(query)}`
    })
}

function numberOf(character: unknown): number {
  const code = typeof character === 'string' ? character.codePointAt(0) : undefined
  if (code === undefined || String.fromCodePoint(code) !== character) throw new TypeError('not a character')
  return code < surrogates.from ? code : code - surrogates.count
}
