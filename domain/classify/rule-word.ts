import { comparable } from '../text/comparable.ts'

/**
 * A word of a rule or a tracker (type, label, component, priority, custom field) in the form in which they are compared:
 * `comparable`, and `tech-debt`, `Tech Debts`, `TechDebt`, `type: tech debt` and `🧹 tech_debt` are one word.
 */
export interface WordForm {
  /** Its parts joined; a blank only stands between digits, so that `1.2` isn't `12`. */
  readonly joined: string
  /** What separators part it into, each in the singular. */
  readonly parts: readonly string[]
}

const separators = /[\p{Pd}\p{Pc}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\s.,:;/\\|!?'"<>=~]+/u
const emoji = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]|\u20e3/gu
/** What many sites put before the name of a type: `type: bug`, `kind/bug`, `type::bug`, `type-bug`. */
const kindPrefix =
  /^(?:(?:(?:issue|work)[ _-]?)?type|typ|tipo|kind|category|class|[ckt])\s*(?:::?|\/|=|\|)\s*(?=\S)|^(?:type|kind)[-_.](?=\S)/u

export function wordForm(text: string): WordForm {
  const bare = comparable(text.replace(emoji, ' ')).replace(kindPrefix, '')
  const parts = bare
    .split(separators)
    .filter((part) => part !== '')
    .map(singular)
  if (parts.length === 0) return { joined: comparable(text), parts: [comparable(text)] }
  return { joined: join(parts), parts }
}

/** What parts are as one word. */
export function join(parts: readonly string[]): string {
  return parts.reduce((text, part) => text + (/\d$/.test(text) && /^\d/.test(part) ? ' ' : '') + part, '')
}

/** English plurals only; both sides are folded, so that a word that merely looks like one still equals itself. */
function singular(word: string): string {
  if (!/^[a-z]{3,}s$/.test(word) || word.endsWith('ss')) return word
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (/(?:[^a]ch|sh|ss|x)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}
