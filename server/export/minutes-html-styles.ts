/** Shares of a table's width in hundredths: the policy allows no style at an element. */
const SHARES = Array.from({ length: 100 }, (_, n) => `.w${n + 1}{width:${n + 1}%}`).join('');

/** The styles of the minutes as an HTML file; their digest stands in the file's own policy. No address in them. */
export const MINUTES_STYLES = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1rem;font:1rem/1.5 "Noto Sans",Arial,sans-serif;color:#0b0c0c;background:#fff;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.25;color:#1d3b53}
h1{font-size:2rem;margin:0 0 .5rem}
h2{font-size:1.5rem;margin:2.5rem 0 1rem}
h3{font-size:1.15rem;margin:1.75rem 0 .5rem}
p{margin:0 0 .75rem}
ul{margin:0 0 .75rem;padding-left:1.25rem}
a{color:#1d5f8a}
a:focus,.region:focus{outline:3px solid #0b0c0c;outline-offset:2px;background:#fd0}
.marking{margin:0;text-align:center;font-weight:700;letter-spacing:.03em;color:#8a1a1a}
.handling{text-align:center;font-size:.875rem}
header{border-bottom:3px solid #1d3b53;margin-bottom:1rem}
.area,.note{color:#454f57}
.note{font-size:.9rem}
.reference{font-weight:700;font-size:1.15rem}
.notice{border:2px solid #8a1a1a;padding:.75rem 1rem;margin:0 0 1rem}
.aside{border-left:5px solid #1d3b53;padding:.5rem 0 .1rem 1rem;margin:0 0 1rem}
nav ul{columns:18em 2}
.region{margin:0 0 1.25rem}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse;table-layout:fixed}
.wide table{min-width:44rem}
${SHARES}
caption{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.5rem .6rem .3rem 0;border-bottom:1px solid #9aa5ad;text-align:left;vertical-align:top;font-weight:400}
thead th{font-weight:700;background:#e9eef2;padding-left:.3rem}
tbody th p:first-child{font-weight:700}
th p,td p,td ul,th ul{margin-bottom:.35rem}
.digits{font-size:1.25rem;font-weight:700;word-spacing:.15em}
.across{position:fixed;inset:0;z-index:1;pointer-events:none;display:flex;align-items:center;justify-content:center;overflow:hidden}
.across p{margin:0;max-width:80vmax;transform:rotate(-33deg);text-align:center;font-size:clamp(1.25rem,4.5vmin,2.5rem);font-weight:700;line-height:1.3;color:rgba(90,90,90,.22)}
@media print{
body{max-width:none;padding:0;font-size:10pt;page:minutes}
.landscape{page:minutes-wide}
h2,h3,.note{break-after:avoid}
h1{font-size:20pt}h2{font-size:15pt}h3{font-size:11.5pt}
thead{display:table-header-group}
.wide{overflow:visible}
.wide table{min-width:0}
th,td{font-size:9pt;padding:3pt 5pt 2pt 0}
.notice,.aside{break-inside:avoid}
a{color:inherit;text-decoration:none}
}
@page minutes{size:A4;margin:22mm 18mm;@top-center{content:"OFFICIAL-SENSITIVE";font:bold 10pt sans-serif}@bottom-center{content:"OFFICIAL-SENSITIVE";font:bold 10pt sans-serif}@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif}}
@page minutes-wide{size:A4 landscape;margin:22mm 18mm;@top-center{content:"OFFICIAL-SENSITIVE";font:bold 10pt sans-serif}@bottom-center{content:"OFFICIAL-SENSITIVE";font:bold 10pt sans-serif}@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif}}
`;
