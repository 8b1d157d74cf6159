import { type Alias, type Document, isScalar, type Node, type Scalar, visit, type YAMLMap } from 'yaml'
import type { Misreading } from './locate.ts'

/**
 * What YAML reads without complaint and otherwise than it was meant: aliases, merge keys, texts cut by a comment, decimal
 * commas between brackets, characters lost in a wrong encoding.
 */
export function misreadings(document: Document, text: string): Misreading[] {
  const found: Misreading[] = []
  if (document.directives?.yaml.explicit === true)
    found.push({ offset: 0, message: 'a line that begins with % is not read: remove it' })
  visit(document, {
    Alias: (_key, alias) => {
      found.push(...unsetAlias(document, alias, text))
    },
    Map: (_key, map) => {
      found.push(...tags(map), ...mergeKeys(map), ...bracketedWords(map), ...valuelessWords(map, text))
    },
    Seq: (_key, list) => {
      found.push(...tags(list))
    },
    Scalar: (_key, scalar) => {
      found.push(...tags(scalar), ...scalarMisreadings(scalar, text))
    },
  })
  return found.length > 0 ? found : overusedAliases(document)
}

/** Numbers that can mean two things, of a file whose texts all are texts. */
export function misreadNumbers(document: Document, text: string): Misreading[] {
  const found: Misreading[] = []
  visit(document, {
    Scalar: (_key, scalar) => {
      const { value, range } = scalar
      if (typeof value !== 'number') return
      const meanings = meaningsOf(text.slice(range?.[0] ?? 0, range?.[1] ?? 0), value)
      if (meanings !== null) found.push(at(scalar, meanings))
    },
  })
  return found
}

/** A point may part thousands: 1.200 is 1200 where it does, and nobody writes 1.2 so. YAML's other bases are known to few. */
function meaningsOf(written: string, value: number): string | null {
  if (/^-?[1-9]\d{0,2}\.\d\d0$/.test(written))
    return `${written} can mean ${written.replace('.', '')} or ${value}: write one of them`
  return /^0[xo]/.test(written) ? `${written} is read as ${value}: write ${value}` : null
}

function at(node: Node, message: string): Misreading {
  return { offset: node.range?.[0] ?? 0, message }
}

/** `!!str` says what it means; of all others a person who writes a plan knows nothing. */
function tags(node: Node & { readonly tag?: string }): Misreading[] {
  if (node.tag === undefined || node.tag === 'tag:yaml.org,2002:str') return []
  const tag = node.tag.replace('tag:yaml.org,2002:', '!!')
  return [at(node, `"${tag}" before this is read as a tag: remove it, or put it in quotes with the value`)]
}

function unsetAlias(document: Document, alias: Alias, text: string): Misreading[] {
  if (alias.resolve(document) !== undefined) return []
  const word = /^[^\s,\]}]+/.exec(text.slice(alias.range?.[0] ?? 0))?.[0] ?? `*${alias.source}`
  return [
    at(alias, `${word} refers to no anchor &${alias.source} above it; if it is a text, write "${word}"`),
  ]
}

/** Aliases of aliases can make gigabytes of a few lines. The library counts the value itself as a use. */
const mostUses = 100

/** The alias with which an anchor's uses become too many; of nested aliases, which multiply, the last one. */
function overusedAliases(document: Document): Misreading[] {
  const aliases: Alias[] = []
  visit(document, {
    Alias: (_key, alias) => {
      aliases.push(alias)
    },
  })
  const uses = new Map<string, number>()
  const overused = aliases.find(({ source }) => {
    const count = (uses.get(source) ?? 1) + 1
    uses.set(source, count)
    return count > mostUses
  })
  const told = overused ?? (isTooLarge(document) ? aliases.at(-1) : undefined)
  if (told === undefined) return []
  return [at(told, `*${told.source}: aliases may make ${mostUses} values of one at most: write this one out`)]
}

function isTooLarge(document: Document): boolean {
  try {
    document.toJS({ maxAliasCount: mostUses })
    return false
  } catch (error) {
    // All aliases can be resolved by now, so that it is their number.
    if (!(error instanceof ReferenceError)) throw error
    return true
  }
}

function mergeKeys(map: YAMLMap): Misreading[] {
  return map.items.flatMap(({ key }) =>
    isScalar(key) && key.type === 'PLAIN' && key.value === '<<'
      ? [at(key, 'merge keys (<<) are not read here: write the lines out')]
      : [],
  )
}

/** `core { shares: … }` is read as a word `core { shares`. */
function bracketedWords(map: YAMLMap): Misreading[] {
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key) || key.type !== 'PLAIN' || typeof key.value !== 'string') return []
    const word = /^(.*?)\s*[{[]/.exec(key.value)?.[1]
    return word === undefined
      ? []
      : [at(key, `a colon is missing after "${word}", or "${key.value}" must be in quotes`)]
  })
}

/** `{ roadmap: 0,6 }` is read as `roadmap: 0` and a word `6`, `{ name Ada }` as a word without a value. */
function valuelessWords(map: YAMLMap, text: string): Misreading[] {
  if (map.flow !== true) return []
  return map.items.flatMap(({ key, value }, index) => {
    const before = map.items[index - 1]?.value
    if (!isScalar(key) || (value !== null && !(isScalar(value) && value.value === null))) return []
    if (isScalar(before) && typeof before.value === 'number') {
      const written = text.slice(before.range?.[0] ?? 0, key.range?.[1] ?? 0)
      if (/^-?\d+,\d+$/.test(written))
        return [at(before, `${written} is read as two values: write ${written.replace(',', '.')}`)]
    }
    return value === null && key.type === 'PLAIN' && /\s/.test(String(key.value))
      ? [at(key, `"${key.value}" is no "word: value": a colon is missing`)]
      : []
  })
}

function scalarMisreadings(scalar: Scalar, text: string): Misreading[] {
  const { value, type } = scalar
  const written = text.slice(scalar.range?.[0] ?? 0, scalar.range?.[1] ?? 0)
  const lost = typeof value === 'string' ? lostCharacters(value) : null
  if (lost !== null) return [at(scalar, lost)]
  if (type !== 'PLAIN' || (value !== null && typeof value !== 'string')) return []
  if (/^[“”„«‘’].*[“”»‘’]$/s.test(written))
    return [at(scalar, `${written}: these quotes would be part of the text: write "${written.slice(1, -1)}"`)]
  // A comment has a blank after its #; without one it was most likely meant as part of the text.
  const cut = /^[ \t]*#[^\s#=*-][^\r\n]*/.exec(text.slice(scalar.range?.[1] ?? 0))?.[0]
  if (cut === undefined) return []
  const whole = `${written}${cut}`.trim()
  return [
    at(
      scalar,
      `is cut at " #": put the text in quotes ("${inFlow(whole)}"), or write a blank after # for a comment`,
    ),
  ]
}

/** Without what follows in a map or list on the line. */
function inFlow(text: string): string {
  return /^[^,}\]]*/.exec(text)?.[0].trim() ?? text
}

function lostCharacters(value: string): string | null {
  if (value.includes('\uFFFD'))
    return `"${value}" lost a letter (\uFFFD) when the file was saved: write it again, and save the file as UTF-8`
  if (!/[\u00C2-\u00C5][\u0080-\u00BF]/.test(value)) return null
  const meant = decodedTwice(value)
  return meant === null
    ? null
    : `"${value}" was saved in two encodings: write "${meant}", and save the file as UTF-8`
}

/** The text that UTF-8 read as Latin-1 was meant to be; null if it can't be that. */
function decodedTwice(value: string): string | null {
  const codes = [...value].map((letter) => letter.codePointAt(0) ?? 0)
  if (codes.some((code) => code > 0xff)) return null
  const decoded = new TextDecoder('utf-8').decode(Uint8Array.from(codes))
  return decoded.includes('\uFFFD') ? null : decoded
}
