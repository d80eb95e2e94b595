'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const $ = id => document.getElementById(id);
const classOf = new Map(data.classes.map(c => [c.id, c]));
const chosen = new Set(data.classes.map(c => c.id).concat(0));
const bases = ['image', 'depth', 'normals', 'flow'].filter(l => data.frames.some(f => f.layers[l]));
const overlays = ['boxes', 'masks', 'keypoints', 'names'];
const shown = { base: bases[0], boxes: true, masks: false, keypoints: false, names: true };
const keys = { 1: 'image', 2: 'depth', 3: 'normals', 4: 'flow', b: 'boxes', m: 'masks', k: 'keypoints', n: 'names' };
let open = -1, near = 0;

const element = (name, text, parent, set = {}) => {
  const e = Object.assign(document.createElement(name), set);
  if (text !== null) e.textContent = text;
  if (parent) parent.append(e);
  return e;
};
const number = n => n.toLocaleString('en');

// Pictures are decoded when they are first needed.
const decoded = new Map();
function picture(frame, layer, ready) {
  const source = frame.layers[layer];
  if (!source) return null;
  if (!decoded.has(source)) decoded.set(source, Object.assign(new Image(), { src: source }));
  const image = decoded.get(source);
  if (image.complete && image.naturalWidth) return image;
  image.addEventListener('load', ready, { once: true });
  return null;
}

const hue = id => `hsl(${(id * 222.4922) % 360} 85% ${62 - 9 * (id % 3)}%)`;
const colourOf = o => classOf.get(o.c)?.colour ?? '#aaaaaa';
const inkOn = colour => 0.3 * parseInt(colour.slice(1, 3), 16) + 0.59 * parseInt(colour.slice(3, 5), 16) + 0.11 * parseInt(colour.slice(5, 7), 16) > 110 ? '#000' : '#fff';
// Structure is not listed as things are: it has no boxes, but it may be looked at when its class is chosen alone.
const visible = (frame, only) => frame.objects.filter(o => o.p > 0 && chosen.has(o.c) && (!only || classOf.get(o.c)?.thing));

function draw(canvas, frame, width, ready) {
  const height = Math.round(width * frame.h / frame.w), scale = width / frame.w, g = canvas.getContext('2d');
  canvas.width = width;
  canvas.height = height;
  const base = picture(frame, frame.layers[shown.base] ? shown.base : 'image', ready);
  g.fillStyle = '#222';
  g.fillRect(0, 0, width, height);
  if (base) g.drawImage(base, 0, 0, width, height);
  if (shown.masks) masks(g, frame, width, height);
  const things = visible(frame, true).sort((a, b) => b.p - a.p), line = Math.max(1, Math.round(width / 450)), size = Math.max(10, Math.min(14, Math.round(width / 38)));
  if (shown.boxes) for (const o of things) {
    g.lineWidth = o.id === near ? 2 * line + 1 : line;
    g.strokeStyle = colourOf(o);
    g.strokeRect(o.b[0] * scale + line / 2, o.b[1] * scale + line / 2, (o.b[2] - o.b[0]) * scale - line, (o.b[3] - o.b[1]) * scale - line);
  }
  if (shown.names && (shown.boxes || shown.masks)) names(g, things, scale, size, width);
  if (shown.keypoints) for (const o of visible(frame)) for (const [, x, y, v] of o.k ?? []) {
    if (!v) continue;
    g.beginPath();
    g.arc(x * scale, y * scale, 2.2 * line + 1, 0, 7);
    g.lineWidth = line;
    g.strokeStyle = '#000';
    g.fillStyle = v === 2 ? colourOf(o) : '#0000';
    g.fill();
    g.stroke();
    if (v === 1) { g.strokeStyle = colourOf(o); g.stroke(); }
  }
}

function names(g, things, scale, size, width) {
  g.font = `${size}px system-ui, sans-serif`;
  g.textBaseline = 'top';
  const taken = [];
  for (const o of things) {
    const name = classOf.get(o.c).name, w = g.measureText(name).width + 6, h = size + 4;
    if ((o.b[2] - o.b[0]) * scale < 12 || (o.b[3] - o.b[1]) * scale < 12) continue;
    const x = Math.min(Math.max(0, o.b[0] * scale), width - w), y = [o.b[1] * scale - h, o.b[1] * scale, o.b[3] * scale - h].find(t =>
      t >= 0 && !taken.some(r => x < r[2] && x + w > r[0] && t < r[3] && t + h > r[1]));
    if (y === undefined) continue;
    taken.push([x, y, x + w, y + h]);
    g.fillStyle = colourOf(o);
    g.fillRect(x, y, w, h);
    g.fillStyle = inkOn(colourOf(o));
    g.fillText(name, x + 3, y + 2.5);
  }
}

// Masks are runs [gap, length, gap, length …] over the pixels of the reduced picture, row by row.
function masks(g, frame, width, height) {
  const layer = new OffscreenCanvas(frame.mw, frame.mh), m = layer.getContext('2d');
  for (const o of visible(frame)) {
    if (!o.m) continue;
    m.fillStyle = hue(o.id);
    for (let i = 0, at = 0; i < o.m.length; i += 2) {
      at += o.m[i];
      for (let rest = o.m[i + 1]; rest > 0;) {
        const x = at % frame.mw, part = Math.min(rest, frame.mw - x);
        m.fillRect(x, Math.floor(at / frame.mw), part, 1);
        at += part;
        rest -= part;
      }
    }
  }
  g.globalAlpha = 0.55;
  g.imageSmoothingEnabled = false;
  g.drawImage(layer, 0, 0, width, height);
  g.globalAlpha = 1;
  g.imageSmoothingEnabled = true;
}

function objectAt(frame, x, y) {
  const at = Math.floor(y * frame.mh) * frame.mw + Math.floor(x * frame.mw);
  return frame.objects.find(o => {
    if (!o.m || !chosen.has(o.c)) return false;
    for (let i = 0, p = 0; i < o.m.length; i += 2) {
      p += o.m[i];
      if (at < p) return false;
      if (at < p + o.m[i + 1]) return true;
      p += o.m[i + 1];
    }
    return false;
  });
}

// The grid: cards are drawn when they come into view.
const cards = data.frames.map((frame, i) => {
  const card = element('figure', null, $('grid'), { tabIndex: 0 }), canvas = element('canvas', null, card);
  canvas.style.aspectRatio = `${frame.w} / ${frame.h}`;
  const caption = element('figcaption', null, card);
  element('b', `frame ${frame.frame}`, caption);
  if (frame.camera) element('span', frame.camera, caption);
  const count = element('span', '', caption);
  card.onclick = () => enlarge(i);
  card.onkeydown = e => { if (e.key === 'Enter') enlarge(i); };
  return { frame, card, canvas, count, seen: false };
});
const watcher = new IntersectionObserver(entries => entries.forEach(e => {
  const c = cards.find(k => k.card === e.target);
  c.seen = e.isIntersecting;
  if (c.seen) paint(c);
}), { rootMargin: '300px' });
cards.forEach(c => watcher.observe(c.card));
const paint = c => draw(c.canvas, c.frame, Math.round(c.card.clientWidth * Math.min(2, devicePixelRatio)) || 280, () => c.seen && paint(c));

function refresh() {
  let any = false;
  for (const c of cards) {
    const things = visible(c.frame, true).length, hide = !visible(c.frame).length && chosen.size <= data.classes.length;
    c.count.textContent = `${things} ${things === 1 ? 'object' : 'objects'}`;
    c.card.hidden = hide;
    any ||= !hide;
    if (c.seen && !hide) paint(c);
  }
  $('empty').hidden = any;
  for (const b of document.querySelectorAll('#bases button')) b.setAttribute('aria-pressed', shown.base === b.textContent);
  for (const b of document.querySelectorAll('#overlays button')) b.setAttribute('aria-pressed', shown[b.textContent]);
  if (open >= 0) enlarge(open);
}

function toggle(layer) {
  if (bases.includes(layer)) shown.base = layer;
  else if (overlays.includes(layer)) shown[layer] = !shown[layer];
  refresh();
}

// One frame, large, with what is known of it.
function enlarge(i) {
  const again = open === i;
  open = i;
  const frame = data.frames[i], dialog = $('large');
  if (!dialog.open) dialog.showModal();
  const stage = $('stage'), canvas = stage.querySelector('canvas'), scale = Math.min(stage.clientWidth / frame.w, stage.clientHeight / frame.h);
  const repaint = () => open === i && draw(canvas, frame, Math.max(1, Math.floor(frame.w * scale)), repaint);
  repaint();
  canvas.onmousemove = e => {
    const r = canvas.getBoundingClientRect(), o = objectAt(frame, (e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height), tip = $('tip'), s = stage.getBoundingClientRect();
    tip.hidden = !o;
    if (o) {
      tip.textContent = `${o.n} (${o.id})${o.v === undefined ? '' : `, ${Math.round(100 * o.v)} % visible`}`;
      tip.style.left = `${Math.min(e.clientX - s.left + 14, s.width - tip.offsetWidth - 4)}px`;
      tip.style.top = `${e.clientY - s.top + 14}px`;
    }
    if (near !== (o?.id ?? 0)) { near = o?.id ?? 0; mark(); repaint(); }
  };
  canvas.onmouseleave = () => { $('tip').hidden = true; near = 0; mark(); repaint(); };
  if (!again || shown.base !== $('details').dataset.base) describe(frame, repaint);
}

const mark = () => document.querySelectorAll('#details tr.object').forEach(r => r.classList.toggle('near', +r.dataset.id === near));

function describe(frame, repaint) {
  const box = $('details');
  box.replaceChildren();
  box.dataset.base = shown.base;
  element('h2', `frame ${frame.frame}${frame.camera ? `, ${frame.camera}` : ''}`, box);
  const rows = (title, entries) => {
    if (!entries.length) return;
    element('h3', title, box);
    const table = element('table', null, box);
    for (const [name, value] of entries) {
      const row = element('tr', null, table);
      element('td', name, row);
      element('td', value, row);
    }
  };
  if (shown.base === 'depth' && frame.depth) {
    element('div', null, box, { className: 'ramp' }).style.background = `linear-gradient(90deg, ${data.ramp.join(', ')})`;
    const ends = element('div', null, box, { className: 'ends' });
    element('span', `${frame.depth[1].toFixed(2)} m`, ends);
    element('span', `${frame.depth[0].toFixed(2)} m`, ends);
  }
  if (shown.base === 'flow' && frame.flow) {
    element('img', null, box, { className: 'wheel', src: data.wheel, alt: 'direction as hue' });
    element('div', `the rim is ${frame.flow.toFixed(1)} px`, box, { className: 'ends' });
  }
  rows('image', frame.facts);
  const list = frame.objects.filter(o => o.p > 0).sort((a, b) => b.p - a.p);
  element('h3', `${list.length} objects`, box);
  const table = element('table', null, box);
  for (const o of list) {
    const row = element('tr', null, table, { className: 'object' });
    row.dataset.id = o.id;
    const name = element('td', null, row);
    element('i', null, name).style.background = colourOf(o);
    name.append(o.n);
    element('td', classOf.get(o.c)?.name ?? '', row);
    element('td', o.v === undefined ? `${number(o.p)} px` : `${Math.round(100 * o.v)} %`, row, { className: 'n' });
    row.onmouseenter = () => { near = o.id; repaint(); };
    row.onmouseleave = () => { near = 0; repaint(); };
  }
  rows('files', frame.files);
  rows('drawn for this scene', frame.values ?? []);
  element('p', '← → other images · 1 2 3 4 image, depth, normals, flow · b boxes · m masks · k keypoints · n names · s statistics · t light or dark · Esc back', box, { className: 'keys' });
}

// Plots.
function plot(title, labels, values, wide) {
  const box = element('div', null, $('figures'), { className: 'plot' });
  element('h2', title, box);
  const most = Math.max(1, ...values), w = 400, h = wide ? 18 * labels.length + 4 : 150;
  let svg = '';
  const text = (x, y, anchor, s) => { svg += `<text x="${x}" y="${y}" text-anchor="${anchor}">${String(s).replace(/[<&]/g, '')}</text>`; };
  if (wide) labels.forEach((l, i) => {
    text(112, 18 * i + 13, 'end', l);
    svg += `<rect x="118" y="${18 * i + 3}" width="${230 * values[i] / most}" height="12" rx="2"/>`;
    text(122 + 230 * values[i] / most, 18 * i + 13, 'start', number(values[i]));
  });
  else {
    const bar = (w - 40) / values.length;
    [0, 0.5, 1].forEach(t => { const y = 122 - 108 * t; svg += `<line x1="36" x2="${w}" y1="${y}" y2="${y}"/>`; text(32, y + 4, 'end', number(Math.round(most * t))); });
    values.forEach((v, i) => { svg += `<rect x="${38 + i * bar}" y="${122 - 108 * v / most}" width="${Math.max(1, bar - 2)}" height="${108 * v / most}"/>`; });
    const step = Math.ceil(labels.length / 8);
    labels.forEach((l, i) => { if (i % step === 0) text(37 + (i + 0.5) * bar, 140, 'middle', l); });
  }
  box.insertAdjacentHTML('beforeend', `<svg viewBox="0 0 ${w} ${h}" role="img">${svg}</svg>`);
}

document.querySelector('h1').textContent = data.title;
$('summary').textContent = data.summary;
bases.forEach(l => element('button', l, $('bases'), { onclick: () => toggle(l) }));
overlays.filter(l => l !== 'keypoints' || data.frames.some(f => f.objects.some(o => o.k))).forEach(l => element('button', l, $('overlays'), { onclick: () => toggle(l) }));
for (const c of data.classes) {
  const label = element('label', null, $('classes')), box = element('input', null, label, { type: 'checkbox', checked: true });
  element('i', null, label).style.background = c.colour;
  element('span', c.name, label);
  element('b', number(c.count), label);
  box.onchange = () => { if (box.checked) chosen.add(c.id); else { chosen.delete(c.id); chosen.delete(0); } refresh(); };
  label.dataset.name = c.name;
}
const every = on => {
  chosen.clear();
  if (on) [0, ...data.classes.map(c => c.id)].forEach(id => chosen.add(id));
  document.querySelectorAll('#classes input').forEach(b => { b.checked = on; });
  refresh();
};
$('all').onclick = () => every(true);
$('none').onclick = () => every(false);
$('search').oninput = e => document.querySelectorAll('#classes label').forEach(l => { l.style.display = l.dataset.name.includes(e.target.value.trim().toLowerCase()) ? '' : 'none'; });
$('size').oninput = e => { $('grid').style.setProperty('--size', `${e.target.value}px`); refresh(); };
$('plots').onclick = () => {
  const s = $('figures');
  s.hidden = !s.hidden;
  $('plots').setAttribute('aria-pressed', !s.hidden);
  if (!s.childElementCount) for (const p of data.plots) plot(p.title, p.labels, p.values, p.wide);
};
$('theme').onclick = () => {
  const dark = getComputedStyle(document.body).backgroundColor === 'rgb(20, 20, 22)';
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
};
$('large').onclose = () => { if (open >= 0) cards[open].card.focus(); open = -1; near = 0; };
$('large').onclick = e => { if (e.target === $('large')) $('large').close(); };
addEventListener('keydown', e => {
  if (e.target.type === 'search' || e.ctrlKey || e.metaKey || e.altKey) return;
  if (keys[e.key]) toggle(keys[e.key]);
  else if (e.key === 's' && open < 0) $('plots').click();
  else if (e.key === 't') $('theme').click();
  else if (open >= 0 && (e.key === 'ArrowRight' || e.key === 'ArrowLeft')) enlarge((open + (e.key === 'ArrowRight' ? 1 : data.frames.length - 1)) % data.frames.length);
});
addEventListener('resize', refresh);
refresh();
// A link may say what to show: view.html#depth,masks,statistics,dark,frame=3
for (const word of decodeURIComponent(location.hash.slice(1)).split(',').filter(Boolean)) {
  if (word === 'statistics') $('plots').click();
  else if (word === 'dark' || word === 'light') document.documentElement.dataset.theme = word;
  else if (word.startsWith('frame=')) enlarge(Math.max(0, data.frames.findIndex(f => f.frame === +word.slice(6))));
  else if (word.startsWith('-') && overlays.includes(word.slice(1))) { shown[word.slice(1)] = false; refresh(); }
  else if (bases.includes(word)) { shown.base = word; refresh(); }
  else if (overlays.includes(word)) { shown[word] = true; refresh(); }
}
