import { capitalised } from '../domain/report/words/sentence.ts'
import type { TimedText } from './times.ts'

/** Words that a terminal shows in a column, as a page begins a sentence with them; a key, a file's name or an address stays as it is. */
export function asSentence(words: string): string {
  return /^[a-z]+(?![\w.@/-])/.test(words) ? capitalised(words) : words
}

/** The same of a text with instants in it. */
export function asTimedSentence([first, ...rest]: TimedText): TimedText {
  if (first === undefined) return []
  return [typeof first === 'string' ? asSentence(first) : first, ...rest]
}
