import type { Category, WorkType } from '../category.ts'
import type { Instant } from '../instant.ts'
import type { TrackerKind } from '../ticket.ts'
import type { StatusRules } from './status-rules.ts'
import type { TitlePattern } from './title-pattern.ts'

/** One line of the admin's rule file. All conditions given must hold; within one, any of its values may. */
export interface Rule {
  readonly name: string
  readonly category: Category
  readonly workType: WorkType | null
  readonly when: RuleConditions
}

export const subjectKinds = ['ticket', 'project', 'initiative'] as const

export type SubjectKind = (typeof subjectKinds)[number]

/** Absent conditions hold for everything. What a ticket, project or initiative doesn't have, it has none of. */
export interface RuleConditions {
  readonly tracker?: TrackerKind | undefined
  /** What the rule matches, tickets by default; tickets inherit what is decided for the projects and initiatives above them. */
  readonly kind?: readonly SubjectKind[] | undefined
  /** Key, name or id of the tracker's project; of a project itself, its title. */
  readonly project?: WordConditions | undefined
  /** Key, name or id of Linear's team. */
  readonly team?: WordConditions | undefined
  readonly type?: WordConditions | undefined
  readonly labels?: WordConditions | undefined
  /** The type and the labels together. */
  readonly typeOrLabel?: WordConditions | undefined
  readonly component?: WordConditions | undefined
  readonly priority?: WordConditions | undefined
  /** Keys and titles of all ancestors. */
  readonly ancestor?: WordConditions | undefined
  /** Whether it has neither a parent nor a project above it. */
  readonly standsAlone?: boolean | undefined
  /** Whether something above it has a category, which it would inherit. */
  readonly inherits?: boolean | undefined
  /** What most of the tickets right below it are: see `MatchInput.mostBelow`. */
  readonly mostBelow?: Category | undefined
  /** Custom fields by name or id. */
  readonly fields?: readonly { readonly field: RuleWord; readonly values: WordConditions }[] | undefined
  readonly created?: InstantRange | undefined
  /** Holds for nothing that is unresolved. */
  readonly resolved?: InstantRange | undefined
  /** Found anywhere in the title. */
  readonly title?: TitlePattern | undefined
  /** One of these must hold … */
  readonly any?: readonly RuleConditions[] | undefined
  /** … all of these … */
  readonly all?: readonly RuleConditions[] | undefined
  /** … and none of these. */
  readonly none?: readonly RuleConditions[] | undefined
}

/** What a rule wants of a list of words; an empty list wants nothing. */
export interface WordConditions {
  readonly any: readonly RuleWord[]
  readonly all: readonly RuleWord[]
  readonly none: readonly RuleWord[]
}

export interface RuleWord {
  readonly written: string
  /** As it is compared: see `wordForm` and, for names of projects, teams and ancestors, `comparable`. */
  readonly form: string
  /** `* bug`: other words stand before it; `support *`: after it; null: it is the whole. */
  readonly open: 'before' | 'after' | null
}

/** Half-open. */
export interface InstantRange {
  readonly from?: Instant | undefined
  readonly before?: Instant | undefined
}

/** A whole rule file. */
export interface RuleSet {
  /** In the admin's order. */
  readonly rules: readonly Rule[]
  readonly statusRules: StatusRules
  /** Whether a category is suggested from the text of a ticket that no rule decides. */
  readonly suggests: boolean
}
