import type { Sentence, Span } from '../../../domain/report/words/sentence.ts'
import { type Html, html, outside } from '../html.ts'

/** A sentence of the reports on a page: links lead where they lead in a mail. */
export function sentence(spans: Sentence): Html {
  return html`${spans.map(spanHtml)}`
}

/** Several as one paragraph. */
export function paragraph(sentences: readonly Sentence[]): Html {
  return html`<p>${sentences.map((each, index) => html`${index === 0 ? '' : ' '}${sentence(each)}`)}</p>`
}

function spanHtml(span: Span): Html {
  switch (span.kind) {
    case 'plain':
      return html`${span.text}`
    case 'strong':
      return html`<strong>${span.text}</strong>`
    case 'outside':
      return outside(span.text)
    case 'link':
      return html`<a href="${span.url}">${outside(span.text)}</a>`
  }
}
