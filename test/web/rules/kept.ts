import { addRulePreview, type RulePreview } from '../../../adapters/store/classify/rule-previews.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import { rulesInForce } from '../../../queries/rules/rules-in-force.ts'
import { nowAt } from '../../adapters/store/test-store.ts'

export const previews = {
  done: '11111111-0000-4000-8000-000000000001',
  underWay: '11111111-0000-4000-8000-000000000002',
} as const

const hostile = '"><script>alert(1)</script>\u202eمرحبا'
const yaml = `rules:\n  - { name: ${JSON.stringify(hostile)}, category: ktlo, when: { type: Bug } }\n  - { name: shadowed, category: roadmap, when: { type: Bug } }\n`

const effect: NonNullable<RulePreview['effect']> = {
  tickets: { total: 40_000, moved: 1, moves: [{ from: 'roadmap', to: 'ktlo', tickets: 1 }] },
  days: {
    quarter: '2026-Q2',
    asOfAt: nowAt,
    minimumGroupPeople: 4,
    company: effectOf(12_500),
    teams: [
      { teamId: 'core', name: hostile, effect: effectOf(12_500) },
      { teamId: 'search', name: '検索と発見のチーム'.repeat(4), effect: effectOf(0) },
    ],
    leftOut: [{ teamId: 'tiny', name: hostile, because: 'small_group' }],
  },
}

function effectOf(moved: number) {
  return {
    movedTickets: moved === 0 ? 0 : 1,
    movedMilliDays: moved,
    buckets: [
      { bucket: 'roadmap', beforeMilliDays: 100_000, afterMilliDays: 100_000 - moved },
      { bucket: 'ktlo', beforeMilliDays: 20_000, afterMilliDays: 20_000 + moved },
    ] as const,
    moves: moved === 0 ? [] : ([{ from: 'roadmap', to: 'ktlo', tickets: 1, milliDays: moved }] as const),
  }
}

/** A preview that is done, and one that is under way, of rules that mean harm. */
export async function keepPreviews(store: Store): Promise<void> {
  const { rulesVersion } = await rulesInForce(store)
  const common = {
    askedAt: nowAt,
    yaml,
    rulesVersion,
    aliveAt: nowAt + 86_400_000,
    decided: 500,
    failedBecause: null,
  }
  const done = { previewId: previews.done, askedBy: 'ada@company.example', state: 'done' as const }
  await addRulePreview(store, { ...common, ...done, decisions: 1000, effect }, 0)
  const underWay = {
    previewId: previews.underWay,
    askedBy: 'bo@company.example',
    state: 'under way' as const,
  }
  await addRulePreview(store, { ...common, ...underWay, decisions: 1000, effect: null }, 0)
}
