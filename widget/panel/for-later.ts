/** What the file that comes later takes from the panel's script instead of having it again: the build points its imports here. */
export { Component, Fragment, h } from 'preact'
export { byId } from './page.ts'
export { Lines, OutLink } from './view/cards.tsx'
export { Label, List, Tap } from './view/choices.tsx'
export { fetchWords, file, words } from './words.ts'
