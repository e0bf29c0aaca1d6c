/** What a document is made for: to be read in a browser, or to be printed by one at which nobody looks. */
export type Medium = 'screen' | 'paper';

const ON_SCREEN: Record<Medium, string> = {
  screen: 'body{padding:12mm 6mm}',
  // Or it would be laid out and drawn twice more than the print needs, before and after it.
  paper: 'body{display:none}',
};

/** The style sheet of every report. */
export function styleSheet(
  { primary, accent }: { primary: string; accent: string },
  footer: string,
  medium: Medium,
): string {
  return `
:root{--ink:#23262b;--soft:#5d6470;--line:#d9d5cb;--primary:${primary};--accent:${accent}}
*{box-sizing:border-box}
html{font:400 9.6pt/1.45 "Lux Sans",sans-serif;color:var(--ink);font-variant-numeric:lining-nums tabular-nums}
body{margin:0 auto;max-width:178mm}
@media screen{${ON_SCREEN[medium]}}
@page{size:A4;margin:18mm 16mm 19mm;
@bottom-left{content:${cssText(footer)};font:400 7.4pt "Lux Sans";color:#5d6470;vertical-align:top;padding-top:4mm}
@bottom-right{content:"Página " counter(page) " de " counter(pages);font:400 7.4pt "Lux Sans";color:#5d6470;vertical-align:top;padding-top:4mm}}
header.letterhead{display:flex;justify-content:space-between;align-items:flex-end;gap:10mm;border-bottom:1.5pt solid var(--primary);padding-bottom:4mm;margin-bottom:9mm}
.letterhead img{max-height:16mm;max-width:60mm;display:block}
.firm{font:600 12.5pt/1.2 "Lux Serif",serif;color:var(--primary)}
.lines{color:var(--soft);font-size:8.2pt;line-height:1.4;text-align:right;margin:0}
h1{font:600 23pt/1.15 "Lux Serif",serif;color:var(--primary);margin:0}
.subtitle{font-size:11.5pt;color:var(--ink);margin:2mm 0 0}
.issued{color:var(--soft);font-size:8.6pt;margin:1mm 0 0}
h2{font:600 13.5pt/1.2 "Lux Serif",serif;color:var(--primary);margin:9mm 0 3mm;padding-bottom:1.2mm;border-bottom:.5pt solid var(--line);break-after:avoid}
sup{font-size:6.8pt;line-height:0;color:var(--soft);margin-left:.6mm;letter-spacing:.01em}
h3{font-weight:600;font-size:10.2pt;margin:5mm 0 1.6mm;color:var(--ink);break-after:avoid}
p.label{color:var(--soft);font-size:8.6pt;margin:2.4mm 0 .6mm;break-after:avoid}
p{margin:0 0 2.4mm;orphans:3;widows:3}
.facts{display:grid;grid-template-columns:38mm 1fr;margin:0;row-gap:.9mm}
.facts dt{color:var(--soft)}
.facts dd{margin:0}
.facts,.figures,.chart,.hash,.notice{break-inside:avoid}
.figures{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:4mm;margin:0 0 5mm;padding:0;list-style:none}
.figures li{border-top:1.2pt solid var(--accent);padding-top:1.8mm}
.figures b{display:block;font:600 15pt/1.2 "Lux Serif",serif;color:var(--primary)}
.figures span{color:var(--soft);font-size:8.6pt}
.chart{margin:0 0 4mm}
.chart figcaption{font-weight:600;font-size:8.8pt;color:var(--soft);margin-bottom:1mm}
.chart svg{max-width:100%;height:auto;display:block}
table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0 0 3mm;font-size:9pt}
th{text-align:left;font-weight:600;font-size:8pt;color:var(--soft);border-bottom:.8pt solid var(--primary);padding:0 2mm 1mm 0;vertical-align:bottom}
td{padding:1.25mm 2mm 1.25mm 0;border-bottom:.4pt solid var(--line);vertical-align:top;overflow-wrap:anywhere}
tr{break-inside:avoid}
thead{display:table-header-group}
.n{text-align:right}
td.n,th.n{padding-right:5mm}
.m,.c{white-space:nowrap}
td.c{letter-spacing:-.01em}
tr.strong td{font-weight:600}
tr.faint td{color:var(--soft)}
.notice{border-left:2pt solid var(--accent);padding:1.5mm 0 1.5mm 4mm;margin:0 0 4mm;background:#faf8f3}
.hash{margin:3mm 0 4mm;padding:3mm 4mm;border:.6pt solid var(--line)}
.hash span{display:block;color:var(--soft);font-size:8.6pt}
.hash code{font:600 9.4pt "Lux Sans";letter-spacing:.02em;overflow-wrap:anywhere}
.own{break-inside:avoid-page}
.statements{margin-top:10mm;padding-top:3mm;border-top:.8pt solid var(--primary);color:var(--soft);font-size:8pt;line-height:1.4;break-inside:avoid}
.statements p{margin:0 0 1.2mm}
`;
}

/** A CSS string that cannot end early. */
function cssText(text: string): string {
  return `"${text.replace(/[^\p{L}\p{N} .,:()·/@+&–-]/gu, ' ')}"`;
}
