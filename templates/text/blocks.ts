import type { Sentence } from '../../domain/report/words/sentence.ts'
import { columnsOf } from './columns.ts'
import { sentenceText } from './sentence.ts'
import { textWidth, wrapped } from './wrap.ts'

/** A mail's text: its blocks, with a blank line between, and ordinary spaces for those that no line breaks at, which searching misses. */
export function textOf(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`.replaceAll('\u00a0', ' ')
}

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
