import type { Suggestion } from '../../domain/classify/suggest/suggest.ts'

/** A suggestion as a sentence, with its probability and words. */
export function suggestionText({ category, probability, words }: Suggestion): string {
  const named = words.map((each) => `“${each}”`).join(', ')
  const called = category === 'ktlo' ? 'KTLO' : category
  return `Probably ${called} (${Math.floor(probability * 100)} %), by ${named}.`
}
