import { expect, test } from 'vitest'
import type { Role } from '../../domain/sign-in/roles.ts'
import { navigationOf, startOf } from '../../web/navigation.ts'
import { navigation, pagesOfGroup } from '../../web/page/frame/navigation.ts'

interface Shown {
  readonly rows: readonly (readonly string[])[]
  /** The labels that are marked, with what they are marked as. */
  readonly current: readonly string[]
}

/** What the navigation of these roles shows on a page. */
async function shown(roles: readonly Role[], path: string): Promise<Shown> {
  const groups = navigationOf({ roles })
  const rows = await Promise.all([navigation(groups, path), pagesOfGroup(groups, path)])
  const texts = rows.flatMap((row) => (row === null ? [] : [row.toString()]))
  return {
    rows: texts.map((text) => [...text.matchAll(/>([^<>\n]+)<\/a>/g)].map(([, label = '']) => label)),
    current: texts.flatMap((text) =>
      [...text.matchAll(/aria-current="(\w+)">([^<]+)</g)].map(([, as, label]) => `${label}: ${as}`),
    ),
  }
}

test('an admin sees groups, and below them the pages of the group that is open', async () => {
  const groups = ['Teams', 'Reports', 'Plan', 'System']
  expect(await shown(['admin'], '/deliveries')).toEqual({
    rows: [groups, ['Reports', 'Reviews', 'Mails']],
    current: ['Reports: true', 'Mails: page'],
  })
  expect(await shown(['admin'], '/health')).toEqual({
    rows: [groups, ['Health', 'Connections', 'Schedules', 'Changes']],
    current: ['System: true', 'Health: page'],
  })
})

test('a page below one of the navigation marks that one, and not as the page itself', async () => {
  expect((await shown(['admin'], '/plan/readers')).current).toEqual(['Plan: true', 'Plan: true'])
  expect((await shown(['admin'], '/tickets/c/1')).current).toEqual(['Teams: true', 'Teams: true'])
  expect((await shown(['reviewer'], '/tickets/c/1')).current).toEqual(['Teams: true'])
})

test('a path that only begins like a page’s own marks nothing', async () => {
  expect(await shown(['admin'], '/plans')).toEqual({
    rows: [['Teams', 'Reports', 'Plan', 'System']],
    current: [],
  })
})

test('few pages stand in one row, without groups', async () => {
  expect(await shown(['reviewer', 'leader'], '/queue')).toEqual({
    rows: [['Teams', 'Queue', 'Reviews', 'Your reports']],
    current: ['Queue: page'],
  })
  expect((await shown(['leader'], '/archive')).rows).toEqual([['Your reports']])
})

test('an edition belongs to the reports of an admin, and to a reader’s own', async () => {
  expect((await shown(['admin', 'leader'], '/editions/a')).current).toEqual([
    'Reports: true',
    'Reports: true',
  ])
  expect((await shown(['leader'], '/editions/a')).current).toEqual(['Your reports: true'])
})

test('who has no role has no navigation', async () => {
  expect(await shown([], '/')).toEqual({ rows: [], current: [] })
})

test.each<[readonly Role[], string | null]>([
  [['admin', 'reviewer', 'leader'], '/health'],
  [['reviewer', 'leader'], '/teams'],
  [['leader'], '/archive'],
  [[], null],
])('%j starts at %s', (roles, path) => {
  expect(startOf({ roles })).toBe(path)
})
