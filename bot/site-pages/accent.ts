type Rgb = readonly [number, number, number]

/** WCAG 2.2, 1.4.3: normal text. */
const READABLE = 4.5
const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
/** WCAG 2.2, 1.4.11: edges of what can be pressed. */
const SEEN = 3
/** The panel's own grounds (widget/panel/styles/tokens.css): the paper by day, a sheet on it by night, and the tints that coloured words stand on too. */
const PAPER: Rgb = [250, 246, 240]
const NIGHT: Rgb = [38, 35, 31]
const TINT: Rgb = [241, 233, 221]
const NIGHT_TINT: Rgb = [49, 44, 38]
/** Its quiet words and its edges, which must be readable and seen on any paper. */
const DAY_MARKS = { soft: [102, 93, 83], edge: [141, 129, 115] } as const
const NIGHT_MARKS = { soft: [184, 173, 160], edge: [143, 133, 119] } as const

export interface AccentColours {
  /** The school's colour, as a filling. */
  readonly accent: string
  /** Black or white: what reads on the filling. */
  readonly onAccent: string
  /** The colour made dark enough for words on paper, and light enough for words at night. */
  readonly inkByDay: string
  readonly inkByNight: string
}

/** A school's own paper, made light enough by day and dark enough by night. */
export interface PaperColours {
  readonly byDay: string
  readonly byNight: string
}

/** The papers from a school's colour, `#rrggbb`; undefined when it is none. Quiet words have at least 4.5 to 1 on them, edges 3 to 1. */
export function paperColours(hex: string | undefined): PaperColours | undefined {
  if (!isColour(hex)) return undefined
  const fits =
    ({ soft, edge }: { soft: Rgb; edge: Rgb }) =>
    (paper: Rgb) =>
      contrast(soft, paper) >= READABLE && contrast(edge, paper) >= SEEN
  return {
    byDay: toHex(mixedUntil(toRgb(hex), WHITE, fits(DAY_MARKS))),
    byNight: toHex(mixedUntil(toRgb(hex), BLACK, fits(NIGHT_MARKS))),
  }
}

/**
 * Readable colours from a school's accent, `#rrggbb`, on the panel's own grounds and on the school's paper; undefined when it is none. Every pair
 * has at least 4.5 to 1.
 */
export function accentColours(hex: string, paper?: PaperColours): AccentColours | undefined {
  if (!isColour(hex)) return undefined
  const accent = toRgb(hex)
  const [day, night] = paper ? [[toRgb(paper.byDay)], [toRgb(paper.byNight)]] : [[], []]
  return {
    accent: hex,
    onAccent: contrast(accent, WHITE) >= contrast(accent, BLACK) ? '#ffffff' : '#000000',
    inkByDay: toHex(towards(accent, BLACK, [TINT, ...day])),
    inkByNight: toHex(towards(accent, WHITE, [NIGHT_TINT, ...night])),
  }
}

/** A pair of colours as the widget has it, `#rrggbb`, with its contrast to 1 and whether the school's own colour had to be changed for it. */
export interface AccentPair {
  readonly where: 'button' | 'day' | 'night'
  readonly ink: string
  readonly ground: string
  readonly ratio: number
  readonly changed: boolean
}

/** What becomes of a school's accent, `#rrggbb`: words on the button, coloured words by day and by night. Empty when it is no colour. */
export function accentPairs(hex: string): readonly AccentPair[] {
  const colours = accentColours(hex)
  if (!colours) return []
  const { accent, onAccent, inkByDay, inkByNight } = colours
  const pair = (where: AccentPair['where'], ink: string, ground: string): AccentPair => ({
    ...{ where, ink, ground, ratio: contrast(toRgb(ink), toRgb(ground)) },
    changed: where !== 'button' && ink.toLowerCase() !== accent.toLowerCase(),
  })
  return [
    pair('button', onAccent, accent),
    pair('day', inkByDay, toHex(PAPER)),
    pair('night', inkByNight, toHex(NIGHT)),
  ]
}

/** Mixes in as little as makes it readable on every ground. */
const towards = (colour: Rgb, end: Rgb, grounds: readonly Rgb[]): Rgb =>
  mixedUntil(colour, end, (mixed) => grounds.every((ground) => contrast(mixed, ground) >= READABLE))

function mixedUntil(colour: Rgb, end: Rgb, is: (mixed: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(colour, end, share)
    if (is(mixed)) return mixed
  }
  return end
}

const isColour = (hex: string | undefined): hex is string => /^#[\da-f]{6}$/i.test(hex ?? '')

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (from: number, to: number) => Math.round(from + (to - from) * share)
  return [part(a[0], b[0]), part(a[1], b[1]), part(a[2], b[2])]
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition). */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance([r, g, b]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

const toRgb = (hex: string): Rgb => [channel(hex, 1), channel(hex, 3), channel(hex, 5)]
const channel = (hex: string, at: number) => parseInt(hex.slice(at, at + 2), 16)
const toHex = (colour: Rgb) => `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`
