import type { Instant } from '../instant.ts'
import type { InstantRange, Rule, RuleConditions, RuleWord, SubjectKind, WordConditions } from './rule.ts'
import { join, type WordForm } from './rule-word.ts'
import { type MatchInput, SubjectWords, WordForms } from './subject-words.ts'
import { isFoundIn } from './title-pattern.ts'

/** Whether one condition of a rule holds for a subject. */
type Test = (words: SubjectWords) => boolean

/** Matches tickets, projects and initiatives with rules; what a rule doesn't ask for costs nothing. */
export class Matcher {
  readonly #rules: readonly {
    readonly rule: Rule
    readonly kinds: readonly SubjectKind[]
    readonly holds: Test
  }[]
  readonly #forms = new WordForms()

  constructor(rules: readonly Rule[]) {
    this.#rules = rules.map((rule) => ({
      rule,
      kinds: rule.when.kind ?? ['ticket'],
      holds: testOf(rule.when),
    }))
  }

  /** The first rule, in the admin's order, whose conditions all hold. */
  firstMatch(input: MatchInput): Rule | null {
    const words = new SubjectWords(input, this.#forms)
    const { kind } = input.subject
    return this.#rules.find(({ kinds, holds }) => kinds.includes(kind) && holds(words))?.rule ?? null
  }
}

/** All conditions that are given, what costs most last. */
function testOf(when: RuleConditions): Test {
  const { tracker, kind, standsAlone, all, any, none, title, inherits, mostBelow } = when
  const tests = [
    tracker === undefined ? null : ({ input }: SubjectWords) => input.tracker === tracker,
    kind === undefined ? null : ({ input }: SubjectWords) => kind.includes(input.subject.kind),
    wordTest(when.type, (words) => words.type),
    wordTest(when.labels, (words) => words.labels),
    wordTest(when.typeOrLabel, (words) => words.typeOrLabel),
    wordTest(when.component, (words) => words.component),
    wordTest(when.priority, (words) => words.priority),
    wordTest(when.project, (words) => words.project),
    wordTest(when.team, (words) => words.team),
    wordTest(when.ancestor, (words) => words.ancestor),
    ...(when.fields ?? []).map(fieldTest),
    rangeTest(when.created, (words) => words.ticket?.createdAt ?? null),
    rangeTest(when.resolved, (words) => words.ticket?.resolvedAt ?? null),
    standsAlone === undefined
      ? null
      : ({ input }: SubjectWords) => standsAlone === (input.above.length === 0),
    ...(all ?? []).map(testOf),
    any === undefined ? null : oneOf(any.map(testOf)),
    none === undefined ? null : not(oneOf(none.map(testOf))),
    title === undefined ? null : (words: SubjectWords) => isFoundIn(title, words.title),
    inherits === undefined ? null : ({ input }: SubjectWords) => inherits === input.inherits(),
    mostBelow === undefined ? null : ({ input }: SubjectWords) => mostBelow === input.mostBelow(),
  ].filter((test) => test !== null)
  return (words) => tests.every((test) => test(words))
}

function oneOf(tests: readonly Test[]): Test {
  return (words) => tests.some((test) => test(words))
}

function not(test: Test): Test {
  return (words) => !test(words)
}

function wordTest(
  wanted: WordConditions | undefined,
  ownOf: (words: SubjectWords) => readonly WordForm[],
): Test | null {
  if (wanted === undefined) return null
  const areWanted = wordsTest(wanted)
  return (words) => areWanted(ownOf(words))
}

function fieldTest({ field, values }: NonNullable<RuleConditions['fields']>[number]): Test {
  const areWanted = wordsTest(values)
  return ({ ticket, forms }) => {
    const own = (ticket?.customFields ?? []).filter(
      ({ fieldName, fieldId }) =>
        forms.ofWord(fieldName).joined === field.form || forms.ofWord(fieldId).joined === field.form,
    )
    return areWanted(forms.ofWords(own.flatMap((each) => each.values)))
  }
}

function rangeTest(
  range: InstantRange | undefined,
  instantOf: (words: SubjectWords) => Instant | null,
): Test | null {
  if (range === undefined) return null
  const { from, before } = range
  return (words) => {
    const instant = instantOf(words)
    if (instant === null) return false
    return (from === undefined || instant >= from) && (before === undefined || instant < before)
  }
}

function wordsTest({ any, all, none }: WordConditions): (own: readonly WordForm[]) => boolean {
  const isAny = isOneOf(any)
  const isNone = isOneOf(none)
  return (own) =>
    (any.length === 0 || own.some(isAny)) &&
    all.every((word) => own.some((form) => isWord(word, form))) &&
    !own.some(isNone)
}

/** Whether a tracker's word is one that a rule names; whole words are looked up. */
function isOneOf(words: readonly RuleWord[]): (own: WordForm) => boolean {
  const whole = new Set(words.filter(({ open }) => open === null).map(({ form }) => form))
  const open = words.filter((word) => word.open !== null)
  return (own) => whole.has(own.joined) || open.some((word) => isWord(word, own))
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
