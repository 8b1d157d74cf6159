import { isolated, type Sentence, type Span } from '../../domain/report/words/sentence.ts'
import { unbroken } from '../unbroken.ts'

/** A sentence as plain text; a link's address follows its words. */
export function sentenceText(sentence: Sentence): string {
  return sentence.map(spanText).join('')
}

function spanText(span: Span): string {
  switch (span.kind) {
    case 'plain':
    case 'strong':
      return unbroken(span.text)
    case 'outside':
      return unbroken(isolated(span.text))
    case 'link':
      return `${unbroken(isolated(span.text))} <${span.url}>`
  }
}
