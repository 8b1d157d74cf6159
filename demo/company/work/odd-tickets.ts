import type { Draft } from './draft.ts'

/** Titles that are hard to render, accidental or malicious; none over Jira's 255 characters. */
const oddTitles: readonly string[] = [
  '<script>alert("invoice")</script> shown in the customer\'s name',
  '"Quoted" & \'half-quoted\' names, 100 % of the time <b>bold</b>',
  '=1+1 in the first column of the export',
  'حساب العميل لا يظهر في القائمة (right-to-left name)',
  '🚀 Launch checklist 🎉 for the 👩‍👩‍👧 family plan',
  '{{company}} and <%= name %> are printed as they are',
  `The list of everything that a customer with very many entities sees when they open the overview for the first time, ${'and scroll, '.repeat(10)}and give up`,
  'Nul\u2028line separator and\ttab in a pasted title',
  '</mj-text><mj-raw>closing tags from a pasted mail</mj-raw>',
  '@SUM(A1:A9) and -2+3 are read as formulas',
  'Ωμέγα, Žluťoučký kůň, 数据导出 in one file name',
  'OverlyLongWordWithoutAnySpace'.repeat(6),
]

/** Gives every team a few of the odd titles, on tickets of all kinds, so that each report contains some. */
export function oddenTitles(drafts: readonly Draft[]): void {
  const seen = new Map<string, number>()
  let next = 0
  for (const draft of drafts) {
    const { teamId, type } = draft.start
    if (type === 'epic' || draft.neverMoved) continue
    const place = (seen.get(teamId) ?? 0) + 1
    seen.set(teamId, place)
    if (place % 83 !== 40) continue
    draft.title = oddTitles[next % oddTitles.length] ?? draft.title
    next += 1
  }
}
