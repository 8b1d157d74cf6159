import { columnsOf } from './columns.ts'

/** Width of the text twin, in columns: what reads well in any mail program. */
export const textWidth = 72

/**
 * Breaks text at spaces to lines of at most 72 columns; longer words, such as addresses, stay whole. Scripts that put no spaces
 * between words (Chinese, Japanese, Thai and their like) are broken between words as well.
 */
export function wrapped(text: string, firstIndent = '', indent = firstIndent): string {
  const lines: string[] = []
  let line = firstIndent
  let isEmpty = true
  for (const { piece, isSpaced } of piecesOf(text)) {
    const joint = isEmpty || !isSpaced ? '' : ' '
    if (!isEmpty && columnsOf(line) + joint.length + columnsOf(piece) > textWidth) {
      lines.push(line)
      line = `${indent}${piece}`
    } else line += `${joint}${piece}`
    isEmpty = false
  }
  return [...lines, line].join('\n')
}

/** Part of a text that stays on one line. */
interface Piece {
  readonly piece: string
  /** Whether a space stands before it. */
  readonly isSpaced: boolean
}

function* piecesOf(text: string): Generator<Piece> {
  for (const word of text.split(' ')) {
    let isSpaced = true
    for (const piece of word === '' ? [] : unspacedWords(word)) {
      yield { piece, isSpaced }
      isSpaced = false
    }
  }
}

const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\uff00-\uffef]/u
const unspacedStart = new RegExp(`^${unspaced.source}`, 'u')
const unspacedEnd = new RegExp(`${unspaced.source}$`, 'u')
/** What can't begin a line, by UAX #14: closing marks, small and repeated kana; and what can't end one: opening marks. */
const notFirst = /^[\p{Pe}\p{Pf}\p{Po}ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞヽヾ〜～\u2069]/u
const notLast = /[\p{Ps}\p{Pi}\u2066-\u2068]$/u
const words = new Intl.Segmenter('ja', { granularity: 'word' })

/** A run of characters without a space, cut where its script allows a line to end. */
function unspacedWords(run: string): string[] {
  if (!unspaced.test(run)) return [run]
  const cut: string[] = []
  for (const { segment } of words.segment(run)) {
    const last = cut.at(-1)
    const canBreak =
      last !== undefined &&
      (unspacedEnd.test(last) || unspacedStart.test(segment)) &&
      !(notFirst.test(segment) || notLast.test(last))
    if (canBreak || last === undefined) cut.push(segment)
    else cut[cut.length - 1] = `${last}${segment}`
  }
  return cut
}
