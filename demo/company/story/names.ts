const firstNames =
  'Ada Ben Cleo Dario Edda Femi Greta Hugo Ines Jonas Kaya Lev Mira Nils Oona Pavel Quinn Rosa Sami Tilda Umar Vera Willa Xaver Yara Zeno Anouk Bram Carla Dina Emil Frida Gil Hana Ivo Jette Kofi Lena Marek Nora Otto Petra Raul Sanna Theo Ulla Viggo Wanda Yusuf Zoe Arlo Bea Cem Dora Enno Fanny Goran Heidi Igor Juno Karl Lotte Milo Neele Omar Pia Remy Suse Tarik Undine Vito Wim Xenia Yann Zita Alma Bruno Celia Dov Elin'.split(
    ' ',
  )

const surnames =
  'Example Sample Placeholder Fixture Specimen Mockford Loremson Ipsumova Testwell Stubbs Foobarsen Quuxley Dummyman Mustermann'.split(
    ' ',
  )

/**
 * A name that is visibly invented, such as "Ada Example"; each `index` gives another one.
 * @throws RangeError past the last first name
 */
export function inventedName(index: number): string {
  const first = firstNames[index]
  const last = surnames[(index * 5) % surnames.length]
  if (first === undefined || last === undefined) throw new RangeError(`there is no invented name ${index}`)
  return `${first} ${last}`
}

/** The address that goes with a name, under a domain that can't exist. */
export function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@lumenworks.example`
}
