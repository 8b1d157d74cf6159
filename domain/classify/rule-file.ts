import { RE2JS, RE2JSSyntaxException } from 're2js'
import { z } from 'zod'
import { categories } from '../category.ts'
import type { TrackerKind } from '../ticket.ts'
import { type FileProblem, FileProblemsError, parseYamlFile } from '../yaml-file.ts'
import type { LabelConditions, Rule, RuleConditions, RuleSet } from './rule.ts'

const word = z.string().trim().min(1, 'must not be empty')
const lowered = word.transform((text) => text.toLowerCase())
const oneOrMore = z
  .union([lowered, z.array(lowered).min(1)], { error: 'must be a word or a list of words' })
  .transform((value) => (typeof value === 'string' ? [value] : value))
const kinds = z.enum(['ticket', 'project', 'initiative'])

const conditionsSchema = z
  .strictObject({
    tracker: lowered,
    kind: z
      .union([kinds, z.array(kinds).min(1)])
      .transform((value) => (typeof value === 'string' ? [value] : value)),
    project: oneOrMore,
    team: oneOrMore,
    type: oneOrMore,
    labels: z.union([
      oneOrMore,
      z.strictObject({ any: oneOrMore, all: oneOrMore, none: oneOrMore }).partial(),
    ]),
    component: oneOrMore,
    priority: oneOrMore,
    ancestor: oneOrMore,
    stands_alone: z.boolean(),
    fields: z.record(word, oneOrMore),
    title: word,
  })
  .partial()
  .refine(
    (when) => Object.keys(when).length > 0,
    'needs at least one condition, or it would take every ticket',
  )

const ruleFileSchema = z.strictObject({
  suggestions: z.enum(['on', 'off']).default('on'),
  waiting_statuses: z.array(lowered).default([]),
  rules: z
    .array(
      z.strictObject({
        name: word,
        category: z.enum(categories),
        work_type: lowered.optional(),
        when: conditionsSchema,
      }),
    )
    .min(1, 'needs at least one rule'),
})

type ConditionsInFile = z.infer<typeof conditionsSchema>

/**
 * Reads a rule file (YAML; format: docs/rules.md).
 * @param trackers the trackers that rules may name; without it any name passes, for rules that were checked on import
 * @throws FileProblemsError with line, column and reason of each problem; a bad pattern is one
 */
export function parseRuleFile(
  text: string,
  fileName = 'rules.yaml',
  trackers?: readonly TrackerKind[],
): RuleSet {
  const file = parseYamlFile(text, ruleFileSchema, fileName)
  const problems: FileProblem[] = []
  const seenNames = new Set<string>()
  const rules = file.content.rules.map((rule, index): Rule => {
    if (seenNames.has(rule.name)) {
      problems.push(
        file.problemAt(['rules', index, 'name'], `"${rule.name}" names two rules; a reason must name one`),
      )
    }
    seenNames.add(rule.name)
    const { tracker } = rule.when
    if (tracker !== undefined && trackers?.includes(tracker) === false) {
      problems.push(
        file.problemAt(['rules', index, 'when', 'tracker'], `must be one of ${trackers.join(', ')}`),
      )
    }
    const title = patternOf(rule.when.title, (reason) =>
      problems.push(file.problemAt(['rules', index, 'when', 'title'], reason)),
    )
    return {
      name: rule.name,
      category: rule.category,
      workType: rule.work_type ?? null,
      when: conditionsOf(rule.when, title),
    }
  })
  if (problems.length > 0) throw new FileProblemsError(fileName, problems)
  return {
    rules,
    waitingStatusNames: file.content.waiting_statuses,
    suggests: file.content.suggestions === 'on',
  }
}

function patternOf(source: string | undefined, report: (reason: string) => void): RE2JS | undefined {
  if (source === undefined) return undefined
  try {
    return RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    report(
      `not a pattern that can be used (RE2 syntax, without look-around and back-references): ${error.message}`,
    )
    return undefined
  }
}

function conditionsOf(when: ConditionsInFile, title: RE2JS | undefined): RuleConditions {
  return {
    ...(when.tracker && { tracker: when.tracker }),
    ...(when.kind && { kind: when.kind }),
    ...(when.project && { project: when.project }),
    ...(when.team && { team: when.team }),
    ...(when.type && { type: when.type }),
    ...(when.labels && { labels: labelsOf(when.labels) }),
    ...(when.component && { component: when.component }),
    ...(when.priority && { priority: when.priority }),
    ...(when.ancestor && { ancestor: when.ancestor }),
    ...(when.stands_alone !== undefined && { standsAlone: when.stands_alone }),
    ...(when.fields && {
      fields: Object.entries(when.fields).map(([field, values]) => ({ field: field.toLowerCase(), values })),
    }),
    ...(title && { title }),
  }
}

function labelsOf(labels: NonNullable<ConditionsInFile['labels']>): LabelConditions {
  if (Array.isArray(labels)) return { any: labels, all: [], none: [] }
  return { any: labels.any ?? [], all: labels.all ?? [], none: labels.none ?? [] }
}
