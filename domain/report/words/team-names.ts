import { counted } from './figures.ts'
import { mostTeamsNamed } from './lengths.ts'
import { listUpTo, outside, type Sentence, say } from './sentence.ts'

/** "Billing, Search and 3 more teams". */
export function teamNames(teams: readonly { readonly name: string }[]): Sentence {
  return listUpTo(
    mostTeamsNamed,
    teams.map(({ name }) => say`${outside(name)}`),
    (others) => counted(others, 'more team'),
  )
}
