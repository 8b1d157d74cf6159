import { longestSubjectName } from './lengths.ts'
import { tidyOutside } from './outside-text.ts'
import { isolated, outside, type Sentence, say } from './sentence.ts'

/** The part of a report's view that these phrases use. */
interface ScopeInWords {
  readonly running: boolean
  /** "Q2". */
  readonly quarter: string
  readonly spec: { readonly scope: { readonly kind: 'company' | 'team' } }
  readonly scope: { readonly name: string }
}

/** What a subject begins with: "Q2: ", "Search, Q2 so far: ". */
export function subjectStart(view: ScopeInWords): string {
  const when = view.running ? `${view.quarter} so far` : view.quarter
  if (view.spec.scope.kind === 'company') return `${when}: `
  return `${isolated(tidyOutside(view.scope.name, longestSubjectName))}, ${when}: `
}

/** The scope as the subject of a sentence: "We" for the company, the team's name for a team. */
export function who(view: ScopeInWords): Sentence {
  return view.spec.scope.kind === 'company' ? say`We` : say`${outside(view.scope.name)}`
}

/** What shares are shares of: "engineering’s sorted work", or "Search’s sorted work". */
export function whole(view: ScopeInWords): Sentence {
  const whose = view.spec.scope.kind === 'company' ? say`engineering` : say`${outside(view.scope.name)}`
  return say`${whose}’s sorted work`
}

/** A team's name with the possessive: "Billing's". */
export function possessive(scope: { readonly name: string }): Sentence {
  return say`${outside(scope.name)}’s`
}

/** " so far" while the quarter runs. */
export function soFar(view: ScopeInWords): string {
  return view.running ? ' so far' : ''
}

/** Chooses between the words for a running and for a closed quarter. */
export function tense(view: ScopeInWords, running: string, closed: string): string {
  return view.running ? running : closed
}
