import { comparable } from '../../comparable.ts'
import type { Ticket } from '../../ticket.ts'

/** What a suggestion is made from: all text of a ticket that is stored. */
export type SuggestedFrom = Pick<Ticket, 'title' | 'typeName' | 'labels' | 'components'>

/** A title is read up to here, so that no title takes long. */
const readCharacters = 300
const readWords = 40

/**
 * The features of a ticket, each once, in the order of its text: words, pairs of neighbouring words (`does not`), and `^word` for
 * the word that a title, or its part after a prefix such as `Forum:`, begins with. Words of the type, labels and components count
 * like a title's, without order.
 */
export function featuresOf({ title, typeName, labels, components }: SuggestedFrom): string[] {
  const features = new Set<string>()
  const parts = title.slice(0, readCharacters).replace(leadingTags, '').split(prefixEnd)
  for (const [index, part] of parts.entries()) {
    const words = wordsOf(part).slice(0, readWords)
    const [first] = words
    if (index < 2 && first !== undefined) features.add(`^${first}`)
    for (const [at, word] of words.entries()) {
      features.add(word)
      const next = words[at + 1]
      if (next !== undefined) features.add(`${word} ${next}`)
    }
  }
  for (const text of [typeName, ...labels.slice(0, 10), ...components.slice(0, 5)]) {
    const words = wordsOf(text.slice(0, 60))
    for (const [at, word] of words.entries()) {
      features.add(word)
      const next = words[at + 1]
      if (next !== undefined) features.add(`${word} ${next}`)
    }
  }
  return [...features]
}

/** `[UI] (web) ABC-123: ` in front of a title. */
const leadingTags = /^\s*(?:\[[^\]]*\]\s*|\([^)]*\)\s*|[A-Z][A-Z0-9]+-\d+[:\s-]+)+/
/** The end of a prefix: `Forum: ` or `Forum - `. */
const prefixEnd = /:\s|\s[-–—]\s/

/** Words in the form in which they are compared, without accents; of numbers only those that look like an HTTP status. */
function wordsOf(text: string): string[] {
  return comparable(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word.length <= 30 && (!/^\d+$/.test(word) || /^[45]0\d$/.test(word)))
}
