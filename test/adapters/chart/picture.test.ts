import { expect, test } from 'vitest'
import { pictureOf } from '../../../adapters/chart/picture.ts'
import { composeReport } from '../../../domain/report/compose.ts'
import { editionsFor } from '../../../domain/report/content/edition.ts'
import type { PictureSpec } from '../../../domain/report/content/picture.ts'
import { examplePlan, exampleReconciliation } from '../../builders/example-company.ts'

function specOf(kind: PictureSpec['kind']): PictureSpec {
  for (const spec of editionsFor(examplePlan)) {
    const { picture } = composeReport({ reconciliation: exampleReconciliation, plan: examplePlan, spec })
    if (picture?.kind === kind) return picture
  }
  throw new Error(`The example company has no ${kind}`)
}

const kinds = ['plan_beside_actual', 'weeks_by_bucket', 'burn_down'] as const

/** Width and height as the PNG's own header states them. */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset)
  return [view.getUint32(16), view.getUint32(20)]
}

test.each(kinds)('%s gives the same bytes each time, whatever was drawn before', async (kind) => {
  const first = await pictureOf(specOf(kind))
  for (const other of kinds) await pictureOf(specOf(other))
  const second = await pictureOf(structuredClone(specOf(kind)))
  expect(second.svg).toBe(first.svg)
  expect(Buffer.from(second.png).equals(Buffer.from(first.png))).toBe(true)
})

test.each(kinds)('%s is drawn at twice its size, and small enough for a mail', async (kind) => {
  const { png, widthPx, heightPx } = await pictureOf(specOf(kind))
  expect(sizeOf(png)).toEqual([widthPx * 2, heightPx * 2])
  expect(png.length).toBeGreaterThan(5_000)
  expect(png.length).toBeLessThan(70_000)
})

test('what is planned stands beside what was, in figures as well', async () => {
  const { svg, altText } = await pictureOf(specOf('plan_beside_actual'))
  for (const words of ['58 %', '50 %', '22 %', '36 %', 'Planned', 'Spent', 'Q4 2025, Q1']) {
    expect(svg).toContain(`>${words}<`)
  }
  expect(altText).toContain('Roadmap: planned 58 %, spent 50 %')
})

test('another figure gives another picture', async () => {
  const spec = specOf('plan_beside_actual')
  if (spec.kind !== 'plan_beside_actual') throw new Error('unexpected kind')
  const changed = { ...spec, rows: spec.rows.map((row) => ({ ...row, actualShare: row.actualShare / 2 })) }
  const [before, after] = [await pictureOf(spec), await pictureOf(changed)]
  expect(Buffer.from(after.png).equals(Buffer.from(before.png))).toBe(false)
})

test('pictures without a past, without requests and with nothing left are drawn too', async () => {
  const plan = specOf('plan_beside_actual')
  const weeks = specOf('weeks_by_bucket')
  const burnDown = specOf('burn_down')
  if (
    plan.kind !== 'plan_beside_actual' ||
    weeks.kind !== 'weeks_by_bucket' ||
    burnDown.kind !== 'burn_down'
  ) {
    throw new Error('unexpected kind')
  }
  const odd: PictureSpec[] = [
    {
      ...plan,
      rows: plan.rows.map((row) => ({ ...row, past: [], actualShare: 0, plannedShare: 0, band: null })),
    },
    { ...weeks, weeks: weeks.weeks.slice(0, 1).map((week) => ({ ...week, interruptions: 0 })) },
    { ...burnDown, left: burnDown.left.map((point) => ({ ...point, days: 0 })), projected: null },
    { ...burnDown, left: burnDown.left.map((point, index) => ({ ...point, days: 10 - index * 5 })) },
  ]
  for (const spec of odd) {
    const { svg, png } = await pictureOf(spec)
    expect(svg).not.toMatch(/NaN|undefined/)
    expect(png.length).toBeGreaterThan(1_000)
  }
})

test('an overspent budget runs below its axis and is called over', async () => {
  const spec = specOf('burn_down')
  if (spec.kind !== 'burn_down') throw new Error('unexpected kind')
  const from = { date: spec.from, days: 40 }
  const { svg } = await pictureOf({
    ...spec,
    budgetDays: 40,
    left: [from, { date: '2026-06-08', days: -6 }],
    projected: { days: -12, lowDays: -18, highDays: -9 },
  })
  expect(svg).toContain('12 over')
  expect(svg).not.toContain('-12 left')
})
