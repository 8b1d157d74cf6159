import { comparable } from '../comparable.ts'
import type { Instant } from '../instant.ts'
import type { Ticket, TrackerKind } from '../ticket.ts'
import { type RuleSubject, subjectName } from './ancestors.ts'
import type { InstantRange, Rule, RuleConditions, RuleWord, WordConditions } from './rule.ts'
import { join, type WordForm, wordForm } from './rule-word.ts'
import { isFoundIn } from './title-pattern.ts'

/** What a rule is matched with: the subject, its tracker, and its ancestors. */
export interface MatchInput {
  readonly subject: RuleSubject
  readonly tracker: TrackerKind
  readonly above: readonly RuleSubject[]
  /** Whether an ancestor has a category. */
  readonly inherits: () => boolean
}

/** Matches tickets, projects and initiatives with rules; keeps the forms of the trackers' words, which repeat. */
export class Matcher {
  readonly #rules: readonly Rule[]
  readonly #forms = new Map<string, WordForm>()
  readonly #names = new Map<string, WordForm>()
  /** Of the last subject: many patterns are searched for in the same title. */
  #title = { written: '', form: '' }

  constructor(rules: readonly Rule[]) {
    this.#rules = rules
  }

  /** The first rule, in the admin's order, whose conditions all hold. */
  firstMatch(input: MatchInput): Rule | null {
    return this.#rules.find((rule) => this.#matchesKind(rule, input) && this.#holds(rule.when, input)) ?? null
  }

  #matchesKind({ when }: Rule, { subject }: MatchInput): boolean {
    return (when.kind ?? ['ticket']).includes(subject.kind)
  }

  #holds(when: RuleConditions, input: MatchInput): boolean {
    const { subject, tracker, above } = input
    const ticket = subject.kind === 'ticket' ? subject.ticket : null
    const types = ticket === null ? [] : [ticket.typeName]
    return (
      (when.tracker === undefined || when.tracker === tracker) &&
      (when.kind === undefined || when.kind.includes(subject.kind)) &&
      this.#words(when.type, types) &&
      this.#words(when.labels, labelsOf(subject)) &&
      (when.typeOrLabel === undefined || this.#words(when.typeOrLabel, [...types, ...labelsOf(subject)])) &&
      this.#words(when.component, ticket?.components ?? []) &&
      this.#words(when.priority, [ticket?.priorityName ?? null]) &&
      this.#named(when.project, () => projectNames(subject)) &&
      this.#named(when.team, () => [
        ticket?.teamKey ?? null,
        ticket?.teamName ?? null,
        ticket?.teamId ?? null,
        ...(ticket?.teamsAbove ?? []),
      ]) &&
      this.#named(when.ancestor, () => above.flatMap((each) => [subjectName(each), titleOf(each)])) &&
      this.#fields(when, ticket) &&
      isWithin(when.created, ticket?.createdAt ?? null) &&
      isWithin(when.resolved, ticket?.resolvedAt ?? null) &&
      (when.standsAlone === undefined || when.standsAlone === (above.length === 0)) &&
      (when.all ?? []).every((each) => this.#holds(each, input)) &&
      (when.any?.some((each) => this.#holds(each, input)) ?? true) &&
      !(when.none ?? []).some((each) => this.#holds(each, input)) &&
      // What costs most is asked last.
      (when.title === undefined || isFoundIn(when.title, this.#titleForm(titleOf(subject)))) &&
      (when.inherits === undefined || when.inherits === input.inherits())
    )
  }

  #fields(when: RuleConditions, ticket: Ticket | null): boolean {
    return (when.fields ?? []).every(({ field, values }) => {
      const own = (ticket?.customFields ?? []).filter(
        ({ fieldName, fieldId }) =>
          this.#form(fieldName).joined === field.form || this.#form(fieldId).joined === field.form,
      )
      return this.#words(
        values,
        own.flatMap((each) => each.values),
      )
    })
  }

  #words(wanted: WordConditions | undefined, own: readonly (string | null)[]): boolean {
    if (wanted === undefined) return true
    return areWanted(
      wanted,
      own.flatMap((word) => (word === null ? [] : [this.#form(word)])),
    )
  }

  #named(wanted: WordConditions | undefined, names: () => readonly (string | null)[]): boolean {
    if (wanted === undefined) return true
    return areWanted(
      wanted,
      names().flatMap((name) => (name === null ? [] : [this.#name(name)])),
    )
  }

  #titleForm(written: string): string {
    if (this.#title.written !== written) this.#title = { written, form: comparable(written) }
    return this.#title.form
  }

  #form(word: string): WordForm {
    return cached(this.#forms, word, wordForm)
  }

  #name(name: string): WordForm {
    return cached(this.#names, name, nameForm)
  }
}

/** A name is compared as a whole. */
function nameForm(name: string): WordForm {
  const joined = comparable(name)
  return { joined, parts: [joined] }
}

function cached(known: Map<string, WordForm>, text: string, formOf: (text: string) => WordForm): WordForm {
  const before = known.get(text)
  if (before !== undefined) return before
  const form = formOf(text)
  known.set(text, form)
  return form
}

function areWanted({ any, all, none }: WordConditions, own: readonly WordForm[]): boolean {
  const has = (word: RuleWord) => own.some((form) => isWord(word, form))
  return (any.length === 0 || any.some(has)) && all.every(has) && !none.some(has)
}

/** Whether a tracker's word is the one that a rule names. */
export function isWord(
  { form, open }: Pick<RuleWord, 'form' | 'open'>,
  { joined, parts }: WordForm,
): boolean {
  if (open === null) return joined === form
  // Where the named words begin is not known: separators make no difference.
  return parts.some(
    (_, index) => index > 0 && join(open === 'before' ? parts.slice(index) : parts.slice(0, index)) === form,
  )
}

function isWithin(range: InstantRange | undefined, instant: Instant | null): boolean {
  if (range === undefined) return true
  return (
    instant !== null &&
    (range.from === undefined || instant >= range.from) &&
    (range.before === undefined || instant < range.before)
  )
}

function labelsOf(subject: RuleSubject): readonly string[] {
  return subject.kind === 'ticket' ? subject.ticket.labels : subject.container.labels
}

function titleOf(subject: RuleSubject): string {
  return subject.kind === 'ticket' ? subject.ticket.title : subject.container.title
}

function projectNames(subject: RuleSubject): readonly (string | null)[] {
  if (subject.kind === 'ticket') {
    const { projectKey, projectName, projectId } = subject.ticket
    return [projectKey, projectName, projectId]
  }
  return subject.kind === 'project' ? [subject.container.title, subject.container.containerId] : []
}
