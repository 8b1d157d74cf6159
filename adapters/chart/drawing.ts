import type { PictureSpec } from '../../domain/report/content/picture.ts'
import { drawBurnDown } from './burn-down.ts'
import type { Drawing, Frame } from './frame.ts'
import { drawPlanBesideActual } from './plan-beside-actual.ts'
import { drawWeeksByBucket } from './weeks-by-bucket.ts'

export function drawingOf(spec: PictureSpec, frame: Frame): Drawing {
  switch (spec.kind) {
    case 'plan_beside_actual':
      return drawPlanBesideActual(spec, frame)
    case 'weeks_by_bucket':
      return drawWeeksByBucket(spec, frame)
    case 'burn_down':
      return drawBurnDown(spec, frame)
  }
}
