/**
 * What the file that comes later takes from the panel's script instead of having it again: the build points its imports here. While a
 * new release goes out the two may be of different ones: names stay for a release after the last use of them.
 */
export { Component, Fragment, h } from 'preact'
export { byId } from './page.ts'
export { Lines, OutLink } from './view/cards.tsx'
export { Label, List, Tap } from './view/choices.tsx'
export { fetchWords, file, use, words } from './words.ts'
