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
    // The library numbers its drawings through the life of the process.
    return chart.renderToSVGString().replace(/zr\d+-/g, 'zr0-')
  } finally {
    // A chart that isn't disposed of keeps the process alive.
    chart.dispose()
  }
}
