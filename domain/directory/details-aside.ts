const FOOD = String.raw`(?:packed lunch(?:es)?|lunch(?:es)?|tea|coffee|toast|pizza|snacks?|cakes?|biscuits|refreshments|squash|samosas|burgers?)`
const PLACE = String.raw`(?:church hall|sports hall|school hall|community hall|hall|library|leisure centre|sports desk|football pitch(?:es)?|tennis courts?|swimming pool|car park|station|tram|bus|stop)`

/** What is told of coming, not of what it is: fares, food that goes with it, what to bring, where it stands, whom to text. */
const DETAILS = new RegExp(
  [
    String.raw`\b${FOOD}(?:,? (?:and|or) [a-z]+(?: [a-z]+)?)? (?:is |are |is all )?(?:covered|provided|included|after|afterwards|for all|on us)\b`,
    String.raw`\b(?:free )?${FOOD}(?: and ${FOOD})? (?:on arrival|at the end|before we start)\b`,
    String.raw`\b(?:tea|coffee) and (?:cake|toast|biscuits)\b`,
    String.raw`${FOOD} (?:after|afterwards)\b`,
    String.raw`\b(?:tram|bus|train|travel|taxi) (?:fares?|pass|tickets?)\b(?: [a-z]+)?`,
    String.raw`\bbring (?:a |an |your |some )?(?:packed lunch|lunch|snack|drink|water|water bottle|towel|washing|wellies|boots|trainers|coat|swimming bag)\b`,
    String.raw`\b(?:a |your )?swimming bag\b`,
    String.raw`\b(?:at|over|before|after|since|until|in) (?:easter|christmas|half term|the summer)\b`,
    String.raw`\bpark(?:ing)? (?:is )?(?:behind|at|in|outside|next to|on) [^.;]{0,60}`,
    String.raw`\b(?:in|above|below|behind|beside|next to|opposite|outside|over|under|ask at|near) (?:the|our) (?:[a-z'-]+ ){0,2}${PLACE}\b`,
    String.raw`\bwalk you (?:to|from|home)\b[^.,;]{0,24}`,
    String.raw`\b(?:meet|see) you (?:off|at|from) the [a-z]+\b`,
    String.raw`\btext (?:us|you|me|to say)\b`,
    // What it is not: "it is not counselling".
    String.raw`(?<=^|[.!?;(\n]\s*)(?:(?:this|it|we) (?:is|are) not|(?:it|this) isn['’]t|it['’]s not|we['’]re not|we aren['’]t) (?:an? |the )?(?!only\b|just\b|all\b|about\b|simply\b|far\b)(?:[a-z'-]+ ?){1,3}(?=[.!;)]|$)`,
    // What they do not do.
    String.raw`\bwe (?:can ?not|can't|do not|don't|are (?:not able|unable) to) (?:advise|help|assist|deal|offer|provide|give|do)\b(?:(?! but )[^.;]){0,60}`,
  ].join('|'),
  'gi',
)

/** A description without what is only told of coming, so that "lunch and tram fares covered" is not about lunch or trams. */
export const withoutDetails = (text: string): string => text.replace(DETAILS, ' ')
