import type { Sentence } from '../../domain/report/words/sentence.ts'
import { columnsOf } from './columns.ts'
import { sentenceText } from './sentence.ts'

import { textWidth, wrapped } from './wrap.ts'

/** Underlined. */
export function heading(text: string): string {
  return `${wrapped(text)}\n${'-'.repeat(Math.min(textWidth, columnsOf(text)))}`
}

/** A paragraph each. */
export function lines(sentences: readonly Sentence[]): string {
  return sentences.map((sentence) => wrapped(sentenceText(sentence))).join('\n\n')
}

/** In one paragraph. */
export function paragraph(sentences: readonly Sentence[]): string {
  return wrapped(sentences.map(sentenceText).join(' '))
}
