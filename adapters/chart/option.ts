import type { EChartsCoreOption } from 'echarts/core'
import type { PictureSpec } from '../../domain/report/content/picture.ts'
import { burnDownOption } from './burn-down.ts'
import { planBesideActualOption } from './plan-beside-actual.ts'
import { weeksByBucketOption } from './weeks-by-bucket.ts'

/** What a picture is drawn from, for a width in CSS pixels. */
export function optionOf(spec: PictureSpec, widthPx: number): EChartsCoreOption {
  switch (spec.kind) {
    case 'plan_beside_actual':
      return planBesideActualOption(spec)
    case 'weeks_by_bucket':
      return weeksByBucketOption(spec)
    case 'burn_down':
      return burnDownOption(spec, widthPx)
  }
}
