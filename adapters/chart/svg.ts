import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import { GraphicComponent, GridComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { fontFamily, ink, paper } from './palette.ts'

use([BarChart, CustomChart, LineChart, ScatterChart, GraphicComponent, GridComponent, SVGRenderer])

/** Draws a chart as SVG without a browser; the same options give the same text. */
export function svgOf(option: EChartsCoreOption, widthPx: number, heightPx: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height: heightPx })
  try {
    chart.setOption({
      animation: false,
      backgroundColor: paper,
      textStyle: { fontFamily, fontSize: 15, color: ink },
      ...option,
    })
    return still(chart.renderToSVGString())
  } finally {
    // A chart that isn't disposed of keeps the process alive.
    chart.dispose()
  }
}

/** Takes out what only a live chart needs (hover styles, data marks) and the numbers that count through the process. */
function still(svg: string): string {
  return svg
    .replace(/<style ?>[\s\S]*?<\/style>/g, '')
    .replace(/ (?:ecmeta_\w+|pointer-events|class)="[^"]*"/g, '')
    .replace(/zr\d+-/g, 'zr0-')
}
