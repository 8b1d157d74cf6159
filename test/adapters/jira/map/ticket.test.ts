import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mapEvents } from '../../../../adapters/jira/map/events.ts'
import { chooseFields, type FieldChoice } from '../../../../adapters/jira/map/fields.ts'
import { trackerUserOf } from '../../../../adapters/jira/map/people.ts'
import type { JiraField } from '../../../../adapters/jira/map/schemas.ts'
import { customFieldsOf, mapTicket, type RawTicket } from '../../../../adapters/jira/map/ticket.ts'
import type { MappedTicket } from '../../../../adapters/trackers/mapped-ticket.ts'
import type { StatusCategory } from '../../../../domain/ticket.ts'

const folder = new URL('../../../fixtures/jira/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace(/\.json$/, ''))

const customType = 'com.atlassian.jira.plugin.system.customfieldtypes'

function field(id: string, name: string, custom: string): JiraField {
  return { id, name, schema: { type: 'any', custom } }
}

const fields: FieldChoice = chooseFields([
  field('customfield_10028', 'Story Points', `${customType}:float`),
  field('customfield_10016', 'Story point estimate', 'com.pyxis.greenhopper.jira:jsw-story-points'),
  field('customfield_10014', 'Epic Link', 'com.pyxis.greenhopper.jira:gh-epic-link'),
  field('customfield_10101', 'Investment', `${customType}:select`),
  field('customfield_10102', 'Regions', `${customType}:multiselect`),
  field('customfield_10103', 'Tags', `${customType}:labels`),
  field('customfield_10104', 'Codename', `${customType}:textfield`),
  field('customfield_10105', 'Area', `${customType}:cascadingselect`),
  field('customfield_10106', 'Empty', `${customType}:radiobuttons`),
])

function rawFixture(name: string): RawTicket {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

function mapFixture(name: string): MappedTicket {
  return mapRaw(rawFixture(name))
}

function mapRaw(raw: RawTicket): MappedTicket {
  const listed: Record<string, StatusCategory> = { '10021': 'in_progress' }
  const keys: Record<string, string> = { 'PAY-14': '20014' }
  return mapTicket(raw, {
    connectionId: 'demo-jira',
    siteUrl: 'https://example.atlassian.net',
    fields,
    categoryOfStatus: (statusId) => listed[statusId] ?? 'unknown',
    ticketIdOfKey: (key) => keys[key] ?? null,
  })
}

describe('mapping a Jira ticket', () => {
  test.each(names)('%s comes out as its golden file says', async (name) => {
    const golden = new URL(`golden/${name}.json`, folder).pathname
    await expect(`${JSON.stringify(mapFixture(name), null, 1)}\n`).toMatchFileSnapshot(golden)
  })

  test.each(names)('%s: every event has an id of its own and none precedes the one before', (name) => {
    const { events } = mapFixture(name)
    expect(new Set(events.map((event) => event.eventId)).size).toBe(events.length)
    expect(events.map((event) => event.happenedAt)).toEqual(
      events.map((event) => event.happenedAt).toSorted((one, other) => one - other),
    )
  })

  test('two items of one field in one entry are two events (apache/incubator-devlake#9057)', () => {
    const { events } = mapFixture('two-items-of-one-field-in-an-entry')
    expect(events.map((event) => event.eventId)).toEqual(['30020/0', '30020/1', '30020/3'])
  })

  test('not estimated is null and nought is nought (constructorfabric/insight#2876)', () => {
    expect(mapFixture('estimate-of-nought').ticket?.estimatePoints).toBe(0)
    expect(mapFixture('plain-story').ticket?.estimatePoints).toBe(5)
    expect(mapFixture('classic-epic-link').ticket?.estimatePoints).toBeNull()
    expect(mapFixture('estimate-that-is-text').ticket?.estimatePoints).toBeNull()
  })

  test.each([
    [`${customType}:atlassian-team`, { id: '72e1', name: 'Payments', title: 'Payments', isShared: true }],
    ['com.atlassian.teams:rm-teams-custom-field-team', { id: '7', title: 'Payments', isShared: true }],
    [`${customType}:multiversion`, [{ id: '1', name: 'Payments', released: false }]],
    [`${customType}:project`, { id: '10000', key: 'PAY', name: 'Payments' }],
    [`${customType}:grouppicker`, { name: 'Payments', groupId: '9a1' }],
  ])('a field of the kind %s is matched by its names', (kind, value) => {
    const choice = chooseFields([field('customfield_10001', 'Owner', kind)])
    expect(customFieldsOf({ customfield_10001: value }, choice)).toEqual([
      { fieldId: 'customfield_10001', fieldName: 'Owner', values: ['Payments'] },
    ])
  })

  test.each([
    ['text, as Advanced Roadmaps of Data Center gives its number', '14', [{ values: ['14'] }]],
    ['nothing', null, []],
    ['no field at all', undefined, []],
    ['a deleted one, of which its id alone is left', { id: '72e1-deleted', name: null, title: '' }, []],
  ])('a team that is %s is matched by what it says', (_what, value, expected) => {
    const choice = chooseFields([
      field('customfield_10001', 'Team', 'com.atlassian.teams:rm-teams-custom-field-team'),
    ])
    expect(customFieldsOf({ customfield_10001: value }, choice)).toMatchObject(expected)
    expect(customFieldsOf({ customfield_10001: value }, choice)).toHaveLength(expected.length)
  })

  test('of two estimates that are filled the classic one counts', () => {
    expect(mapFixture('two-estimates-and-worklogs-of-an-app').ticket?.estimatePoints).toBe(5)
  })

  test('what an app changed names the app, as Data Center does: what is measured leaves its acts out', () => {
    const { events, users } = mapFixture('automation-moved-it')
    const apps = users.filter(({ isApp }) => isApp).map(({ accountId }) => accountId)
    expect(apps).toEqual(['557058:robot'])
    expect(events.filter(({ actorId }) => apps.includes(actorId ?? '')).map(({ kind }) => kind)).toContain(
      'status',
    )
  })

  test('a log that an app wrote is of the person that Jira names beside it, else of the app', () => {
    const logs = mapFixture('two-estimates-and-worklogs-of-an-app').events.filter(
      ({ kind }) => kind === 'worklog',
    )
    expect(logs.map(({ eventId, actorId }) => [eventId, actorId])).toEqual([
      ['worklog/51001', '712020:ada'],
      ['worklog/51002', '557058:timesheets'],
      ['worklog/51003', '712020:ada'],
      ['worklog/51004', null],
    ])
    expect(logs[0]).toMatchObject({ recordedAt: Date.parse('2026-03-06T16:00:00Z') })
  })

  test('an assignee whom the history alone names keeps that name; a closed account has none', () => {
    const change = { field: 'assignee', fieldId: 'assignee' }
    const items = [
      { ...change, from: null, fromString: null, to: 'ada', toString: 'Ada Example' },
      { ...change, from: 'ada', fromString: 'Former user', to: 'ben', toString: 'ben' },
    ]
    const raw = rawFixture('plain-story')
    const histories = [{ id: '1', created: '2026-03-02T10:00:00.000+0000', items }]
    const { named } = mapRaw({ ...raw, histories })
    expect(named).toMatchObject([{ accountId: 'ada', displayName: 'Ada Example', active: false }])
  })

  test.each([
    ['atlassian', false],
    ['app', true],
    ['customer', true],
    ['unknown', false],
  ])('an account of type %s is one of nobody who works there: %s', (accountType, isApp) => {
    expect(trackerUserOf('c', { accountId: 'ada', accountType })).toMatchObject({ isApp })
  })

  test('a status is done by its category id, in any language (constructorfabric/insight#1541)', () => {
    expect(mapFixture('translated-status-names').ticket?.statusCategory).toBe('done')
  })

  test('a record that cannot be understood is set aside whole, with its cause (apache/incubator-devlake#8666)', () => {
    for (const name of ['fields-null', 'created-null', 'created-without-an-offset', 'nothing-but-text']) {
      const { ticket, quarantined } = mapFixture(name)
      expect(ticket).toBeNull()
      expect(quarantined).toHaveLength(1)
    }
    expect(mapFixture('created-null').quarantined[0]).toMatchObject({
      recordId: '20022',
      recordKind: 'ticket',
      cause: 'fields.created: not a point in time',
    })
  })

  test('what is bad in a history is set aside, and the good around it is kept', () => {
    const { events, quarantined } = mapFixture('bad-entries-among-good-ones')
    expect(events.map((event) => event.eventId)).toEqual([
      '30090/0',
      '30093/0',
      'comment/40091',
      'worklog/50092',
    ])
    expect(quarantined.map((record) => record.recordId)).toEqual([
      '20024/30091',
      '20024/30092/0',
      '20024/comment/40092',
      '20024/worklog/50091',
    ])
  })

  test.each([
    ['no change at all', null],
    ['a change that names no field', { from: '3', to: '10001' }],
    ['an assignee that is no account', { fieldId: 'assignee', from: null, to: { accountId: 'ada' } }],
  ])('%s in a history is set aside, and leaves nobody without a ticket', (_, item) => {
    const created = '2026-03-02T08:00:00.000+0000'
    const { events, quarantined } = mapEvents(
      { connectionId: 'demo-jira', ticketId: '20001' },
      { histories: [{ id: '1', created, items: [item] }], comments: [], worklogs: [] },
    )
    expect(events).toEqual([])
    expect(quarantined.map(({ recordId }) => recordId)).toEqual(['20001/1/0'])
  })

  test('who is named again and again comes once, with the e-mail address that one entry alone tells', () => {
    const created = '2026-03-02T08:00:00.000+0000'
    const ada = { accountId: 'ada', displayName: 'Ada Example' }
    const authors = [ada, { ...ada, emailAddress: 'ada@example.com' }, ada, { ...ada, emailAddress: '' }]
    const histories = authors.map((author, place) => ({ id: String(place), created, author, items: [] }))
    const { users } = mapEvents(
      { connectionId: 'demo-jira', ticketId: '20001' },
      { histories, comments: [{ id: '9', created, author: { accountId: 'bob' } }], worklogs: [] },
    )
    expect(users.map(({ accountId, email }) => [accountId, email])).toEqual([
      ['ada', 'ada@example.com'],
      ['bob', null],
    ])
  })
})
