import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Bucket, buckets } from '../../../../domain/category.ts'
import { decideAll } from '../../../../domain/classify/decide.ts'
import { checkRuleFiles } from '../../../../domain/classify/rules/rule-file.ts'
import type { Ticket } from '../../../../domain/ticket.ts'
import { aTicket } from '../../../builders/ticket.ts'
import { titles } from './titles.ts'
import { labels, otherTypes, typesOfPublicJiras } from './vocabulary.ts'

const text = readFileSync(new URL('../../../../rules/default.yaml', import.meta.url), 'utf8')
const check = checkRuleFiles([{ fileName: 'default.yaml', text }], ['jira', 'linear'])

/** What the default rules make of each word, on a ticket that says nothing else. */
function sorted(words: readonly string[], ticketOf: (word: string) => Partial<Ticket>, tracker: string) {
  const tickets = words.map((word, index) =>
    aTicket(`A-${index}`, { title: 'Look into it', typeName: 'Task', ...ticketOf(word) }),
  )
  const decisions = decideAll({
    tickets,
    containers: [],
    overrides: [],
    ruleSet: check.ruleSet,
    rulesVersion: 'v1',
    trackerOf: () => tracker,
  })
  return Object.fromEntries(
    words.map((word, index) => [word, decisions[index]?.category ?? ('uncategorised' satisfies Bucket)]),
  )
}

const wanted = (words: readonly string[], bucket: Bucket) =>
  Object.fromEntries(words.map((word) => [word, bucket]))

describe('the default rules', () => {
  it.each(buckets)('sort the types of sixteen public Jiras: %s', (bucket) => {
    const words = Object.keys(typesOfPublicJiras[bucket])
    expect(sorted(words, (typeName) => ({ typeName }), 'jira')).toEqual(wanted(words, bucket))
  })

  it('sort at least half of the 254 types that stand on them', () => {
    const counts = Object.values(typesOfPublicJiras).map((types) =>
      Object.values(types).reduce((sum, jiras) => sum + jiras, 0),
    )
    const all = counts.reduce((sum, each) => sum + each, 0)
    expect(all).toBe(254)
    const undecided = Object.values(typesOfPublicJiras.uncategorised).reduce((sum, each) => sum + each, 0)
    expect((all - undecided) / all).toBeGreaterThan(0.5)
  })

  it.each(buckets)('sort types in other spellings and languages: %s', (bucket) => {
    const words = otherTypes[bucket]
    expect(sorted(words, (typeName) => ({ typeName }), 'jira')).toEqual(wanted(words, bucket))
  })

  it.each(buckets)('sort labels: %s', (bucket) => {
    const words = labels[bucket]
    const onLinear = sorted(words, (label) => ({ typeName: 'Issue', labels: [label] }), 'linear')
    expect(onLinear).toEqual(wanted(words, bucket))
  })

  it.each(buckets)('sort what stands alone by its title: %s', (bucket) => {
    const words = titles[bucket]
    expect(sorted(words, (title) => ({ title }), 'jira')).toEqual(wanted(words, bucket))
  })

  it('leave a bug a bug, whatever its title would like, but for what follows up an incident', () => {
    const reliable = titles.reliability.filter((title) => !/post-mortem|outage|flaky|debt/i.test(title))
    expect(sorted(reliable, (title) => ({ title, typeName: 'Bug' }), 'jira')).toEqual(
      wanted(reliable, 'ktlo'),
    )
    const followUp = 'Post-mortem action: limit batch size'
    expect(sorted([followUp], (title) => ({ title, typeName: 'Bug' }), 'jira')).toEqual({
      [followUp]: 'reliability',
    })
  })

  it('decide their own cases as they say', () => {
    expect(check.cases).toBeGreaterThan(5)
    expect(check.failedCases).toEqual([])
  })

  it('hold no rule and no word that never decides', () => {
    expect(check.unreached).toEqual([])
  })
})
