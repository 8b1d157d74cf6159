import type { RE2JS } from 're2js'
import type { Category, WorkType } from '../category.ts'
import type { TrackerKind } from '../ticket.ts'

/** One line of the admin's rule file. All conditions given must hold; within one, any of its values may. */
export interface Rule {
  readonly name: string
  readonly category: Category
  readonly workType: WorkType | null
  readonly when: RuleConditions
}

/** Names and labels are kept in lower case and compared so; absent conditions hold for everything. */
export interface RuleConditions {
  readonly tracker?: TrackerKind
  /** What the rule matches; tickets inherit what is decided for the projects and initiatives above them. */
  readonly kind?: readonly ('ticket' | 'project' | 'initiative')[]
  /** Key or name of the tracker's project. */
  readonly project?: readonly string[]
  /** Key or name of Linear's team. */
  readonly team?: readonly string[]
  readonly type?: readonly string[]
  readonly labels?: LabelConditions
  readonly component?: readonly string[]
  readonly priority?: readonly string[]
  /** Key or title of any ancestor. */
  readonly ancestor?: readonly string[]
  /** True: only what has no parent and no project above it. */
  readonly standsAlone?: boolean
  /** Custom fields by name or id; each must hold one of its values. */
  readonly fields?: readonly { readonly field: string; readonly values: readonly string[] }[]
  /** Found anywhere in the title, without case; linear time by construction (RE2). */
  readonly title?: RE2JS
}

export interface LabelConditions {
  readonly any: readonly string[]
  readonly all: readonly string[]
  readonly none: readonly string[]
}

/** A whole rule file, in the admin's order. */
export interface RuleSet {
  readonly rules: readonly Rule[]
  /** Names of statuses in which a ticket waits for others (review, blocked), lower case. */
  readonly waitingStatusNames: readonly string[]
  /** Whether a category is suggested from the text of a ticket that no rule decides. */
  readonly suggests: boolean
}
