import { leastQuotedSentences } from './lengths.ts'
import { tidyOutside } from './outside-text.ts'

/** A run of words with one meaning; `outside` is text that somebody else wrote (a title, a name). */
export type Span =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'outside'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }

/** Words without a layout: the HTML and its text twin are both made of them. */
export type Sentence = readonly Span[]

/** What stands in a `say` template: our own words as text, everything else as spans. */
type Part = string | number | Span | Sentence

/** Builds a sentence from a template, its own words in as few spans as there can be; wrap text that isn't ours in `outside` or `link`. */
export function say(words: TemplateStringsArray, ...parts: readonly Part[]): Sentence {
  const spans: Span[] = []
  const add = (span: Span): void => {
    const last = spans.at(-1)
    if (last?.kind === 'plain' && span.kind === 'plain')
      spans[spans.length - 1] = { kind: 'plain', text: `${last.text}${span.text}` }
    else spans.push(span)
  }
  words.forEach((text, index) => {
    if (text !== '') add({ kind: 'plain', text })
    const part = parts[index]
    if (part !== undefined) for (const span of spansOf(part)) add(span)
  })
  return spans
}

function spansOf(part: Part): readonly Span[] {
  if (typeof part === 'number') return [{ kind: 'plain', text: String(part) }]
  if (typeof part === 'string') return part === '' ? [] : [{ kind: 'plain', text: part }]
  return 'kind' in part ? [part] : part
}

/** Text of somebody else, made tidy; the templates set it apart so that its direction can't leak. */
export function outside(text: string): Span {
  return { kind: 'outside', text: tidyOutside(text) }
}

/**
 * Somebody's own words, whole up to a length that is more than a title's; longer ones end with a whole sentence where that leaves
 * enough, else with a whole word where they have words.
 */
export function quoted(text: string, longest: number): Span {
  const whole = tidyOutside(text, text.length)
  const short = tidyOutside(text, longest)
  if (short === whole) return { kind: 'outside', text: whole }
  const sentences = wholeSentences.exec(short)?.[0]
  if (sentences !== undefined && sentences.length >= leastQuotedSentences)
    return { kind: 'outside', text: `${sentences} …` }
  const isInWord = !/^\s/u.test(whole.slice(short.length - '…'.length))
  return { kind: 'outside', text: isInWord ? short.replace(cutWord, '…') : short }
}

/** As many as a cut left whole: half of one may say something else. */
const wholeSentences = /^.*[\p{L}\p{N}]{3}[.!?][”’"')]?(?= )/su

/** What a cut left of a word, which may say something else; not of text that is written without blanks, or of one long word. */
const cutWord = /[\s,;:–—]+\S{1,30}…$/u

/** A figure or word that the eye should find first. */
export function strong(text: string): Span {
  return { kind: 'strong', text }
}

/** A link to where a figure comes from; only http and https addresses become links, percent-encoded where they must be. */
export function link(text: string, url: string | null): Span {
  const parsed = url === null ? null : URL.parse(url)
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return outside(text)
  return { kind: 'link', text: tidyOutside(text), url: parsed.href }
}

/** "a", "a and b", "a, b and c". */
export function listOf(items: readonly Sentence[]): Sentence {
  if (items.length <= 1) return items[0] ?? []
  return say`${joined(items.slice(0, -1), ', ')} and ${items[items.length - 1] ?? []}`
}

/** As many of them as are named, the others counted in the same list: "a, b and 3 more". */
export function listUpTo(
  most: number,
  items: readonly Sentence[],
  othersInWords: (count: number) => string,
): Sentence {
  const others = items.length - most
  return listOf(others > 0 ? [...items.slice(0, most), say`${othersInWords(others)}`] : items)
}

/** Sentences with the same words between them: "; ", or a blank. */
export function joined(sentences: readonly Sentence[], between: string): Sentence {
  return sentences.flatMap((sentence, index) => (index === 0 ? sentence : [...say`${between}`, ...sentence]))
}

/** The sentence as bare text, for subjects and alternative texts. */
export function plainText(sentence: Sentence): string {
  return sentence
    .map((span) => (span.kind === 'outside' || span.kind === 'link' ? isolated(span.text) : span.text))
    .join('')
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** Sets text that runs from right to left apart with Unicode's isolates (FSI … PDI); other text stays as it is. */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text
}

/** The first letter as a capital; for sentences that begin with a computed word. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** The same of a sentence; one that begins with somebody else's words keeps them. */
export function capitalisedSentence([first, ...rest]: Sentence): Sentence {
  if (first === undefined) return []
  return first.kind === 'plain' || first.kind === 'strong'
    ? [{ kind: first.kind, text: capitalised(first.text) }, ...rest]
    : [first, ...rest]
}
