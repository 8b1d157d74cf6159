import { isolated, type Sentence, type Span } from '../../domain/report/words/sentence.ts'
import { escapeHtml } from '../escape.ts'
import { unbroken } from '../unbroken.ts'
import { linkStyle } from './styles.ts'

/** A sentence as HTML; text from outside is set apart in `bdi`, so that its direction can't turn ours. */
export function sentenceHtml(sentence: Sentence): string {
  return sentence.map(spanHtml).join('')
}

function spanHtml(span: Span): string {
  switch (span.kind) {
    case 'plain':
      return ownWords(span.text)
    case 'strong':
      return `<strong>${ownWords(span.text)}</strong>`
    case 'outside':
      return outsideHtml(span.text)
    case 'link':
      return `<a href="${escapeHtml(span.url)}" style="${linkStyle}${ticketKey.test(span.text) ? ';white-space:nowrap' : ''}">${outsideHtml(span.text)}</a>`
  }
}

/** A line may end after its hyphen, too. Longer ones may break, so that they fit a phone. */
const ticketKey = /^[\p{L}\p{N}_]{1,16}-\d{1,9}$/u

/** A line may end after a hyphen, which no space can hold together: "118 person-days", "21 more person-days", "780 planned person-days", an option of a command. */
export function ownWords(text: string): string {
  return unbroken(escapeHtml(text)).replace(
    /(?:\d[\d,]*\u00a0(?:more )?|no )?person-days?|(?<!\S)--[a-z]+/g,
    '<span style="white-space:nowrap">$&</span>',
  )
}

function outsideHtml(text: string): string {
  return `<bdi>${unbroken(escapeHtml(isolated(text)))}</bdi>`
}

/** Sentences as one paragraph, with its margins beside it: some mail programs drop the head's styles. */
export function paragraph(sentences: readonly Sentence[], attributes = ' style="margin:0 0 10px"'): string {
  return `<p${attributes}>${sentences.map(sentenceHtml).join(' ')}</p>`
}
