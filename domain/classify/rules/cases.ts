import { z } from 'zod'
import { type Bucket, buckets } from '../../category.ts'
import { type Container, type Ticket, type TrackerKind, ticketSchema } from '../../ticket.ts'
import { decideAll } from '../decide.ts'
import { type RuleSet, subjectKinds } from '../rule.ts'
import { filled, trackerSchema } from './conditions-schema.ts'

/** What a ticket, or something above it, is in a case: what isn't said it hasn't. */
const words = z.union([filled, z.array(filled)], { error: 'must be a word or a list of words' })
const oneDay = z.iso.date({ error: 'must be a date such as 2026-01-31' })
const ticketInCase = z
  .strictObject({
    key: filled,
    title: filled,
    type: filled,
    labels: words,
    component: words,
    priority: filled,
    project: filled,
    team: filled,
    fields: z.record(filled, words),
    created: oneDay,
    resolved: oneDay,
  })
  .partial()
const aboveInCase = ticketInCase.extend({ kind: z.enum(subjectKinds).default('ticket') })

/** An example in a rule file: a ticket, and what the rules should make of it. */
export function caseSchema(trackers: readonly TrackerKind[] | undefined) {
  return z.strictObject({
    ticket: ticketInCase,
    tracker: trackerSchema(trackers).default('jira'),
    /** Nearest first. */
    above: z.array(aboveInCase).default([]),
    /** Right below the ticket. */
    below: z.array(ticketInCase).default([]),
    category: z.enum(buckets),
    rule: filled.optional(),
  })
}

export type RuleCase = z.output<ReturnType<typeof caseSchema>>

/** What is wrong with a case: which of its words, and what the rules say instead. Null for a case that holds. */
export function failureOf(
  { category, rule, ...example }: RuleCase,
  ruleSet: RuleSet,
): { readonly word: 'category' | 'rule'; readonly message: string } | null {
  const [decision] = decideAll({
    ...recordsOf(example),
    overrides: [],
    ruleSet,
    rulesVersion: '',
    trackerOf: () => example.tracker,
  })
  if (decision === undefined) throw new Error('a case was not decided')
  const found: Bucket = decision.category ?? 'uncategorised'
  if (found !== category) {
    return { word: 'category', message: `expects ${category}, but it is ${found}. ${decision.reason}` }
  }
  if (rule !== undefined && rule !== decision.ruleName) {
    return { word: 'rule', message: `expects rule "${rule}". ${decision.reason}` }
  }
  return null
}

type Example = Pick<RuleCase, 'ticket' | 'above' | 'below' | 'tracker'>

/** The ticket first, then those above it, then those below; parents before projects, projects before initiatives. */
function recordsOf({ ticket, above, below }: Example): { tickets: Ticket[]; containers: Container[] } {
  const parents = above.filter(({ kind }) => kind === 'ticket')
  const around = (['project', 'initiative'] as const).flatMap((kind) =>
    above.filter((each) => each.kind === kind).map((each) => ({ ...each, kind })),
  )
  const tickets = [ticket, ...parents].map((each, index, all) => ({
    ...ticketOf(each, `${index}`),
    parentId: index + 1 < all.length ? `${index + 1}` : null,
    ...(index === 0 && around.length > 0 && { projectId: 'around-0' }),
  }))
  const containers = around.map(({ kind, key = '', title = key, labels = [] }, index) => ({
    connectionId: 'case',
    containerId: `around-${index}`,
    kind,
    title,
    url: '',
    labels: [labels].flat(),
    parentIds: index + 1 < around.length ? [`around-${index + 1}`] : [],
    completedAt: null,
    canceledAt: null,
  }))
  const children = below.map((each, index) => ({ ...ticketOf(each, `below-${index}`), parentId: '0' }))
  return { tickets: [...tickets, ...children], containers }
}

/** What matching doesn't look at is empty: each field has the first of these that it takes. */
const emptyValues = [null, '', 0, false, [], 'unstarted', '00000000-0000-0000-0000-000000000000'] as const

const blankTicket: Ticket = ticketSchema.parse(
  Object.fromEntries(
    Object.entries(ticketSchema.shape).map(([field, schema]) => [
      field,
      emptyValues.find((value) => schema.safeParse(value).success),
    ]),
  ),
)

function ticketOf(written: z.output<typeof ticketInCase>, ticketId: string): Ticket {
  const { key, title = '', type = '', labels = [], component = [], priority = null, fields = {} } = written
  return {
    ...blankTicket,
    connectionId: 'case',
    ticketId,
    key: key ?? (title || type || 'the ticket'),
    title,
    typeName: type,
    labels: [labels].flat(),
    components: [component].flat(),
    priorityName: priority,
    projectKey: written.project ?? null,
    teamKey: written.team ?? null,
    customFields: Object.entries(fields).map(([field, values]) => ({
      fieldId: field,
      fieldName: field,
      values: [values].flat(),
    })),
    createdAt: instantOf(written.created) ?? 0,
    resolvedAt: instantOf(written.resolved),
  }
}

function instantOf(day: string | undefined): number | null {
  return day === undefined ? null : Date.parse(`${day}T00:00:00Z`)
}
