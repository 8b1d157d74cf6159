import { InvalidArgumentError, Option } from 'commander'
import { regionOf } from '../../wording/report/excel.ts'

/** `--for-excel [region]`: this system's region where none is named. */
export function forExcelOption(): Option {
  const own = new Intl.NumberFormat().resolvedOptions().locale
  return new Option(
    '--for-excel [region]',
    "CSV that Excel opens as it is, in a region such as de-DE (default: this system's)",
  )
    .argParser(readRegion)
    .preset(own)
}

function readRegion(text: string): string {
  const region = regionOf(text)
  if (region === null)
    throw new InvalidArgumentError('write a language and a region, such as en-US or de-DE.')
  return region
}
