import { isWord } from '../match.ts'
import type { Rule, RuleConditions, RuleWord, WordConditions } from '../rule.ts'
import { wordForm } from '../rule-word.ts'

/** Where in a rule file something stands that never decides, and why. */
export interface UnreachedRule {
  readonly ruleIndex: number
  /** Of one word only, its place below `when`; empty for the whole rule. */
  readonly path: readonly (string | number)[]
  readonly message: string
}

/**
 * Finds rules that can match nothing, and rules or single words of which an earlier rule takes every ticket first. Tells
 * only what the conditions themselves prove.
 */
export function unreachedRules(rules: readonly Rule[]): UnreachedRule[] {
  return rules.flatMap((rule, ruleIndex) => {
    const impossible = contradictionIn(rule.when)
    if (impossible !== null) {
      return [{ ruleIndex, path: [], message: `rule "${rule.name}" can never match: ${impossible}` }]
    }
    return shadowed(rule, ruleIndex, rules.slice(0, ruleIndex))
  })
}

function shadowed(rule: Rule, ruleIndex: number, earlier: readonly Rule[]): UnreachedRule[] {
  const takes = (when: RuleConditions) => earlier.find((each) => implies(when, each.when))
  const whole = takes(rule.when)
  if (whole !== undefined) return [{ ruleIndex, path: [], message: neverDecides(rule, whole) }]
  const taken = wordsOf(rule.when).map((each) => ({ ...each, by: takes(each.alone) }))
  for (const key of wordKeys) {
    const own = taken.filter((each) => each.key === key)
    const [first] = own
    if (first?.by !== undefined && own.every(({ by }) => by !== undefined)) {
      const names = [...new Set(own.flatMap(({ by }) => (by === undefined ? [] : [`"${by.name}"`])))]
      const message = `rule "${rule.name}" never decides: rules ${names.join(', ')} above it take all that it matches`
      return [{ ruleIndex, path: [], message: names.length === 1 ? neverDecides(rule, first.by) : message }]
    }
  }
  return taken.flatMap(({ by, path, word }) =>
    by === undefined
      ? []
      : [
          {
            ruleIndex,
            path,
            message: `"${word.written}" never decides: rule "${by.name}" above takes it first`,
          },
        ],
  )
}

function neverDecides(rule: Rule, by: Rule): string {
  return `rule "${rule.name}" never decides: rule "${by.name}" above it takes all that it matches`
}

const wordKeys = [
  'project',
  'team',
  'type',
  'labels',
  'typeOrLabel',
  'component',
  'priority',
  'ancestor',
] as const

type WordKey = (typeof wordKeys)[number]

/** Every `any` word of a rule's own lists, with the conditions as they would be with this word only. */
function wordsOf(when: RuleConditions) {
  return wordKeys.flatMap((key) => {
    const words = when[key]
    if (words === undefined || words.any.length < 2) return []
    return words.any.map((word, index) => ({
      key,
      word,
      path: [key === 'typeOrLabel' ? 'type_or_label' : key, index],
      alone: { ...when, [key]: { ...words, any: [word] } } satisfies RuleConditions,
    }))
  })
}

/** Whether all that the one conditions match is matched by the others too, as far as can be told. */
function implies(strict: RuleConditions, loose: RuleConditions): boolean {
  const alternatives = strict.any ?? []
  if (alternatives.length > 0) {
    const { any: _, ...rest } = strict
    if (alternatives.every((each) => implies({ ...rest, all: [...(rest.all ?? []), each] }, loose)))
      return true
  }
  const conjuncts = conjunctsOf(strict)
  const someProves = (proves: (each: RuleConditions) => boolean) => conjuncts.some(proves)
  const kindsOf = (when: RuleConditions) => when.kind ?? ['ticket']
  return (
    kindsOf(strict).every((kind) => kindsOf(loose).includes(kind)) &&
    (loose.tracker === undefined || someProves(({ tracker }) => tracker === loose.tracker)) &&
    wordKeys.every((key) => wordsImplied(key, conjuncts, loose[key])) &&
    (loose.fields ?? []).every(({ field, values }) =>
      someProves((each) =>
        (each.fields ?? []).some((own) => own.field.form === field.form && wordsProve(own.values, values)),
      ),
    ) &&
    (loose.standsAlone === undefined || someProves(({ standsAlone }) => standsAlone === loose.standsAlone)) &&
    (loose.inherits === undefined ||
      someProves(({ inherits }) => inherits === loose.inherits) ||
      (loose.inherits === false && someProves(({ standsAlone }) => standsAlone === true))) &&
    (loose.mostBelow === undefined || someProves(({ mostBelow }) => mostBelow === loose.mostBelow)) &&
    (['created', 'resolved'] as const).every((key) => rangeImplied(conjuncts, loose, key)) &&
    (loose.title === undefined || someProves(({ title }) => title?.source === loose.title?.source)) &&
    (loose.all ?? []).every((each) => implies(strict, withKinds(each, strict))) &&
    (loose.any?.some((each) => implies(strict, withKinds(each, strict))) ?? true) &&
    (loose.none ?? []).every((each) =>
      conjuncts.some(({ none }) => (none ?? []).some((own) => implies(each, own))),
    )
  )
}

/** A group says nothing of kinds unless it names them. */
function withKinds(group: RuleConditions, { kind }: RuleConditions): RuleConditions {
  return { ...group, kind: group.kind ?? kind }
}

/** Conditions that hold together: the rule's own and those of its `all`. */
function conjunctsOf(when: RuleConditions): readonly RuleConditions[] {
  return [when, ...(when.all ?? []).flatMap(conjunctsOf)]
}

function wordsImplied(
  key: WordKey,
  conjuncts: readonly RuleConditions[],
  loose: WordConditions | undefined,
): boolean {
  if (loose === undefined) return true
  const proofs = conjuncts.flatMap((each) => {
    const own = each[key]
    // A type or a label is one of both.
    const narrower =
      key === 'typeOrLabel' && loose.none.length === 0 ? [each.type, each.labels].filter((one) => one) : []
    return [own, ...narrower].flatMap((one) => (one === undefined ? [] : [one]))
  })
  return proofs.some((own) => wordsProve(own, loose))
}

function wordsProve(strict: WordConditions, loose: WordConditions): boolean {
  const certain = [...strict.all, ...(strict.any.length === 1 ? strict.any : [])]
  return (
    (loose.any.length === 0 ||
      certain.some((word) => loose.any.some((each) => covers(each, word))) ||
      (strict.any.length > 0 && strict.any.every((word) => loose.any.some((each) => covers(each, word))))) &&
    loose.all.every((each) => certain.some((word) => covers(each, word))) &&
    loose.none.every((each) => strict.none.some((word) => covers(word, each)))
  )
}

/** Whether every word of a tracker that is the one is the other too. */
function covers(wide: RuleWord, narrow: RuleWord): boolean {
  if (wide.open === narrow.open && wide.form === narrow.form) return true
  if (wide.open === null) return false
  if (narrow.open !== null && narrow.open !== wide.open) return false
  const words = narrow.written.replace(/^\*\s+|\s+\*$/g, '')
  return isWord(wide, wordForm(words))
}

function rangeImplied(
  conjuncts: readonly RuleConditions[],
  loose: RuleConditions,
  key: 'created' | 'resolved',
): boolean {
  const wanted = loose[key]
  if (wanted === undefined) return true
  const { from, before } = wanted
  const ranges = conjuncts.flatMap((each) => each[key] ?? [])
  return (
    ranges.length > 0 &&
    (from === undefined || ranges.some((own) => own.from !== undefined && own.from >= from)) &&
    (before === undefined || ranges.some((own) => own.before !== undefined && own.before <= before))
  )
}

/** Why conditions can't all hold; null where they may. */
function contradictionIn(when: RuleConditions): string | null {
  const checks = [kindContradiction, rangeContradiction, wordContradiction, placeContradiction]
  const own = checks.map((check) => check(when)).find((each) => each !== null)
  if (own !== undefined) return own
  const groups = (when.all ?? []).map((each) => contradictionIn(withKinds(each, when)))
  return groups.find((each) => each !== null) ?? null
}

const ofTicketsOnly = {
  team: 'a team',
  type: 'a type',
  component: 'a component',
  priority: 'a priority',
  fields: 'custom fields',
  created: 'a day on which they were created',
  resolved: 'a day on which they were resolved',
} as const

const ticketOnlyKeys = ['team', 'type', 'component', 'priority', 'fields', 'created', 'resolved'] as const

function kindContradiction(when: RuleConditions): string | null {
  const isOfTickets = (when.kind ?? ['ticket']).includes('ticket')
  const { team, type, component, priority, fields, created, resolved } = when
  const wanted = {
    team: wantsOne(team),
    type: wantsOne(type),
    component: wantsOne(component),
    priority: wantsOne(priority),
    fields: (fields ?? []).some(({ values }) => wantsOne(values)),
    created: created !== undefined,
    resolved: resolved !== undefined,
  }
  const ticketOnly = ticketOnlyKeys.find((key) => wanted[key])
  if (!isOfTickets && ticketOnly !== undefined) return `only tickets have ${ofTicketsOnly[ticketOnly]}`
  if (
    when.mostBelow !== undefined &&
    (when.kind ?? []).every((kind) => kind === 'initiative') &&
    !isOfTickets
  )
    return 'projects, not tickets, are right below initiatives'
  if (when.tracker !== 'jira') return null
  if (!isOfTickets) return 'Jira has no projects or initiatives above tickets'
  return wanted.team ? 'Jira has no teams' : null
}

function wantsOne(words: WordConditions | undefined): boolean {
  return words !== undefined && words.any.length + words.all.length > 0
}

function rangeContradiction(when: RuleConditions): string | null {
  const empty = (['created', 'resolved'] as const).find((key) => {
    const { from, before } = when[key] ?? {}
    return from !== undefined && before !== undefined && from >= before
  })
  return empty === undefined ? null : `no day is both after and before in "${empty}"`
}

function wordContradiction(when: RuleConditions): string | null {
  for (const key of wordKeys) {
    const { any = [], all = [], none = [] } = when[key] ?? {}
    const isExcluded = (word: RuleWord) => none.some((each) => covers(each, word))
    const excluded = all.find(isExcluded) ?? (any.every(isExcluded) ? any[0] : undefined)
    if (excluded !== undefined) return `"${excluded.written}" is wanted and excluded`
    const whole = key === 'type' || key === 'priority' ? all.filter(({ open }) => open === null) : []
    const other = whole.find(({ form }) => form !== whole[0]?.form)
    if (other !== undefined) return `no ticket is both "${whole[0]?.written}" and "${other.written}"`
  }
  return null
}

function placeContradiction({ standsAlone, inherits, ancestor }: RuleConditions): string | null {
  if (standsAlone !== true) return null
  if (wantsOne(ancestor)) return 'what stands alone has no ancestor'
  return inherits === true ? 'what stands alone inherits nothing' : null
}
