import type { Rule, RuleSet } from '../rule.ts'

/** What differs between two rule sets. */
export type RulesChange =
  | {
      readonly kind: 'rule'
      readonly name: string
      readonly category: Rule['category']
      readonly change: 'added' | 'removed'
    }
  | {
      readonly kind: 'rule changed'
      readonly name: string
      readonly before: Rule['category']
      readonly after: Rule['category']
      /** Whether it matches other tickets, or calls its work otherwise. */
      readonly isOtherwiseChanged: boolean
    }
  /** The rules that both have stand in another order. */
  | { readonly kind: 'order' }
  | { readonly kind: 'statuses'; readonly added: number; readonly removed: number }
  | { readonly kind: 'waiting statuses' | 'dropped resolutions' }
  | { readonly kind: 'suggestions'; readonly isOn: boolean }

/** What changed from one rule set to another, in the order of the file; rules are the same where their names are. */
export function rulesDiff(before: RuleSet, after: RuleSet): RulesChange[] {
  return [...suggestionChanges(before, after), ...statusChanges(before, after), ...ruleChanges(before, after)]
}

function ruleChanges(before: RuleSet, after: RuleSet): RulesChange[] {
  const old = new Map(before.rules.map((rule) => [rule.name, rule]))
  const now = new Map(after.rules.map((rule) => [rule.name, rule]))
  const removed = before.rules.filter(({ name }) => !now.has(name))
  const kept = (rules: readonly Rule[]) => rules.filter(({ name }) => old.has(name) && now.has(name))
  const isReordered = !isSame(namesOf(kept(before.rules)), namesOf(kept(after.rules)))
  return [
    ...after.rules.flatMap((rule) => changeOf(old.get(rule.name), rule)),
    ...removed.map(({ name, category }) => ({ kind: 'rule', name, category, change: 'removed' }) as const),
    ...(isReordered ? [{ kind: 'order' } as const] : []),
  ]
}

function changeOf(old: Rule | undefined, rule: Rule): RulesChange[] {
  const { name, category } = rule
  if (old === undefined) return [{ kind: 'rule', name, category, change: 'added' }]
  const isOtherwiseChanged = !isSame([old.when, old.workType], [rule.when, rule.workType])
  if (!isOtherwiseChanged && old.category === category) return []
  return [{ kind: 'rule changed', name, before: old.category, after: category, isOtherwiseChanged }]
}

function statusChanges({ statusRules: old }: RuleSet, { statusRules: now }: RuleSet): RulesChange[] {
  const [before, after] = [old, now].map(({ mappings }) => mappings.map((each) => JSON.stringify(each)))
  const added = (after ?? []).filter((each) => before?.includes(each) !== true).length
  const removed = (before ?? []).filter((each) => after?.includes(each) !== true).length
  const changes: RulesChange[] = []
  if (!isSame(before, after)) changes.push({ kind: 'statuses', added, removed })
  if (!isSame(old.waitingNames, now.waitingNames)) changes.push({ kind: 'waiting statuses' })
  if (!isSame(old.droppedResolutions, now.droppedResolutions)) changes.push({ kind: 'dropped resolutions' })
  return changes
}

function suggestionChanges({ suggests }: RuleSet, { suggests: isOn }: RuleSet): RulesChange[] {
  return suggests === isOn ? [] : [{ kind: 'suggestions', isOn }]
}

function namesOf(rules: readonly Rule[]): string[] {
  return rules.map(({ name }) => name)
}

/** A pattern's text says all of it. */
function isSame(a: unknown, b: unknown): boolean {
  return textOf(a) === textOf(b)
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (key, each: unknown) => (key === 'pattern' ? undefined : each))
}
