import { comparable } from '../../text/comparable.ts'
import type { Ticket } from '../../ticket.ts'

/** What a suggestion is made from: all text of a ticket that is stored. */
export type SuggestedFrom = Pick<Ticket, 'title' | 'typeName' | 'labels' | 'components'>

/** A title is read up to here, so that no title takes long. */
const readCharacters = 300
const readWords = 40

/**
 * The features of a title, each once: words, pairs of neighbouring words (`does not`), and `^word` for the word that it, or its
 * part after a prefix such as `Forum:`, begins with. Of tags in front of it (`[Bug] WEB-17:`) the words count too, as those of
 * labels do; they come last.
 */
export function titleFeatures(title: string): string[] {
  const read = title.slice(0, readCharacters)
  const tags = leadingTags.exec(read)?.[0] ?? ''
  const parts = read.slice(tags.length).split(prefixEnd).map(wordsOf)
  const features = parts.flatMap((words, index) => {
    const first = index < 2 ? words.slice(0, 1).map((word) => `^${word}`) : []
    return [...first, ...withPairs(words.slice(0, readWords))]
  })
  return [...new Set([...features, ...withPairs(wordsOf(tags.replace(issueKeys, ' ')).slice(0, readWords))])]
}

/** Words and pairs of words of a ticket's type, labels and components: titles are what was learned from, so these are not learned. */
export function fieldFeatures({ typeName, labels, components }: SuggestedFrom): string[] {
  const texts = [typeName, ...labels.slice(0, 10), ...components.slice(0, 5)]
  return [...new Set(texts.flatMap((text) => withPairs(wordsOf(text.slice(0, 60)))))]
}

function withPairs(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1]
    return next === undefined ? [word] : [word, `${word} ${next}`]
  })
}

/** `[UI] (web) ABC-123: ` in front of a title. */
const leadingTags = /^\s*(?:\[[^\]]*\]\s*|\([^)]*\)\s*|[A-Z][A-Z0-9]+-\d+[:\s-]+)+/
const issueKeys = /[A-Z][A-Z0-9]+-\d+/g
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
