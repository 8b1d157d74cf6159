import { expect, test } from 'vitest'
import { editionIdOf, editionsFor, mailsOf, readersOf } from '../../../../domain/report/content/edition.ts'
import { missingReaders, missingReadersRefusal } from '../../../../domain/report/content/missing-readers.ts'
import { examplePlan } from '../../../builders/example-company.ts'

const [executive, engineering, product] = examplePlan.stakeholders

test('each audience and scope that somebody reads is one edition, the company first', () => {
  expect(editionsFor(examplePlan).map(({ audience, scope }) => `${audience} ${scope.kind}`)).toEqual([
    'executive company',
    'engineering company',
    'product company',
    'executive team',
    'engineering team',
    'product team',
  ])
})

test('two readers of the same report share an edition', () => {
  const twice = {
    ...examplePlan,
    stakeholders: [executive, executive].filter((reader) => reader !== undefined),
  }
  const [spec] = editionsFor(twice)
  expect(editionsFor(twice)).toHaveLength(1)
  expect(spec === undefined ? [] : readersOf(twice, spec)).toHaveLength(2)
})

test('a team without figures of its own has no edition', () => {
  const scopes = (withFigures: readonly string[]) =>
    editionsFor(examplePlan, new Set(withFigures)).map(({ scope }) => scope.kind)
  expect(scopes(['billing'])).toEqual(['company', 'company', 'company'])
  expect(scopes(['search'])).toHaveLength(6)
})

test('nobody to read is no edition', () => {
  expect(editionsFor({ ...examplePlan, stakeholders: [] })).toEqual([])
})

test('a team that is not there needs no reader', () => {
  const unread = { ...examplePlan, stakeholders: [] }
  const all = examplePlan.teams.map(({ teamId }) => teamId)
  expect(missingReaders(unread, new Set(all))).toEqual([])
  expect(new Set(missingReaders(unread, new Set(all.slice(1))).map(({ teamId }) => teamId))).toEqual(
    new Set(all.slice(0, 1)),
  )
})

test('a reader of the company covers every team', () => {
  expect(missingReaders(examplePlan)).toEqual([])
})

test('each team without a product reader is named', () => {
  const stakeholders = [executive, engineering].filter((reader) => reader !== undefined)
  const missing = missingReaders({ ...examplePlan, stakeholders })
  expect(missing.map(({ teamName, audience }) => `${teamName}: ${audience}`)).toEqual([
    'Billing: product',
    'Search: product',
    'Mobile: product',
    'Platform: product',
    'Checkout: product',
  ])
})

test('a reader of one team covers no other', () => {
  const stakeholders = [
    executive,
    engineering,
    product === undefined ? undefined : { ...product, scope: { kind: 'team' as const, teamId: 'search' } },
  ].filter((reader) => reader !== undefined)
  const missing = missingReaders({ ...examplePlan, stakeholders })
  expect(missing.map(({ teamId }) => teamId)).toEqual(['billing', 'mobile', 'platform', 'checkout'])
})

test('each reader of an edition gets one mail of it', () => {
  const editions = [
    { editionId: 'one', audience: 'product', scope: { kind: 'company' } },
    { editionId: 'two', audience: 'product', scope: { kind: 'team', teamId: 'search' } },
    { editionId: 'unread', audience: 'product', scope: { kind: 'team', teamId: 'billing' } },
  ] as const
  const stakeholders = [product, product, ...examplePlan.stakeholders.slice(3)].filter(
    (reader) => reader !== undefined,
  )
  expect(
    mailsOf({ ...examplePlan, stakeholders }, editions).map(({ editionId, recipientEmail }) => [
      editionId,
      recipientEmail,
    ]),
  ).toEqual([
    ['one', 'product@company.example'],
    ['one', 'product@company.example'],
    ['two', 'product@search.example'],
  ])
})

test('an edition is known by its quarter, kind, audience and scope', () => {
  expect(editionIdOf('2026-Q2', 'final', { audience: 'product', scope: { kind: 'company' } })).toBe(
    '2026-Q2/final/product/company',
  )
})

test('nothing is sent while a team that is there lacks a reader', () => {
  const unread = { ...examplePlan, stakeholders: [] }
  const [first, ...others] = examplePlan.teams.map(({ teamId }) => teamId)
  expect(missingReadersRefusal(unread, new Set(others))).toBe(
    'Billing has no executive reader; Billing has no engineering reader; Billing has no product reader. Add them under stakeholders in the plan and import it again',
  )
  expect(missingReadersRefusal(unread, new Set([first ?? '', ...others]))).toBeNull()
  expect(missingReadersRefusal(examplePlan, new Set())).toBeNull()
})
