import type { ChangedScope, QuarterChange } from '../../domain/reconcile/dataset/change.ts'
import { at } from './ticket.ts'

/** The first quarter's, mailed on 3 April: 8 days of a ticket went from the roadmap to KTLO by an override, 2 were edited late. */
export function aQuarterChange(changes: Partial<QuarterChange> = {}): QuarterChange {
  return {
    quarter: '2026-Q1',
    mailedAt: at('2026-04-03T08:00'),
    isExplained: true,
    scopes: [aChangedScope()],
    ...changes,
  }
}

export function aChangedScope(changes: Partial<ChangedScope> = {}): ChangedScope {
  return {
    scopeId: 'company',
    name: 'Example Company',
    categories: [
      {
        category: 'roadmap',
        mailedMilliDays: 60_000,
        mailedMilliPoints: 60_000,
        nowMilliDays: 50_000,
        difference: { milliDays: -10_000, milliPoints: -8980 },
        parts: [
          { cause: 'late_edits', milliDays: -2000, milliPoints: -816 },
          { cause: 'overrides', milliDays: -8000, milliPoints: -8164 },
        ],
      },
      {
        category: 'ktlo',
        mailedMilliDays: 40_000,
        mailedMilliPoints: 40_000,
        nowMilliDays: 48_000,
        difference: { milliDays: 8000, milliPoints: 8980 },
        parts: [
          { cause: 'late_edits', milliDays: 0, milliPoints: 816 },
          { cause: 'overrides', milliDays: 8000, milliPoints: 8164 },
        ],
      },
    ],
    overriddenBy: ['ada@company.example'],
    tickets: [
      {
        key: 'WEB-1',
        title: 'Checkout',
        url: 'https://tracker.example/WEB-1',
        cause: 'overrides',
        mailed: { bucket: 'roadmap', milliDays: 8000 },
        now: { bucket: 'ktlo', milliDays: 8000 },
      },
      {
        key: 'WEB-2',
        title: 'Search',
        url: 'https://tracker.example/WEB-2',
        cause: 'late_edits',
        mailed: { bucket: 'roadmap', milliDays: 2000 },
        now: null,
      },
    ],
    ...changes,
  }
}
