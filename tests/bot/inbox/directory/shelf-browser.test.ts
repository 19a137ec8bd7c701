import { newPage } from '../../../support/browser.ts'
import { handoff, idea } from '../../../support/cases.ts'
import { runInbox } from '../../../support/inbox.ts'
import { looksRight } from '../../../support/looks.ts'
import { opportunity } from '../../../support/opportunity.ts'

const entries = [
  opportunity({
    sourceId: 'ink',
    name: 'Inkwell drawing club',
    organisation: 'Inkwell',
    description: 'Drawing and sketching for young people, with all materials.',
    ages: { min: 11, max: 18, from: 'description' },
    audience: ['young carers'],
    alert: 'Full until January',
    times: [{ day: 'tuesday', from: '16:00', to: '17:30' }],
    cost: { free: true },
    places: [
      { name: 'The Old Forge', address: '1 Smithy Lane', postcode: 'ZZ1 4QD', accessibility: ['ramp'] },
    ],
    url: 'https://inkwell.example.org/club',
    lastChecked: '2026-10-02',
  }),
  opportunity({ sourceId: 'walks', name: 'Sketching walks', description: 'We draw outdoors.' }),
]

describe('the directory of the inbox in a browser', function () {
  this.timeout(120_000)

  it('has no accessibility problem, works without scripts and fits a desk and a phone', async () => {
    const running = await runInbox({}, entries)
    await running.put({ handoff: handoff({ liked: [idea({ activity: 'test:ink' })] }) })
    const page = await newPage()
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    try {
      await page.goto(running.inbox.signInLink({ school: 'demo', role: 'link-worker', id: 'rowan' }))
      await press('Sign in')
      await page.getByRole('link', { name: 'Directory', exact: true }).click()
      await page.getByLabel('What are you looking for?').fill('i like to draw')
      await press('Search')
      await page.getByRole('heading', { name: '2 entries' }).waitFor()
      await looksRight(page, 'search')
      await page.getByRole('link', { name: 'Inkwell drawing club' }).click()
      await press('Pin it')
      await page.getByText('Pinned by').waitFor()
      await page.getByRole('link', { name: 'Correct it' }).click()
      await looksRight(page, 'correct')
      await page.getByLabel('Youngest age').fill('13')
      await press('Save the correction')
      await page.getByText('13 to 18').first().waitFor()
      await press('Hide it')
      await page.getByText('Say why it should not be suggested').first().waitFor()
      await page.getByLabel('Why should it not be suggested?').fill('It has moved, we are asking where to.')
      await press('Hide it')
      await page.getByText('it is never suggested at your school').waitFor()
      await page.getByRole('link', { name: 'Robin, 14' }).waitFor()
      await looksRight(page, 'entry')
      await page.goto(`${running.url}/inbox/directory/add`)
      await press('Add it')
      await page.getByText('Some of this cannot be taken yet').waitFor()
      await looksRight(page, 'add-wrong')
      await page.getByLabel('Name', { exact: true }).fill('Zine night')
      await page.getByLabel('What it is').fill('We draw and fold zines.')
      await page.getByRole('textbox', { name: 'Phone' }).fill('01632 960055')
      await page.getByLabel('Check again by').fill('2026-12-01')
      await press('Add it')
      await page.getByRole('heading', { name: 'Zine night' }).waitFor()
      await page.goto(`${running.url}/inbox/directory/decisions`)
      await page.getByText('it is to be checked again soon').waitFor()
      await looksRight(page, 'decisions')
    } finally {
      await page.context().close()
      await running.close()
    }
  })
})
