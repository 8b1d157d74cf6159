import { leastNoticeName, leastSubjectName, longestSubject, longestSubjectName } from './lengths.ts'
import { tidyOutside } from './outside-text.ts'
import { isolated, outside, type Sentence, say } from './sentence.ts'
import { shortName } from './short-name.ts'

/** The part of a report's view that these phrases use. */
interface ScopeInWords {
  readonly running: boolean
  /** "Q2". */
  readonly quarter: string
  readonly spec: { readonly scope: { readonly kind: 'company' | 'team' } }
  readonly scope: { readonly name: string }
  readonly namesBeside: readonly string[]
}

/**
 * A subject of at most 70 characters: "Q2: " or "Search, Q2 so far: ", then as much of the news, most important first, as fits. A
 * long name is cut, never the first of the news.
 */
export function subjectOf(view: ScopeInWords, ...news: readonly string[]): string {
  const when = whenInSubject(view)
  const [first = '', ...others] = news.filter((part) => part !== '')
  const name = nameInSubject(view, when.length + first.length)
  return others.reduce((subject, part) => {
    const longer = `${subject}, ${part}`
    return longer.length > longestSubject ? subject : longer
  }, `${name}${when}${first}`)
}

/** Characters that a subject has for its news where the team's name is cut as far as it may be. */
export function roomInSubject(view: ScopeInWords): number {
  const when = whenInSubject(view)
  return longestSubject - when.length - nameInSubject(view, longestSubject).length
}

function whenInSubject({ running, quarter }: ScopeInWords): string {
  return running ? `${quarter} so far: ` : `${quarter}: `
}

/**
 * "Search: " and the like before the news of a mail that is no report: the name is cut so that the subject keeps to 70 characters,
 * and what tells it from the others of its kind.
 */
export function subjectAbout(
  name: string,
  news: string,
  others: readonly string[] | 'unknown' = 'unknown',
): string {
  const room = Math.max(leastNoticeName, longestSubject - news.length)
  return `${isolated(shortName(name, Math.min(longestSubjectName, room), others))}${news}`
}

/** "Draft: " before a report's subject: less important news makes room for it, else "so far", and where a team's name has to, the middle of that. */
export function draftSubject(subject: string): string {
  const prefix = 'Draft: '
  const [, name, news = subject] = /^(.*?), (Q\d.*)$/su.exec(subject) ?? []
  const team = name === undefined ? '' : `${name}, `
  const [first = '', ...others] = news.split(', ')
  const told = others.reduce((words, part) => {
    const longer = `${words}, ${part}`
    return longer.length > longestSubject ? words : longer
  }, `${prefix}${team}${first}`)
  if (told.length <= longestSubject) return told
  const shortest = first.replace(' so far: ', ': ')
  if (name === undefined) return `${prefix}${shortest}`
  const bare = tidyOutside(name)
  const marks = isolated(bare).length - bare.length
  const room = longestSubject - prefix.length - marks - ', '.length - shortest.length
  return `${prefix}${isolated(shortName(bare, Math.max(leastNoticeName, room), 'unknown'))}, ${shortest}`
}

function nameInSubject({ spec, scope, namesBeside }: ScopeInWords, taken: number): string {
  if (spec.scope.kind === 'company') return ''
  const room = Math.max(leastSubjectName, longestSubject - taken - ', '.length)
  return `${isolated(shortName(scope.name, Math.min(longestSubjectName, room), namesBeside))}, `
}

/** The scope as the subject of a sentence: "We" for the company, the team's name for a team. */
export function who(view: ScopeInWords): Sentence {
  return view.spec.scope.kind === 'company' ? say`We` : say`${outside(view.scope.name)}`
}

/** What shares are shares of: "engineering’s sorted work", or "Search’s sorted work". */
export function whole(view: ScopeInWords): Sentence {
  const whose = view.spec.scope.kind === 'company' ? say`engineering’s` : possessive(view.scope)
  return say`${whose} sorted work`
}

/** A team's name with the possessive: "Billing’s", and "Buyers’" as it is. */
export function possessive({ name }: { readonly name: string }): Sentence {
  return /['’]$/.test(tidyOutside(name)) ? say`${outside(name)}` : say`${outside(name)}’s`
}

/** " so far" while the quarter runs. */
export function soFar(view: ScopeInWords): string {
  return view.running ? ' so far' : ''
}

/** Chooses between the words for a running and for a closed quarter. */
export function tense(view: ScopeInWords, running: string, closed: string): string {
  return view.running ? running : closed
}
