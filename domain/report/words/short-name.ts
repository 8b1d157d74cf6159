import { tidyOutside } from './outside-text.ts'

const segmenter = new Intl.Segmenter('en')

/**
 * A name from outside in at most so many characters, cut so that it is no other's: at its end where that is enough, else in its
 * middle, else down to where it differs from the others ("…Europe Support…"). Where the others aren't known, the middle is cut: names of one
 * kind often differ at their ends.
 */
export function shortName(name: string, longest: number, others: readonly string[] | 'unknown'): string {
  const characters = charactersOf(tidyOutside(name))
  if (characters.length <= longest) return characters.join('')
  const end = cutAtEnd(characters, longest)
  const middle = cutInMiddle(characters, longest, true)
  if (others === 'unknown') return middle.join('…')
  const tidyOthers = others.map((other) => tidyOutside(other)).filter((other) => other !== tidyOutside(name))
  const cuts = [
    ...[end, middle, cutInMiddle(characters, longest, false)],
    cutToDifference(characters, longest, tidyOthers),
  ]
  const own = cuts.find((parts) => !tidyOthers.some((other) => fits(other, parts)))
  return (own ?? end).join('…')
}

/** What is left of a name, with an ellipsis between its parts: an empty first or last part is one at that end. */
type Parts = readonly string[]

function cutAtEnd(characters: readonly string[], longest: number): Parts {
  return [
    characters
      .slice(0, longest - 1)
      .join('')
      .trimEnd(),
    '',
  ]
}

/** Keeps about as much of the end as of the beginning; `fromWord` is whether the end begins with a word, where there is one. */
function cutInMiddle(characters: readonly string[], longest: number, fromWord: boolean): Parts {
  const room = longest - 1
  const half = characters.slice(characters.length - Math.floor(room / 2))
  const tail = half.slice(fromWord ? half.indexOf(' ') + 1 : 0)
  return [
    characters
      .slice(0, room - tail.length)
      .join('')
      .trimEnd(),
    tail.join('').trimStart(),
  ]
}

/** From the word in which it first differs from the other that is most like it. */
function cutToDifference(characters: readonly string[], longest: number, others: readonly string[]): Parts {
  const shared = Math.max(0, ...others.map((other) => sharedBeginning(characters, charactersOf(other))))
  const start = characters.lastIndexOf(' ', shared - 1) + 1
  // A word that is longer than the room is cut at its beginning too.
  const from = Math.max(start, shared - Math.floor(longest / 2))
  const kept = characters.slice(from, from + longest - 2)
  return ['', kept.join('').trim(), ...(characters[from + kept.length] === undefined ? [] : [''])]
}

function sharedBeginning(characters: readonly string[], others: readonly string[]): number {
  const differs = characters.findIndex((character, index) => character !== others[index])
  return differs === -1 ? characters.length : differs
}

/** Whether a name could be what was cut to these parts. */
function fits(name: string, parts: Parts): boolean {
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (!name.startsWith(first) || !name.endsWith(last)) return false
  const between = name.slice(first.length, name.length - last.length)
  return parts.slice(1, -1).every((part) => between.includes(part))
}

function charactersOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}
