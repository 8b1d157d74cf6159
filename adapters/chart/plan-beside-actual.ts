import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts'
import type { EChartsCoreOption } from 'echarts/core'
import type { PlanBesideActual } from '../../domain/report/content/picture.ts'
import { legendGraphic } from './legend.ts'
import { bucketColours, faintColours, fontFamily, hairline, ink, paper, quietInk } from './palette.ts'

const barGap = '18%'
const barCategoryGap = '26%'

/** Neighbouring labels step aside by so much: bars are narrower than "58 %". */
const nudgePx = 9

/** Columns by category: earlier quarters faint, planned hollow, actual solid with its band. */
export function planBesideActualOption(spec: PlanBesideActual): EChartsCoreOption {
  const pastLabels = spec.rows[0]?.past.map((past) => past.label) ?? []
  const barCount = pastLabels.length + 2
  const first = spec.rows[0]?.bucket ?? 'roadmap'
  const label = (share: number) => ({
    show: true,
    position: 'top',
    formatter: `${Math.round(share * 100)} %`,
    fontFamily,
    fontSize: 16,
  })
  const past = pastLabels.map((name, index) => ({
    type: 'bar',
    name,
    barGap,
    barCategoryGap,
    data: spec.rows.map((row) => ({
      value: row.past[index]?.actualShare ?? 0,
      itemStyle: { color: faintColours[row.bucket] },
    })),
  }))
  return {
    graphic: legendGraphic([
      ...(pastLabels.length === 0
        ? []
        : [
            {
              label:
                pastLabels.length > 2 ? `${pastLabels[0]} to ${pastLabels.at(-1)}` : pastLabels.join(', '),
              fill: faintColours[first],
            },
          ]),
      { label: 'Planned', fill: paper, stroke: bucketColours[first] },
      { label: 'Actual, with its ± band', fill: bucketColours[first] },
    ]),
    grid: { left: 8, right: 8, top: 56, bottom: 46 },
    xAxis: {
      type: 'category',
      data: spec.rows.map((row) => row.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: hairline } },
      axisLabel: {
        interval: 0,
        color: ink,
        fontFamily,
        fontSize: 15,
        width: 124,
        overflow: 'break',
        lineHeight: 17,
      },
    },
    yAxis: { type: 'value', show: false, min: 0, max: highestShare(spec) },
    series: [
      ...past,
      {
        type: 'bar',
        barGap,
        barCategoryGap,
        data: spec.rows.map((row) => ({
          value: row.plannedShare ?? 0,
          itemStyle: {
            color: paper,
            borderColor: bucketColours[row.bucket],
            borderWidth: row.plannedShare === null ? 0 : 2,
          },
          label:
            row.plannedShare === null
              ? { show: false }
              : { ...label(row.plannedShare), color: quietInk, offset: [-nudgePx, 0] },
        })),
      },
      {
        type: 'bar',
        barGap,
        barCategoryGap,
        data: spec.rows.map((row) => ({
          value: row.actualShare,
          itemStyle: { color: bucketColours[row.bucket] },
          label: {
            ...label(row.actualShare),
            color: ink,
            fontWeight: 600,
            offset: [nudgePx, 0],
            // Above the band's upper end, not across it.
            distance: 5 + aboveBar(row, highestShare(spec)),
          },
        })),
      },
      {
        type: 'custom',
        z: 10,
        data: spec.rows.map((row, index) => [index, row.band?.lowShare ?? 0, row.band?.highShare ?? 0]),
        renderItem: whisker(barCount),
      },
    ],
  }
}

function highestShare(spec: PlanBesideActual): number {
  const shares = spec.rows.flatMap((row) => [
    row.plannedShare ?? 0,
    row.band?.highShare ?? row.actualShare,
    ...row.past.map((past) => past.actualShare),
  ])
  return Math.max(0.1, ...shares) * 1.02
}

/** Pixels from a bar's top to its band's, in the 198 px that the plot is high. */
function aboveBar(row: PlanBesideActual['rows'][number], highest: number): number {
  return row.band === null ? 0 : ((row.band.highShare - row.actualShare) / highest) * 198
}

/** The band as a vertical stroke with two ends over the last bar of each group. */
function whisker(barCount: number) {
  return (_params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const low = Number(api.value(1))
    const high = Number(api.value(2))
    if (high <= low) return null
    const bars = api.barLayout({ barGap, barCategoryGap, count: barCount })
    const offset = bars?.at(-1)?.offsetCenter ?? 0
    const [lowX = 0, lowY = 0] = api.coord([api.value(0), low])
    const [, highY = 0] = api.coord([api.value(0), high])
    const x = lowX + offset
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line' as const,
      shape: { x1, y1, x2, y2 },
      style: { stroke: ink, lineWidth: 1.5 },
    })
    return {
      type: 'group' as const,
      children: [line(x, lowY, x, highY), line(x - 4, lowY, x + 4, lowY), line(x - 4, highY, x + 4, highY)],
    }
  }
}
