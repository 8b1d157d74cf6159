import { RE2JS, RE2JSSyntaxException } from 're2js'
import { comparable } from '../text/comparable.ts'

/** A pattern that titles are searched for, in linear time by construction (RE2). */
export interface TitlePattern {
  /** As its author wrote it. */
  readonly source: string
  readonly pattern: RE2JS
}

/** The pattern can't be compiled. */
export class TitlePatternError extends Error {
  override readonly name = 'TitlePatternError'
}

/**
 * Compiles a pattern whose letters are compared like all words of a rule: see `comparable`.
 * @throws TitlePatternError for what RE2 can't do
 */
export function titlePattern(source: string): TitlePattern {
  try {
    // First as its author wrote it, so that a mistake is told of that.
    const written = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
    const form = comparablePattern(setsOfOneLetter(source))
    return { source, pattern: form === source ? written : RE2JS.compile(form, RE2JS.CASE_INSENSITIVE) }
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    const reason = error.message.replace(/^error parsing regexp: /, '')
    throw new TitlePatternError(
      `not a pattern that can be used (RE2 syntax, without look-around and back-references): ${reason}`,
    )
  }
}

/** @param title in the form of `comparable` */
export function isFoundIn({ pattern }: TitlePattern, title: string): boolean {
  // Several times as fast as `matcher(…).find()`, which also says where.
  return pattern.test(title)
}

/** Escapes (`\d`, `\p{Greek}`, `\x{e9}`, `\Q…\E`), groups' names and flags, and repeat counts: read, not compared. */
const syntax =
  /\\Q[\s\S]*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|.)|\\x(?:\{[^}]*\}|..)|\\[\s\S]|\(\?(?:P?<[^>]*>|[a-zA-Z-]*[:)])|\{\d*,?\d*\}|\[\^?\[?:?[a-z^]*:\]|[[\]()|*+?^$.{}]/gu

/** A set without escapes or classes, and not negated. */
const plainSet = /(?<!\\)\[(?!\^)([^[\]\\]+)\]/gu

/** A sign in a set that is compared as several letters (ß as ss) stands beside the set instead. */
function setsOfOneLetter(source: string): string {
  if (source.includes('\\Q')) return source
  return source.replace(plainSet, (set, inside: string) => {
    const signs = [...inside.normalize('NFC')]
    const several = signs.filter((sign) => [...comparable(sign)].length > 1)
    const others = signs.filter((sign) => !several.includes(sign))
    if (several.length === 0) return set
    return `(?:${others.length === 0 ? '' : `[${others.join('')}]|`}${several.join('|')})`
  })
}

function comparablePattern(source: string): string {
  let folded = ''
  let from = 0
  for (const found of source.matchAll(syntax)) {
    folded += comparableLetters(source.slice(from, found.index)) + syntaxOf(found[0])
    from = found.index + found[0].length
  }
  return folded + comparableLetters(source.slice(from))
}

/** A quoted text is letters too. */
function syntaxOf(found: string): string {
  if (!found.startsWith('\\Q')) return found
  return comparableLetters(RE2JS.quote(found.slice(2).replace(/\\E$/, '')))
}

/** Blanks at the ends stay: they are part of the pattern. What only became a sign of the syntax is escaped. */
function comparableLetters(text: string): string {
  return text
    .split(/(\s+|-)/u)
    .map((part) => {
      if (/^\s+$/u.test(part)) return ' '
      const isPlain = /^[\p{ASCII}]*$/u.test(part)
      return isPlain ? part.toLowerCase() : comparable(part).replace(/[[\](){}|*+?^$.\\-]/g, '\\$&')
    })
    .join('')
}
