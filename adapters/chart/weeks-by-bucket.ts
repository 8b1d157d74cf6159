import type { EChartsCoreOption } from 'echarts/core'
import { buckets } from '../../domain/category.ts'
import type { WeeksByBucket } from '../../domain/report/content/picture.ts'
import { legendGraphic } from './legend.ts'
import { bucketColours, fontFamily, hairline, ink, quietInk } from './palette.ts'

const labels = { roadmap: 'Roadmap', ktlo: 'KTLO', reliability: 'Reliability', uncategorised: 'Not sorted' }

/** Weeks as stacked columns of person-days, what keeps things running at the bottom, with each week’s interruptions above. */
export function weeksByBucketOption(spec: WeeksByBucket): EChartsCoreOption {
  const shown = buckets.filter((bucket) => spec.weeks.some((week) => week.days[bucket] > 0))
  // Reactive work is at the bottom, where its change over the weeks is easiest to read.
  const stacked = [
    'ktlo' as const,
    'reliability' as const,
    'roadmap' as const,
    'uncategorised' as const,
  ].filter((bucket) => shown.includes(bucket))
  const totals = spec.weeks.map((week) => buckets.reduce((sum, bucket) => sum + week.days[bucket], 0))
  const hasRequests = spec.weeks.some((week) => week.interruptions > 0)
  return {
    graphic: [
      ...legendGraphic([
        ...stacked.map((bucket) => ({ label: labels[bucket], fill: bucketColours[bucket] })),
      ]),
      ...(hasRequests
        ? [
            {
              type: 'text',
              left: 8,
              top: 30,
              style: { text: '▲ interruptions in the week', fill: quietInk, font: `14px ${fontFamily}` },
            },
          ]
        : []),
    ],
    grid: { left: 40, right: 8, top: 84, bottom: 30 },
    xAxis: {
      type: 'category',
      data: spec.weeks.map((week) => week.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: hairline } },
      axisLabel: { color: quietInk, fontFamily, fontSize: 13, interval: spec.weeks.length > 7 ? 1 : 0 },
    },
    yAxis: {
      type: 'value',
      name: 'person-days',
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: { color: quietInk, fontFamily, fontSize: 13 },
      splitNumber: 3,
      splitLine: { lineStyle: { color: hairline } },
      axisLabel: { color: quietInk, fontFamily, fontSize: 13 },
    },
    series: [
      ...stacked.map((bucket) => ({
        type: 'bar',
        stack: 'days',
        barCategoryGap: '24%',
        itemStyle: { color: bucketColours[bucket] },
        data: spec.weeks.map((week) => week.days[bucket]),
      })),
      {
        type: 'scatter',
        symbol: 'triangle',
        symbolSize: 8,
        symbolOffset: [0, -9],
        itemStyle: { color: ink },
        label: {
          show: true,
          position: 'top',
          distance: 3,
          color: ink,
          fontFamily,
          fontSize: 13,
          formatter: requestsOf,
        },
        data: spec.weeks.flatMap((week, index) =>
          week.interruptions === 0
            ? []
            : [{ value: [index, totals[index] ?? 0], name: String(week.interruptions) }],
        ),
      },
    ],
  }
}

function requestsOf(point: { readonly name: string }): string {
  return point.name
}
