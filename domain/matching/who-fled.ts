const REFUGEES = /\b(?:refugees?|asylum|sanctuary)\b/iu
/** Whoever is new here may come, and perhaps others: "new to the UK", "and anyone learning English", "and locals". */
const OR_OTHERS =
  /\b(?:new (?:to|in) (?:the )?(?:uk|country|britain|england|scotland|wales|area|city|town|northern ireland)|(?:newly|recently|just) (?:arrived|moved|come)|new arrivals|newcomers?|(?:im)?migrants?|from (?:abroad|overseas|(?:an)?other countr(?:y|ies))|esol|speakers of other languages|(?:first|second|additional|other) languages?|(?:learning|little|improve (?:your|their)) english|every(?:one|body)|any(?:one|body)|open to all|all welcome|locals?|friends|ethnic|undocumented|visas?|(?:eu|european) (?:citizens|nationals)|bn\(?o|international students)\b/iu

/** Whether what is made for newcomers is for refugees and people seeking asylum alone. A group of one culture asks nobody why they came. */
export const isForRefugees = (description: string, madeFor: ReadonlySet<string>): boolean =>
  madeFor.has('newcomers') &&
  ![...madeFor].some((id) => id.endsWith('culture')) &&
  REFUGEES.test(description) &&
  !OR_OTHERS.test(description)

const HERE =
  'england|scotland|wales|london|birmingham|manchester|salford|leeds|liverpool|bradford|sheffield|glasgow|edinburgh|aberdeen|dundee|cardiff|swansea|belfast|derry|bristol|nottingham|leicester|derby|coventry|newcastle|sunderland|hull|luton|plymouth|southampton|portsmouth|brighton|norwich|kent|essex'
const AT_PEACE =
  'poland|warsaw|krakow|romania|bulgaria|lithuania|kaunas|vilnius|latvia|riga|estonia|hungary|slovakia|czechia|portugal|lisbon|spain|italy|france|germany|netherlands|ireland|dublin|america|australia|canada|new zealand'
const CAME_FROM = new RegExp(
  String.raw`\b(?:im|i am|i|we|were|family|parents?|dad|mum) (?:(?:just|only|all|come|came|moved|move|here|over|down|up|to [a-z]+|last year) ){0,4}from (?:${HERE}|${AT_PEACE})\b`,
  'iu',
)
const FLED =
  /\b(?:refugees?|asylum|unaccompanied|fled|flee\w*|escap\w+|deport\w*|war|bomb\w*|soldiers|lorry|boat|home office|undocumented|status|papers|kill\w*|alone|on my own|go back|send (?:me|us) back)\b/iu

/** Whether somebody says that they came from where nobody flees from ("moved from birmingham", "i come from poland"), and nothing of having fled. */
export const saysNotFled = (says: readonly string[]): boolean =>
  says.some((text) => CAME_FROM.test(text.replace(/['’]/g, ''))) && !says.some((text) => FLED.test(text))
