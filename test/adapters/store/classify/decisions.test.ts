import { expect, test } from 'vitest'
import {
  currentRuleSet,
  loadDecision,
  loadDecisions,
  loadOverrides,
  removeOverride,
  saveDecisions,
  saveOverride,
  saveRuleSet,
} from '../../../../adapters/store/classify/decisions.ts'
import type { Decision } from '../../../../domain/classify/decision.ts'
import { aTicket, refOf } from '../../../builders/ticket.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()

async function storedTickets(...keys: string[]): Promise<(key: string) => Decision['ticket']> {
  const { connectionId } = await aConnection(store())
  await storeRecords(store(), connectionId, { tickets: keys.map((key) => aTicket(key)) })
  return (key) => ({ ...refOf(key), connectionId })
}

function decided(ticket: Decision['ticket'], changes: Partial<Decision> = {}): Decision {
  return {
    ticket,
    category: 'ktlo',
    workType: 'bug',
    step: 'inherited',
    ruleName: 'Bugs',
    ancestorPath: ['EPIC-1', 'INIT, "1"'],
    reason: 'its epic EPIC-1 is a bug',
    rulesVersion: 'rules-1',
    ...changes,
  }
}

async function decidedAtOf(ticketId: string): Promise<unknown> {
  const { rows } = await store().pool.query(
    'select decided_at as "decidedAt" from decisions where ticket_id = $1',
    [ticketId],
  )
  return rows
}

test('each ticket has one decision, the last, with its time of change', async () => {
  const ref = await storedTickets('A-1', 'A-2')
  const first = [decided(ref('A-2')), decided(ref('A-1'))]
  await saveDecisions(store(), first, nowAt)
  expect(await loadDecisions(store())).toEqual([first[1], first[0]])
  const second = [
    decided(ref('A-1'), {
      category: null,
      workType: null,
      step: 'uncategorised',
      ruleName: null,
      ancestorPath: [],
    }),
    decided(ref('A-2')),
  ]
  await saveDecisions(store(), second, nowAt + 5000)
  expect(await loadDecision(store(), ref('A-1'))).toEqual(second[0])
  expect(await decidedAtOf('id-A-1')).toEqual([{ decidedAt: nowAt + 5000 }])
  expect(await decidedAtOf('id-A-2')).toEqual([{ decidedAt: nowAt }])
  expect(await loadDecision(store(), ref('A-9'))).toBeNull()
})

test('a decision without a category that claims a rule is refused', async () => {
  const ref = await storedTickets('B-1')
  const odd = [decided(ref('B-1'), { category: null })]
  await expect(saveDecisions(store(), odd, nowAt)).rejects.toThrow(/decisions_reasoned_category/)
})

test('a person’s word replaces the one before, and can be taken back', async () => {
  const ref = await storedTickets('C-1')
  const said = {
    ticket: ref('C-1'),
    category: 'roadmap',
    workType: null,
    author: 'Ada',
    note: 'a\0b',
  } as const
  await saveOverride(store(), said, nowAt)
  await saveOverride(store(), { ...said, category: 'reliability', workType: 'resilience' }, nowAt)
  expect(await loadOverrides(store())).toEqual([
    { ...said, category: 'reliability', workType: 'resilience', note: 'ab' },
  ])
  expect(await removeOverride(store(), ref('C-1'))).toBe(true)
  expect(await removeOverride(store(), ref('C-1'))).toBe(false)
  expect(await loadOverrides(store())).toEqual([])
})

test('the rule set in force is the one imported last, also when it is an older one', async () => {
  expect(await currentRuleSet(store())).toBeNull()
  const versions = ['one', 'two', 'two', 'one']
  const seen = []
  for (const rulesVersion of versions) {
    await saveRuleSet(store(), { rulesVersion, yaml: `# ${rulesVersion}`, nowAt })
    seen.push(await currentRuleSet(store()))
  }
  expect(seen).toEqual(versions.map((rulesVersion) => ({ rulesVersion, yaml: `# ${rulesVersion}` })))
  const { rowCount } = await store().pool.query('select from rule_set_imports')
  expect(rowCount).toBe(3)
})
