/** One column that a phone shows whole, in the colours that the reader has chosen for their screen. */
export const STYLE = `
:root { --ink: #1b2230; --quiet: #556070; --line: #d9dee6; --paper: #fff; --page: #f4f6f9; --strong: #8f1d14; --mark: #7a4b00; --action: #174ea6; color-scheme: light dark }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaf0; --quiet: #a6b0bf; --line: #38414f; --paper: #1a2029; --page: #12161c; --strong: #ff9c93; --mark: #f2c46d; --action: #9fc1ff } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 .25rem }
h2 { font-size: 1.05rem; margin: 2rem 0 .75rem }
p { margin: 0 0 .75rem }
.number { color: var(--quiet); font-variant-numeric: tabular-nums; font-size: 1.05rem; margin: 0 }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem }
dl { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .45rem 1rem; margin: 1.25rem 0 0 }
dt { color: var(--quiet) }
dd { margin: 0; grid-column: 2 }
@media (max-width: 30rem) { dl { display: block } dd + dt { margin-top: .6rem } dt { font-size: .9rem } }
.case { margin-top: 1.25rem }
.case h2 { margin-top: 0; margin-bottom: .25rem }
.case ol { margin-top: 1rem }
.open { margin: .9rem 0 0 }
.open a { color: var(--action); font-weight: 600; display: inline-block; padding: .55rem 0 }
.waiting { border-color: var(--strong); border-left-width: .4rem; margin-top: 1.25rem }
.waiting h2, .done h2 { margin-top: 0 }
.waiting ul { margin: 0 0 1rem; padding-left: 1.2rem }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.5rem; border: 0; border-radius: .4rem; background: var(--action); color: var(--paper); cursor: pointer }
button:focus-visible, a:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
ol { list-style: none; margin: 0; padding: 0 }
li.movement { padding: .8rem 0; border-top: 1px solid var(--line) }
li.movement:first-child { border-top: 0; padding-top: 0 }
li.movement:last-child { padding-bottom: 0 }
.when { color: var(--quiet); font-size: .92rem; font-variant-numeric: tabular-nums }
.what { margin: .1rem 0 0 }
.critical .what { font-weight: 600 }
.words { margin: .3rem 0 0 }
.withdrawn .what { text-decoration: line-through; color: var(--quiet) }
.mark { display: inline-block; font-size: .85rem; font-weight: 600; margin: .3rem .5rem 0 0; color: var(--mark) }
.critical .mark.weight { color: var(--strong) }
ol + p { margin-top: .75rem; color: var(--quiet) }
footer { margin-top: 2rem; color: var(--quiet); font-size: .88rem }
@media print { body { background: none } .card { border-color: #999 } button { display: none } }
`;
