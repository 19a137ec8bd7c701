import { createRequire } from 'node:module'
import type PDFDocument from 'pdfkit'
import { inert } from '../inbox/html.ts'
import { CHANGE_LINE, changeLine } from './change-line.ts'
import type { Block, ChangeItems, Outline } from './outline.ts'

/** In points. Dark on white, 11 pt and wide lines: it is read on paper and on a phone. */
const PAGE = { margin: 56, ink: '#212b32', soft: '#4c6272', bar: '#4c6272', text: 11, gap: 4 }
const SIZES = { h1: 20, h2: 14, h3: 11.5 }

const font = (name: string): string =>
  createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)
const FONTS = { plain: font('DejaVuSans'), bold: font('DejaVuSans-Bold') }

type Doc = InstanceType<typeof PDFDocument>

/**
 * A document as a PDF of A4 pages: tagged (headings, paragraphs), with its language, title and embedded fonts, so that a screen reader
 * goes through it in order. It makes no claim to PDF/UA: nobody has tested that. Letters are Latin, Greek, Cyrillic and Arabic. `made` is
 * the date in its properties.
 */
export async function outlinePdf(outline: Outline, of: { made: Date; lang?: string }): Promise<Buffer> {
  // Loaded with the first document: it is large, and most processes make none for hours.
  const { default: Document } = await import('pdfkit')
  const doc = new Document({
    size: 'A4',
    margin: PAGE.margin,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: of.lang ?? 'en-GB',
    info: { Title: plain(outline.title), Creator: 'Matters', Producer: 'Matters', CreationDate: of.made },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  write(doc, outline)
  doc.end()
  return done
}

function write(doc: Doc, { title, intro = [], sections }: Outline): void {
  const root = doc.struct('Document')
  doc.addStructure(root)
  const put = (tag: string, draw: () => void): void => {
    root.add(doc.struct(tag, {}, draw))
  }
  put('H1', () => doc.font(FONTS.bold).fontSize(SIZES.h1).fillColor(PAGE.ink).text(plain(title)))
  doc.moveDown(0.3)
  for (const line of intro) put('P', () => soft(doc).text(plain(line), { paragraphGap: PAGE.gap }))
  for (const { heading, blocks } of sections) {
    if (blocks.length === 0) continue
    doc.moveDown(0.7)
    keepTogether(doc, SIZES.h2 * 4)
    put('H2', () =>
      doc
        .font(FONTS.bold)
        .fontSize(SIZES.h2)
        .fillColor(PAGE.ink)
        .text(plain(heading), { paragraphGap: PAGE.gap }),
    )
    for (const block of blocks) writeBlock(doc, block, put)
  }
  root.end()
}

function writeBlock(doc: Doc, block: Block, put: (tag: string, draw: () => void) => void): void {
  switch (block.kind) {
    case 'text':
      put('P', () => normal(doc).text(plain(block.text), { paragraphGap: PAGE.gap }))
      return
    case 'heading':
      keepTogether(doc, SIZES.h3 * 3)
      put('H3', () =>
        doc
          .font(FONTS.bold)
          .fontSize(SIZES.h3)
          .fillColor(PAGE.ink)
          .text(plain(block.text), { paragraphGap: 2 }),
      )
      return
    case 'words': {
      const indent = { indent: 12, paragraphGap: PAGE.gap }
      put('P', () => normal(doc).text(`“${plain(block.text)}”`, indent))
      const { note } = block
      if (note !== undefined) put('P', () => soft(doc).text(plain(note), indent))
      return
    }
    case 'change':
      for (const item of block.items) {
        keepTogether(doc, SIZES.h3 * 7)
        put('H3', () =>
          doc.font(FONTS.bold).fontSize(SIZES.h3).fillColor(PAGE.ink).text(plain(item.question)),
        )
        // What it shows stands under it in words.
        doc.markContent('Artifact')
        drawChange(doc, item)
        doc.endMarkedContent()
        for (const one of item.said) put('P', () => normal(doc).text(plain(one), { paragraphGap: PAGE.gap }))
      }
      return
    case 'facts':
      for (const [label, values] of block.facts) {
        put('P', () =>
          doc
            .font(FONTS.bold)
            .fontSize(PAGE.text)
            .fillColor(PAGE.ink)
            .text(`${plain(label)}: `, { continued: true, paragraphGap: PAGE.gap })
            .font(FONTS.plain)
            .text(values.map(plain).join('; '), { paragraphGap: PAGE.gap }),
        )
      }
  }
}

/** Both answers on a line: a ring is then, a dot is now. */
function drawChange(doc: Doc, item: ChangeItems[number]): void {
  const { width, height, edge, ring, dot, tick } = CHANGE_LINE
  const { steps, first, later } = changeLine(item)
  const left = doc.page.margins.left
  const middle = doc.y + height / 2
  const line = (from: number, to: number) => doc.moveTo(left + from, middle).lineTo(left + to, middle)
  doc.lineWidth(1).strokeColor(PAGE.bar)
  line(edge, width - edge).stroke()
  for (const x of steps) {
    doc
      .moveTo(left + x, middle - tick)
      .lineTo(left + x, middle + tick)
      .stroke()
  }
  doc.strokeColor(PAGE.ink).lineWidth(4)
  line(first, later).stroke()
  doc
    .lineWidth(2)
    .circle(left + first, middle, ring)
    .stroke()
  doc.circle(left + later, middle, dot).fill(PAGE.ink)
  doc.y += height + PAGE.gap
}

/** A heading does not stand alone at the foot of a page. */
function keepTogether(doc: Doc, points: number): void {
  if (doc.y + points > doc.page.height - PAGE.margin) doc.addPage()
}

const normal = (doc: Doc): Doc => doc.font(FONTS.plain).fontSize(PAGE.text).fillColor(PAGE.ink)
const soft = (doc: Doc): Doc =>
  doc
    .font(FONTS.plain)
    .fontSize(PAGE.text - 1.5)
    .fillColor(PAGE.soft)

/** Text as it can be drawn: inert, and its line breaks those of the page. */
const plain = (text: string): string =>
  inert(text)
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .trim()
