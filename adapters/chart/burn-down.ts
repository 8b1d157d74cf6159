import type { EChartsCoreOption } from 'echarts/core'
import { addDays, type LocalDate } from '../../domain/instant.ts'
import type { BurnDown } from '../../domain/report/content/picture.ts'
import { shortDate } from '../../domain/report/words/dates.ts'
import { legendLinePx, legendOf } from './legend.ts'
import { bucketColours, faintColours, fontFamily, hairline, ink, quietInk } from './palette.ts'

/** Days left of the reliability budget over the quarter: planned course, what happened, where it is heading. */
export function burnDownOption(spec: BurnDown, widthPx: number): EChartsCoreOption {
  const dayOf = (date: LocalDate) => (Date.parse(date) - Date.parse(spec.from)) / 86_400_000
  const wholeDays = dayOf(spec.to)
  const left = spec.left.map((point) => [dayOf(point.date), point.days])
  const now = left.at(-1) ?? [0, spec.budgetDays]
  // An overspent budget runs below its axis: cut off at 0 it would look spent to the day.
  const lowestDays = Math.min(0, spec.projected?.lowDays ?? 0, ...spec.left.map((point) => point.days))
  const legend = legendOf(
    [
      { label: 'Planned course', fill: quietInk, as: 'dashed line' },
      { label: 'Days left', fill: bucketColours.reliability, as: 'line' },
      ...(spec.projected === null ? [] : [{ label: 'At this pace (80 %)', fill: faintColours.reliability }]),
    ],
    widthPx,
  )
  return {
    graphic: legend.graphic,
    // Room for the label at the end, "1,030 left" at the most.
    grid: { left: 44, right: 72, top: 24 + legend.lines * legendLinePx, bottom: 30 },
    xAxis: {
      type: 'value',
      min: 0,
      max: wholeDays,
      interval: wholeDays / 3,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: hairline } },
      axisLabel: {
        color: quietInk,
        fontFamily,
        fontSize: 13,
        formatter: (day: number) => shortDate(addDays(spec.from, Math.round(day))),
      },
    },
    yAxis: {
      type: 'value',
      min: Math.floor(lowestDays),
      max: spec.budgetDays,
      name: 'person-days left',
      nameLocation: 'middle',
      nameGap: 32,
      nameTextStyle: { color: quietInk, fontFamily, fontSize: 13 },
      axisLine: { show: false },
      axisTick: { show: false },
      splitNumber: 3,
      splitLine: { lineStyle: { color: hairline } },
      axisLabel: {
        color: quietInk,
        fontFamily,
        fontSize: 13,
        showMaxLabel: true,
        formatter: (days: number) => String(Math.round(days)),
      },
    },
    series: [
      line(
        [
          [0, spec.budgetDays],
          [wholeDays, 0],
        ],
        { color: quietInk, width: 1.5, type: 'dashed' },
      ),
      ...(spec.projected === null ? [] : projection(spec.projected, now, wholeDays)),
      {
        ...line(left, { color: bucketColours.reliability, width: 3 }),
        data: left.map((value, index) => ({
          value,
          label: endLabel(index === left.length - 1 && spec.projected === null, value[1] ?? 0),
        })),
        symbol: 'circle',
        symbolSize: 5,
        showSymbol: true,
        itemStyle: { color: bucketColours.reliability },
      },
    ],
  }
}

function line(data: readonly (readonly number[])[], lineStyle: object) {
  return { type: 'line', data, lineStyle, symbol: 'none', silent: true }
}

/** A line that only bounds the band. */
const invisible = { width: 0, color: 'transparent' }

/** The band as a filled wedge and its middle as a dotted line, from today to the quarter's end. */
function projection(
  projected: NonNullable<BurnDown['projected']>,
  now: readonly number[],
  wholeDays: number,
) {
  const { lowDays, highDays, days } = projected
  return [
    { ...line([now, [wholeDays, lowDays]], invisible), stack: 'band', stackStrategy: 'all' },
    {
      ...line(
        [
          [now[0] ?? 0, 0],
          [wholeDays, highDays - lowDays],
        ],
        invisible,
      ),
      stack: 'band',
      stackStrategy: 'all',
      areaStyle: { color: faintColours.reliability, opacity: 1 },
    },
    {
      ...line([], { color: bucketColours.reliability, width: 2, type: 'dotted' }),
      data: [{ value: now }, { value: [wholeDays, days], label: endLabel(true, days) }],
      symbol: 'circle',
      symbolSize: 5,
      itemStyle: { color: bucketColours.reliability },
    },
  ]
}

/** "24 left", "5 over". */
function leftInWords(days: number): string {
  const whole = Math.round(days)
  return whole < 0 ? `${-whole} over` : `${whole} left`
}

function endLabel(show: boolean, days: number) {
  return {
    show,
    position: 'right',
    formatter: leftInWords(days),
    color: ink,
    fontFamily,
    fontWeight: 600,
    fontSize: 13,
  }
}
